import { z } from 'zod';
import type { KeychainState } from '../../app/domain/failure.ts';
import { type Result, succeed } from '../../app/domain/result.ts';
import { ensureUnlocked, type Keychain } from './keychain.ts';

/** Under which app passwords for other programs of this computer are found in its keychain. */
export const savedService = 'Latchkey Mail app password';

export const savedPassword = z.object({
  /** Whose password it is. */
  address: z.string(),
  /** The server's id of it. */
  id: z.string(),
  /** The name it was made under; with the address it is the entry's account. */
  name: z.string(),
  since: z.iso.datetime(),
});
export type SavedPassword = z.infer<typeof savedPassword>;

/** What is remembered of them outside the keychain: never the password, which must stand alone in its entry. */
export type SavedMemory = {
  readonly read: () => readonly SavedPassword[];
  readonly write: (list: readonly SavedPassword[]) => void;
};

/** The account of an entry, for the keychain's own tools. */
export const savedAccount = ({ address, name }: Pick<SavedPassword, 'address' | 'name'>): string =>
  `${address}: ${name}`;

/** App passwords that other programs of this computer read from its keychain, such as mbsync, msmtp or a script. */
export const createSavedPasswords = (options: {
  readonly keychain: Keychain;
  readonly memory: SavedMemory;
  readonly now: () => number;
}) => {
  const { keychain, memory, now } = options;
  const remove = (fits: (entry: SavedPassword) => boolean): Promise<Result<null, KeychainState>> =>
    keychain.inTurn(async (keytar) => {
      const gone = memory.read().filter(fits);
      for (const entry of gone) await keytar.deletePassword(savedService, savedAccount(entry));
      if (gone.length > 0) memory.write(memory.read().filter((entry) => !gone.includes(entry)));
      return succeed(null);
    });
  return {
    save: (entry: Omit<SavedPassword, 'since'>, secret: string): Promise<Result<null, KeychainState>> =>
      keychain.inTurn(async (keytar) => {
        await keytar.setPassword(savedService, savedAccount(entry), secret);
        const others = memory.read().filter((one) => savedAccount(one) !== savedAccount(entry));
        memory.write([...others, { ...entry, since: new Date(now()).toISOString() }]);
        return succeed(null);
      }),
    /** Those that are still there; a person may have deleted one with the keychain's own tools. */
    list: (): Promise<Result<readonly SavedPassword[], KeychainState>> =>
      keychain.inTurn(async (keytar) => {
        const known = memory.read();
        if (known.length === 0) return succeed([]);
        const there = new Set((await keytar.findCredentials(savedService)).map(({ account }) => account));
        if (there.size === 0) await ensureUnlocked(keytar);
        return succeed(known.filter((entry) => there.has(savedAccount(entry))));
      }),
    remove: (address: string, id: string) => remove((entry) => entry.address === address && entry.id === id),
    /** When all app passwords of an account have ended. */
    removeOf: (address: string) => remove((entry) => entry.address === address),
  };
};

export type SavedPasswords = ReturnType<typeof createSavedPasswords>;
