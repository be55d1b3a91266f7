import { type AdministrationStore, createAdministrationStore } from './administration.ts';
import { type AppPasswordStore, createAppPasswordStore } from './app-passwords.ts';
import type { Database } from './database.ts';
import { createDeviceStore, type DeviceStore } from './devices.ts';
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
  readonly close: () => void;
};

export const createStore = (db: Database): Store => ({
  users: createUserStore(db),
  sessions: createSessionStore(db),
  devices: createDeviceStore(db),
  appPasswords: createAppPasswordStore(db),
  secondFactors: createSecondFactorStore(db),
  legacyClients: createLegacyClientStore(db),
  administration: createAdministrationStore(db),
  transaction: (work) => db.transaction(work)(),
  close: () => db.close(),
});
