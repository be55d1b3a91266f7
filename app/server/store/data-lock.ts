import Database from '@signalapp/sqlcipher';

export type DataLock = { readonly release: () => void };

/**
 * Claims a data folder for this process. The claim is an open write transaction on a database of its own, so the
 * operating system drops it with the process, however that ends.
 * @returns undefined when another server holds the folder
 */
export const lockDataFolder = (path: string): DataLock | undefined => {
  const db = new Database(path);
  try {
    db.pragma('busy_timeout = 0');
    db.exec('BEGIN EXCLUSIVE');
  } catch {
    db.close();
    return undefined;
  }
  return {
    release: () => {
      db.exec('ROLLBACK');
      db.close();
    },
  };
};
