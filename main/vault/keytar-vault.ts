import { randomUUID } from 'node:crypto';
import { type SecretVault, type StoredSignIn, storedSignIn } from '../../app/auth/ports.ts';
import type { KeychainState } from '../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../app/domain/result.ts';
import { keychainStateOf } from './keychain-error.ts';

const service = 'Latchkey Mail';
const probeAccount = 'keychain check';
/** Names the entry by which this keychain is told from another one. */
const markAccount = 'this keychain';

type Keytar = {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
};

/** Loaded late: a system without the keychain's library must still open a window that says so. */
const loadKeytar = async (): Promise<Keytar> => {
  const loaded = (await import('keytar')) as Keytar & { readonly default?: Keytar };
  return loaded.default ?? loaded;
};

/** Whether the native part of the keychain access is there at all. */
export const keychainLoads = (): Promise<boolean> =>
  loadKeytar().then(
    () => true,
    () => false,
  );

/** The operating system's keychain, one record an account, one access at a time (parallel reads break gnome-keyring). */
export const createKeytarVault = (load: () => Promise<Keytar> = loadKeytar): SecretVault => {
  let queue: Promise<unknown> = Promise.resolve();
  let keytar: Promise<Keytar> | undefined;

  const inTurn = <Value>(
    work: (keychain: Keytar) => Promise<Result<Value, KeychainState>>,
  ): Promise<Result<Value, KeychainState>> => {
    const run = async (): Promise<Result<Value, KeychainState>> => {
      try {
        keytar ??= load();
        return await work(await keytar);
      } catch (error) {
        return fail(keychainStateOf(error));
      }
    };
    const turn = queue.then(run);
    queue = turn;
    return turn;
  };

  /** libsecret reads a locked collection as empty; only a write tells the two apart. */
  const ensureUnlocked = async (keychain: Keytar): Promise<void> => {
    await keychain.setPassword(service, probeAccount, 'readable');
    await keychain.deletePassword(service, probeAccount);
  };

  const ensureMark = async (keychain: Keytar): Promise<void> => {
    if ((await keychain.getPassword(service, markAccount)) === null) {
      await keychain.setPassword(service, markAccount, randomUUID());
    }
  };

  return {
    read: (account) =>
      inTurn(async (keychain): Promise<Result<StoredSignIn | undefined, KeychainState>> => {
        const text = await keychain.getPassword(service, account);
        if (text === null) {
          await ensureUnlocked(keychain);
          return succeed(undefined);
        }
        const record = storedSignIn.safeParse(parseJson(text));
        return record.success ? succeed(record.data) : fail('unreadable');
      }),
    write: (account, record) =>
      inTurn(async (keychain) => {
        const text = JSON.stringify(record);
        await keychain.setPassword(service, account, text);
        await ensureMark(keychain);
        return (await keychain.getPassword(service, account)) === text ? succeed(null) : fail('denied');
      }),
    mark: () => inTurn(async (keychain) => succeed((await keychain.getPassword(service, markAccount)) ?? undefined)),
    remove: (account) =>
      inTurn(async (keychain) => {
        await keychain.deletePassword(service, account);
        return succeed(null);
      }),
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
