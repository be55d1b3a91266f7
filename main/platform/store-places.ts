import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

export type StorePlaces = {
  /** The folder an account's store lies in, made if it is not there. */
  readonly of: (account: string, lasting: boolean) => string;
  /** Deletes what is kept of an account. */
  readonly remove: (account: string) => Promise<void>;
  /** Deletes what was kept for this run only; also what a killed run left. */
  readonly removeTemporary: () => void;
};

/** Where the profile keeps the accounts' local stores. Folder names do not tell whose they are. */
export const createStorePlaces = (profile: string): StorePlaces => {
  const accounts = join(profile, 'accounts');
  const temporary = join(profile, 'accounts-of-this-run');
  const folderOf = (account: string): string =>
    join(accounts, createHash('sha256').update(account.toLowerCase()).digest('hex').slice(0, 24));
  return {
    of: (account, lasting) => {
      const folder = lasting ? folderOf(account) : join(temporary, randomUUID());
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return folder;
    },
    remove: (account) => rm(folderOf(account), { recursive: true, force: true }),
    removeTemporary: () => rmSync(temporary, { recursive: true, force: true }),
  };
};
