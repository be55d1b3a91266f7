import { randomBytes } from 'node:crypto';
import type { Trust } from '../../../app/api/certificate-trust.ts';
import type { FoundServers } from '../../../app/api/finding/find-servers.ts';
import { createLoginFlow, type LoginFlow } from '../../../app/auth/login-flow.ts';
import type { AccountEntry, LocalStore, StoredSignIn } from '../../../app/auth/ports.ts';
import type { KeychainState } from '../../../app/domain/failure.ts';
import type { MailAccess } from '../../../app/domain/mail-access.ts';
import { fail, succeed } from '../../../app/domain/result.ts';

/** One computer: what its keychain and its profile keep between starts of the application. */
export const computer = (defaults: () => { readonly serverUrl: string; readonly authorities: readonly string[] }) => {
  const keychain = new Map<string, StoredSignIn>();
  let accounts: AccountEntry[] = [];
  let fault: KeychainState | undefined;
  const opened: { access: MailAccess; trust: Trust; store: LocalStore }[] = [];
  const start = (
    options: {
      readonly authorities?: readonly string[];
      /** What a search for the server finds; without it the server is the one an administrator chose. */
      readonly found?: readonly FoundServers[];
    } = {},
  ): LoginFlow =>
    createLoginFlow({
      vault: {
        read: async (account) => (fault === undefined ? succeed(keychain.get(account)) : fail(fault)),
        write: async (account, record) => {
          if (fault !== undefined) return fail(fault);
          keychain.set(account, record);
          return succeed(null);
        },
        remove: async (account) => {
          keychain.delete(account);
          return succeed(null);
        },
        mark: async () => succeed('this keychain'),
      },
      accounts: {
        first: () => accounts[0],
        put: (entry) => {
          accounts = [entry, ...accounts.filter((other) => other.address !== entry.address)];
        },
        remove: (address) => {
          accounts = accounts.filter((other) => other.address !== address);
        },
      },
      engine: {
        open: (access, trust, store) => void opened.push({ access, trust, store }),
        close: () => undefined,
        forget: async () => undefined,
      },
      clock: {
        now: Date.now,
        after: (milliseconds, then) => {
          const timer = setTimeout(then, milliseconds);
          return { cancel: () => clearTimeout(timer) };
        },
      },
      application: { name: 'Latchkey Mail', vendor: 'Latchkey Mail', version: '1.0.0' },
      deviceName: 'test-computer',
      newDatabaseKey: () => randomBytes(32).toString('hex'),
      defaultServerUrl: options.found === undefined ? defaults().serverUrl : '',
      finder: {
        ask: () => (options.found ?? []).map(async (one) => one),
        find: async () => ({ ours: [], imap: [], smtp: [] }),
      },
      portalAt: async () => undefined,
      authorities: options.authorities ?? defaults().authorities,
    });
  return {
    keychain,
    opened,
    start,
    break: (state: KeychainState | undefined) => {
      fault = state;
    },
  };
};
