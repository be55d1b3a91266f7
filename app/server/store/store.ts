import { type AdministrationStore, createAdministrationStore } from './administration.ts';
import { type AppPasswordStore, createAppPasswordStore } from './app-passwords.ts';
import type { Database } from './database.ts';
import { createDeviceStore, type DeviceStore } from './devices.ts';
import { type Flusher, noFlusher } from './flusher.ts';
import { createLegacyClientStore, type LegacyClientStore } from './legacy-clients.ts';
import { createSecondFactorStore, type SecondFactorStore } from './second-factors.ts';
import { createSessionStore, type SessionStore } from './sessions.ts';
import { createUserStore, type UserStore } from './users.ts';

/** All state of the server but the mail itself. Every call is synchronous, so a sequence of them cannot interleave. */
export type Store = {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly devices: DeviceStore;
  readonly appPasswords: AppPasswordStore;
  readonly secondFactors: SecondFactorStore;
  readonly legacyClients: LegacyClientStore;
  readonly administration: AdministrationStore;
  /** All changes made by `work` are kept, or none. */
  readonly transaction: <T>(work: () => T) => T;
  /** Resolves when every change made so far is on the disk; to be awaited before a change is acknowledged. */
  readonly flushed: () => Promise<void>;
  readonly close: () => void;
};

/** @param flusher where the database was opened to be flushed later */
export const createStore = (db: Database, flusher: Flusher = noFlusher): Store => ({
  users: createUserStore(db),
  sessions: createSessionStore(db),
  devices: createDeviceStore(db),
  appPasswords: createAppPasswordStore(db),
  secondFactors: createSecondFactorStore(db),
  legacyClients: createLegacyClientStore(db),
  administration: createAdministrationStore(db),
  transaction: (work) => db.transaction(work)(),
  flushed: flusher.flushed,
  close: () => {
    flusher.close();
    db.close();
  },
});
