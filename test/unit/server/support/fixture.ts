import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGuessLimit } from '../../../../app/server/accounts/guess-limit.ts';
import { createKeyedQueue } from '../../../../app/server/accounts/keyed-queue.ts';
import { hashPassword } from '../../../../app/server/accounts/password-hash.ts';
import { usualSessionLife } from '../../../../app/server/accounts/session-life.ts';
import { createProfileOffers } from '../../../../app/server/app-passwords/profile-offers.ts';
import type { Clock } from '../../../../app/server/clock.ts';
import type { Core } from '../../../../app/server/core.ts';
import type { SessionCall } from '../../../../app/server/http/call.ts';
import { type LogName, logNames, type ServerLogs } from '../../../../app/server/logs/server-logs.ts';
import { createLocalCredentialStore } from '../../../../app/server/second-factor/credential-store.ts';
import { openDatabase } from '../../../../app/server/store/database.ts';
import { loadServerKeys } from '../../../../app/server/store/server-keys.ts';
import { createStore } from '../../../../app/server/store/store.ts';
import type { Domain } from '../../../../app/server/store/users.ts';

export const password = 'Correct-horse-1';

export type FakeClock = Clock & { readonly advance: (milliseconds: number) => void };

export const fakeClock = (start = Date.UTC(2026, 2, 2, 9, 0, 0)): FakeClock => {
  let now = start;
  return {
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
};

const collectingLogs = () => {
  const lines = new Map<LogName, string[]>(logNames.map((name) => [name, []]));
  const write = (name: LogName) => (text: string) => void lines.get(name)?.push(text);
  const logs: ServerLogs = {
    error: write('error'),
    security: write('security'),
    debug: write('debug'),
    audit: write('audit'),
    config: write('config'),
    warning: write('warning'),
    mail: write('mail'),
    reopen: () => undefined,
    close: () => undefined,
  };
  return { logs, of: (name: LogName): readonly string[] => lines.get(name) ?? [] };
};

/** The server's logic on a database in memory, with a clock the test moves and no network. */
export const createFixture = async (options: { readonly passwordHash?: string } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-unit-'));
  const keys = loadServerKeys(folder, true);
  rmSync(folder, { recursive: true });
  const database = openDatabase(':memory:');
  if (!keys.ok || !database.ok) throw new Error('the fixture could not be made');
  const clock = fakeClock();
  const store = createStore(database.value);
  const logs = collectingLogs();
  const sent: { to: string; text: string }[] = [];
  const rights = { changes: 0 };
  const mail = { works: true };
  const core: Core = {
    clock,
    store,
    keys: keys.value,
    logs: logs.logs,
    credentials: createLocalCredentialStore(store, keys.value),
    guessLimit: createGuessLimit(clock),
    inTurn: createKeyedQueue(),
    minimumClientVersion: '1.0.0',
    sessionLife: usualSessionLife,
    profileOffers: createProfileOffers(clock),
    rightsChanged: () => {
      rights.changes += 1;
    },
    sendMail: async (to, _subject, text) => {
      if (mail.works) sent.push({ to, text });
      return mail.works;
    },
  };
  const passwordHash = options.passwordHash ?? (await hashPassword(password));

  const addUser = (loginName: string, domain: Partial<Domain> & { name: string }): string => {
    const domainId = store.users.addDomain({
      factorEnabled: true,
      factorForced: true,
      enforceFrom: undefined,
      expireDays: 30,
      attemptLimit: 5,
      ...domain,
    });
    return store.users.addUser({
      domainId,
      loginName,
      address: `${loginName}@${domain.name}`,
      fullName: 'Somebody Else',
      passwordHash,
      role: 'user',
      createdAt: clock.now(),
    });
  };

  /** A call in a session of this user, with the cookies it would set. */
  const callOf = (userId: string, state: 'full' | 'code' | 'setup' = 'full') => {
    const set: { secondFactor?: string; maxAge?: number | undefined; cleared: string[] } = { cleared: [] };
    const cookieHash = `${userId}-${Math.random()}`;
    store.sessions.add({
      cookieHash,
      tokenHash: 't',
      userId,
      component: 'webmail',
      state,
      deviceId: undefined,
      deviceName: 'Test computer',
      createdAt: clock.now(),
      lastUsedAt: clock.now(),
      ip: '192.0.2.7',
    });
    const current = (): SessionCall => {
      const session = store.sessions.byCookieHash(cookieHash);
      const user = store.users.byId(userId);
      if (session === undefined || user === undefined) throw new Error('the session is gone');
      return {
        component: 'webmail',
        ip: '192.0.2.7',
        userAgent: undefined,
        secondFactorCookie: undefined,
        cookies: {
          setSession: () => undefined,
          clearSession: () => void set.cleared.push('session'),
          setSecondFactor: (value, maxAge) => {
            set.secondFactor = value;
            set.maxAge = maxAge;
          },
          clearSecondFactor: () => void set.cleared.push('secondFactor'),
        },
        session,
        user,
      };
    };
    return { current, set, isAlive: () => store.sessions.byCookieHash(cookieHash) !== undefined };
  };

  return { core, clock, store, logs, sent, mail, rights, addUser, callOf };
};

export type Fixture = Awaited<ReturnType<typeof createFixture>>;
