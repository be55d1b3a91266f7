import type Database from '@signalapp/sqlcipher';

/**
 * Runs work in a transaction that is on the disk before this returns, so that not even a power cut takes it back.
 * Must not be called within another transaction: SQLite does not change how it flushes inside one.
 */
export const durably = <Value>(db: Database, work: () => Value): Value => {
  const before = db.pragma('synchronous', { simple: true });
  db.pragma('synchronous = FULL');
  try {
    return db.transaction(work)();
  } finally {
    db.pragma(`synchronous = ${Number(before)}`);
  }
};
