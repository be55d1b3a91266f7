import { accessSync, chmodSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { controlSocketOf } from './administration/control-socket.ts';
import { failure, type Result, success } from './result.ts';
import { type DataLock, lockDataFolder } from './store/data-lock.ts';

export type DataFolder = {
  readonly path: string;
  readonly database: string;
  /** Where the command line reaches a running server. */
  readonly controlSocket: string;
  /** Tells scripts whom to send a signal. */
  readonly processFile: string;
  readonly keys: string;
  readonly certificates: string;
  readonly logs: string;
  readonly dovecot: string;
  readonly isNew: boolean;
  readonly lock: DataLock;
};

/** Dovecot's users must be able to pass through; everything private below is closed by itself. */
const folderMode = 0o711;

/**
 * Makes or opens the data folder and claims it for this process.
 * @returns a sentence for the person at the terminal when that is not possible
 */
export const openDataFolder = (wanted: string): Result<DataFolder, string> => {
  const given = resolve(wanted);
  try {
    mkdirSync(given, { recursive: true, mode: folderMode });
    accessSync(given, constants.R_OK | constants.W_OK | constants.X_OK);
    if (process.getuid?.() === 0) chmodSync(given, folderMode);
  } catch (fault) {
    const reason = (fault as NodeJS.ErrnoException).code ?? String(fault);
    return failure(`The data folder ${given} cannot be written to (${reason}). Choose another one with --data DIR.`);
  }
  const path = realpathSync(given);
  const state = join(path, 'state');
  mkdirSync(state, { recursive: true, mode: 0o700 });
  const lock = lockDataFolder(join(state, 'lock.db'));
  if (lock === undefined) {
    return failure(`Another server already uses the data folder ${path}. Stop it first, or choose another --data DIR.`);
  }
  const database = join(state, 'server.db');
  return success({
    path,
    database,
    controlSocket: controlSocketOf(state),
    processFile: join(state, 'server.pid'),
    keys: join(path, 'keys'),
    certificates: join(path, 'certificates'),
    logs: join(path, 'logs'),
    dovecot: join(path, 'dovecot'),
    isNew: !existsSync(database),
    lock,
  });
};
