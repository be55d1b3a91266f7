import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import type { Database } from './database.ts';

/** Makes committed changes outlast a power cut. */
export type Flusher = {
  /** Resolves when everything committed before the call is on the disk. */
  readonly flushed: () => Promise<void>;
  readonly close: () => void;
};

/** For a database that flushes at each commit. */
export const noFlusher: Flusher = { flushed: async () => undefined, close: () => undefined };

const sync = promisify(fdatasync);

/**
 * Flushes the write-ahead log off the main thread, once for all who wait: a flush at each commit would stop the whole
 * server for some milliseconds, and so let it do no more than some hundred changes a second.
 * @param path the database, opened with `flush: 'later'`
 */
export const createFlusher = (db: Database, path: string): Flusher => {
  const changes = (): number => db.prepare('SELECT total_changes()', { pluck: true }).get<number>([]) ?? 0;
  let log: number | undefined;
  let done = 0;
  let running: Promise<void> | undefined;
  const flush = async (): Promise<void> => {
    const upTo = changes();
    log ??= openSync(`${path}-wal`, 'r+');
    await sync(log);
    done = upTo;
  };
  return {
    flushed: async () => {
      const wanted = changes();
      while (done < wanted) {
        running ??= flush().finally(() => {
          running = undefined;
        });
        await running;
      }
    },
    close: () => {
      if (log !== undefined) closeSync(log);
      log = undefined;
    },
  };
};
