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
  /** The same for an account as long as this run knows it: its mailbox may be opened more than once. */
  const ofThisRun = new Map<string, string>();
  const temporaryOf = (account: string): string => {
    const folder = ofThisRun.get(account.toLowerCase()) ?? join(temporary, randomUUID());
    ofThisRun.set(account.toLowerCase(), folder);
    return folder;
  };
  const folderOf = (account: string): string =>
    join(accounts, createHash('sha256').update(account.toLowerCase()).digest('hex').slice(0, 24));
  return {
    of: (account, lasting) => {
      const folder = lasting ? folderOf(account) : temporaryOf(account);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return folder;
    },
    remove: async (account) => {
      await rm(folderOf(account), { recursive: true, force: true });
      const passing = ofThisRun.get(account.toLowerCase());
      ofThisRun.delete(account.toLowerCase());
      if (passing !== undefined) await rm(passing, { recursive: true, force: true });
    },
    removeTemporary: () => {
      ofThisRun.clear();
      rmSync(temporary, { recursive: true, force: true });
    },
  };
};
