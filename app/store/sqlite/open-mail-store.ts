import { existsSync } from 'node:fs';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { MailStore, StoreReader } from '../port.ts';
import { type Database, openDatabase } from './database.ts';
import { createReader } from './reader.ts';
import { bringUpToDate, checkUpToDate } from './schema.ts';
import { failureOf, type StoreFailure } from './store-failure.ts';
import { usualRecent } from './words-index.ts';
import { createWriter } from './writer.ts';

type Handle = {
  /** The connection, for the tables of pending work, which live in the same file. */
  readonly database: Database;
  /** May be called again. */
  readonly close: () => void;
};

export type WritingStore = MailStore & Handle;
export type ReadingStore = StoreReader & Handle;

export type StorePlace = {
  readonly path: string;
  /** 32 random bytes. */
  readonly key: Uint8Array;
  /** How many of the newest messages a search looks at first, where there are many. */
  readonly recentMessages?: number;
};

const open = <Store>(
  { path, key }: StorePlace,
  role: 'writer' | 'reader',
  prepare: (db: Database) => Result<undefined, StoreFailure>,
  create: (db: Database) => Store,
): Result<Store & Handle, StoreFailure> => {
  if (role === 'reader' && !existsSync(path)) return fail({ kind: 'cannot-open', detail: 'missing' });
  const opened = openDatabase(path, key, role);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    const prepared = prepare(database);
    if (!prepared.ok) {
      database.close();
      return prepared;
    }
    let isOpen = true;
    const close = (): void => {
      if (isOpen) database.close();
      isOpen = false;
    };
    return succeed({ ...create(database), database, close });
  } catch (error) {
    database.close();
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return fail(failure);
  }
};

/**
 * Opens the encrypted store of one account. `writer`: the only one there may be; makes the file where there is none
 * and brings its tables up to date. `reader`: of a store that a writer has opened before; any number, in any thread,
 * never waiting for the writer.
 */
export function openMailStore(place: StorePlace & { readonly role: 'writer' }): Result<WritingStore, StoreFailure>;
export function openMailStore(place: StorePlace & { readonly role: 'reader' }): Result<ReadingStore, StoreFailure>;
export function openMailStore({
  role,
  ...place
}: StorePlace & { readonly role: 'writer' | 'reader' }): Result<WritingStore | ReadingStore, StoreFailure> {
  return role === 'writer'
    ? open(place, role, bringUpToDate, (db) => ({
        ...createReader(db),
        ...createWriter(db, place.recentMessages ?? usualRecent),
      }))
    : open(place, role, checkUpToDate, createReader);
}
