import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashPassword } from '../../../app/server/accounts/password-hash.ts';
import { newAppPasswordSecret } from '../../../app/server/app-passwords/secret.ts';
import { createLocalCredentialStore } from '../../../app/server/second-factor/credential-store.ts';
import { newSecret, secretAsBase32 } from '../../../app/server/second-factor/totp.ts';
import { openDatabase } from '../../../app/server/store/database.ts';
import { loadServerKeys, randomToken } from '../../../app/server/store/server-keys.ts';
import { createStore } from '../../../app/server/store/store.ts';
import { runServer, type ServerRun, temporaryData } from '../../integration/support/run-server.ts';

const day = 86_400_000;
export const password = 'Bench-horse-1';
export const appPasswordsEach = 25;

export type Member = {
  readonly address: string;
  readonly secret: string;
  readonly deviceCookie: string;
  readonly appPassword: string;
};

export type PreparedServer = ServerRun & {
  readonly members: readonly Member[];
  readonly passwordHash: string;
  readonly close: () => Promise<void>;
  /** Ends it and starts it again on the same data; milliseconds to the ready line. */
  readonly restart: () => Promise<number>;
};

/** A data folder as a server of some size would have left it: everybody enrolled, with devices and app passwords. */
const fill = async (folder: string, count: number, passwordHash: string): Promise<Member[]> => {
  const state = join(folder, 'state');
  mkdirSync(state, { mode: 0o700 });
  const keys = loadServerKeys(join(folder, 'keys'), true);
  const database = openDatabase(join(state, 'server.db'), 'later');
  if (!keys.ok || !database.ok) throw new Error('the data folder could not be made');
  const store = createStore(database.value);
  const credentials = createLocalCredentialStore(store, keys.value);
  const now = Date.now();
  const domainId = store.users.addDomain({
    name: 'bench.example',
    factorEnabled: true,
    factorForced: true,
    enforceFrom: undefined,
    expireDays: 30,
    attemptLimit: 5,
  });
  const members: Member[] = [];
  for (let index = 0; index < count; index += 1) {
    const address = `user${index}@bench.example`;
    const userId = store.users.addUser({
      domainId,
      loginName: `user${index}`,
      address,
      fullName: 'Somebody Measured',
      passwordHash,
      role: 'user',
      createdAt: now,
    });
    const secret = newSecret();
    await credentials.write(userId, { secret, enrolledAt: now, recoveryEmail: 'a@outside.example' });
    const [deviceCookie, appPassword] = [randomToken(), newAppPasswordSecret()];
    store.devices.add({
      userId,
      component: 'webmail',
      tokenHash: keys.value.hash('device', deviceCookie),
      name: 'Bench',
      createdAt: now,
      lastUsedAt: now,
      lastIp: '127.0.0.1',
      expiresAt: now + 30 * day,
      sliding: false,
    });
    for (let number = 0; number < (index === 0 ? appPasswordsEach : 1); number += 1) {
      const text = number === 0 ? appPassword : newAppPasswordSecret();
      store.appPasswords.add({
        userId,
        name: `Program ${number}`,
        scopes: ['imap'],
        createdAt: now,
        expiresAt: undefined,
        deviceId: undefined,
        sessionId: undefined,
        secretHash: keys.value.hash('app-password', `${userId}\0${text}`),
      });
    }
    members.push({ address, secret: secretAsBase32(secret), deviceCookie, appPassword });
  }
  store.close();
  return members;
};

export const prepareServer = async (count: number): Promise<PreparedServer> => {
  const data = temporaryData();
  const passwordHash = await hashPassword(password);
  const members = await fill(data.path, count, passwordHash);
  let run = await runServer(data.path);
  return {
    ...run,
    // Ports are chosen anew at each start, so that what is read later must be read from the run of now.
    get ready() {
      return run.ready;
    },
    get child() {
      return run.child;
    },
    members,
    passwordHash,
    restart: async () => {
      await run.end();
      const since = performance.now();
      run = await runServer(data.path);
      return performance.now() - since;
    },
    close: async () => {
      await run.end();
      data.remove();
    },
  };
};
