import type { StoreWriter } from '../port.ts';
import { createBodyWriter } from './body-writer.ts';
import type { Database } from './database.ts';
import { createLocalChanges } from './local-changes.ts';
import { recreateCache } from './schema.ts';
import { createServerAccount } from './server-account.ts';
import { createWriting } from './writing.ts';

export const createWriter = (db: Database, recentMessages: number): StoreWriter => {
  const writing = createWriting(db, recentMessages);
  return {
    ...createServerAccount(writing),
    ...createLocalChanges(writing),
    ...createBodyWriter(writing),
    tidyIndex: () => {
      writing.people.keep(true);
      return writing.words.tidy();
    },
    rest: () => {
      writing.threads.forget();
      db.exec('PRAGMA shrink_memory');
    },
    rebuildCache: () => {
      recreateCache(db);
      writing.threads.forget();
    },
  };
};
