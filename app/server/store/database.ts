import Database from '@signalapp/sqlcipher';
import { failure, type Result, success } from '../result.ts';
import { migrations } from './migrations.ts';

export type { Database };

/** One row as the driver hands it over; the store files map it to their own types at once. */
export type Row = Record<string, string | number | null | Uint8Array<ArrayBuffer>>;

export type OpenError = { readonly kind: 'newer-schema'; readonly found: number; readonly known: number };

/** How long the write-ahead log grows before it is moved into the database, in pages of 4 KiB. */
const logPages = 4000;

/**
 * Opens the server's database and brings its schema up to date.
 * A committed transaction is kept whatever becomes of the process.
 * @param flush when it is on the disk as well: before the call that made it returns, or later, by a `Flusher`
 * @returns `newer-schema` when a newer server wrote it: it is left untouched
 */
export const openDatabase = (path: string, flush: 'at-commit' | 'later' = 'at-commit'): Result<Database, OpenError> => {
  const db = new Database(path, { cacheStatements: true });
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${flush === 'later' ? 'NORMAL' : 'FULL'}`);
  // Each moving of the log into the database holds everything up while it is flushed: seldom, then.
  if (flush === 'later') db.pragma(`wal_autocheckpoint = ${logPages}`);
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 5000');
  db.pragma('secure_delete = ON');
  const found = Number(db.pragma('user_version', { simple: true }) ?? 0);
  if (found > migrations.length) {
    db.close();
    return failure({ kind: 'newer-schema', found, known: migrations.length });
  }
  for (let version = found; version < migrations.length; version += 1) {
    const migration = migrations[version];
    if (migration === undefined) continue;
    db.transaction(() => {
      db.exec(migration);
      db.pragma(`user_version = ${version + 1}`);
    })();
  }
  return success(db);
};
