import type { KeychainState } from '../../app/domain/failure.ts';
import { fail, type Result } from '../../app/domain/result.ts';
import { keychainStateOf } from './keychain-error.ts';

export type Keytar = {
  readonly getPassword: (service: string, account: string) => Promise<string | null>;
  readonly setPassword: (service: string, account: string, password: string) => Promise<void>;
  readonly deletePassword: (service: string, account: string) => Promise<boolean>;
  readonly findCredentials: (service: string) => Promise<readonly { account: string; password: string }[]>;
};

/** The operating system's keychain for everybody in this program who keeps something there. */
export type Keychain = {
  /** One access at a time: parallel reads break gnome-keyring. */
  readonly inTurn: <Value>(
    work: (keychain: Keytar) => Promise<Result<Value, KeychainState>>,
  ) => Promise<Result<Value, KeychainState>>;
};

/** The entries of this program itself. */
export const ownService = 'Latchkey Mail';

const probeAccount = 'keychain check';

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

/** libsecret reads a locked collection as empty; only a write tells the two apart. */
export const ensureUnlocked = async (keychain: Keytar): Promise<void> => {
  await keychain.setPassword(ownService, probeAccount, 'readable');
  await keychain.deletePassword(ownService, probeAccount);
};

export const createKeychain = (load: () => Promise<Keytar> = loadKeytar): Keychain => {
  let queue: Promise<unknown> = Promise.resolve();
  let keytar: Promise<Keytar> | undefined;
  return {
    inTurn: (work) => {
      const run = async (): ReturnType<typeof work> => {
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
    },
  };
};
