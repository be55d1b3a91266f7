import Database from '@signalapp/sqlcipher';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { failureOf, type StoreFailure } from './store-failure.ts';

export type { Database };

/** A value of a row as the driver hands it over. */
export type Value = string | number | null | Uint8Array<ArrayBuffer>;
export type Row = Record<string, Value>;

export type DatabaseRole = 'writer' | 'reader';

const keyBytes = 32;
const writerCacheKib = 24_000;
const readerCacheKib = 12_000;
/** Pages in the log before they are copied into the file: 16 MB, seldom enough for a first synchronisation, and soon done. */
const checkpointPages = 4_000;

/**
 * Opens an encrypted database without looking at its schema. The key is used as it is, without derivation.
 * @param key 32 random bytes
 * @param role a `reader` never writes and never waits for the writer
 */
export const openDatabase = (path: string, key: Uint8Array, role: DatabaseRole): Result<Database, StoreFailure> => {
  if (key.length !== keyBytes) return fail({ kind: 'unreadable' });
  let db: Database | undefined;
  try {
    db = new Database(path, { cacheStatements: true });
    // The cipher would write lines of its own about a wrong key to standard error.
    db.exec('PRAGMA cipher_log_level = NONE');
    db.exec(`PRAGMA key = "x'${Buffer.from(key).toString('hex')}'"`);
    db.exec('PRAGMA busy_timeout = 5000');
    // Reading the schema is what shows whether the key fits.
    db.prepare('SELECT count(*) AS count FROM sqlite_master').get([]);
    db.exec('PRAGMA temp_store = MEMORY');
    if (role === 'writer') {
      db.exec('PRAGMA journal_mode = WAL');
      db.exec('PRAGMA synchronous = NORMAL');
      db.exec('PRAGMA foreign_keys = ON');
      db.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}`);
      // What is deleted lies encrypted in free pages: overwriting it would only cost time.
      db.exec('PRAGMA secure_delete = OFF');
      db.exec(`PRAGMA cache_size = -${writerCacheKib}`);
    } else {
      db.exec(`PRAGMA cache_size = -${readerCacheKib}`);
      db.exec('PRAGMA query_only = ON');
    }
    return succeed(db);
  } catch (error) {
    db?.close();
    return fail(failureOf(error) ?? { kind: 'cannot-open', detail: 'open' });
  }
};
