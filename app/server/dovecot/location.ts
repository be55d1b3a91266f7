import { createHash } from 'node:crypto';
import { existsSync, lstatSync, lutimesSync, mkdirSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { failure, type Result, success } from '../result.ts';
import { findProgram, type Identities } from './installation.ts';

export type Location = {
  /** Dovecot's folder under the name Dovecot knows it by. */
  readonly path: string;
  /** Folder of Dovecot's sockets, as Dovecot knows it. */
  readonly runPath: string;
  /** The same folder as the server sees it. */
  readonly runFolder: string;
  /** Program and arguments to put before Dovecot's own, so that the paths lead there. */
  readonly wrapper: readonly string[];
  /** Keeps what lies in the temporary folder from being tidied away. */
  readonly keepAlive: () => void;
};

/** A socket's whole path must fit 107 bytes; the longest name Dovecot makes below its folder has about 30. */
const longestPath = 72;
/** Dovecot's settings split arguments at spaces and take some other signs for their own. */
const plainPath = /^[\w./@+-]+$/u;
const mountPoint = '/mnt';
const run = 'run';

const isOpenToOthers = (folder: string): boolean => (statSync(folder).mode & 0o001) !== 0;

const closedParent = (folder: string): string | undefined => {
  for (let current = dirname(folder); ; current = dirname(current)) {
    if (!isOpenToOthers(current)) return current;
    if (current === dirname(current)) return undefined;
  }
};

/** For an ordinary user: sockets in a private temporary folder, and there a link to the real one. */
const inTemporaryFolder = (folder: string): Result<Location, string> => {
  const uid = process.getuid?.() ?? 0;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const place = join(tmpdir(), `latchkey-${uid}-${name}`);
  const link = join(place, 'data');
  const runFolder = join(place, run);
  if (!existsSync(place)) mkdirSync(place, { mode: 0o700 });
  const found = lstatSync(place);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    return failure(`${place} stands in the way. Please remove it or choose another --data folder.`);
  }
  const makeLink = (): void => {
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(folder, link);
  };
  makeLink();
  if (readlinkSync(link) !== folder) {
    rmSync(link);
    makeLink();
  }
  const keepAlive = () => {
    const now = new Date();
    makeLink();
    for (const path of [link, join(runFolder, 'master.pid')]) {
      if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) lutimesSync(path, now, now);
    }
  };
  return success({ path: link, runPath: runFolder, runFolder, wrapper: [], keepAlive });
};

/** For root: Dovecot sees its folder at another place, in a mount namespace of its own that nobody else notices. */
const inMountNamespace = (folder: string, why: string): Result<Location, string> => {
  const unshare = findProgram('unshare');
  if (unshare === undefined) {
    return failure(
      `${why}, and the program unshare is missing. Choose another --data folder, for example /var/lib/latchkey-mail.`,
    );
  }
  const script = `mount --bind "$0" ${mountPoint} && exec "$@"`;
  return success({
    path: mountPoint,
    runPath: join(mountPoint, run),
    runFolder: join(folder, run),
    wrapper: [unshare, '--mount', '--propagation', 'private', 'sh', '-c', script, folder],
    keepAlive: () => undefined,
  });
};

/**
 * Under which paths Dovecot works: usually the folder's own. Not so where the path is too long or unusual for
 * Dovecot, or where root runs the server and a folder above is closed to Dovecot's unprivileged users.
 */
export const locate = (folder: string, identities: Identities): Result<Location, string> => {
  const unfit = folder.length > longestPath || !plainPath.test(folder);
  if (identities.privileged) {
    const closed = closedParent(folder);
    if (closed !== undefined) return inMountNamespace(folder, `Dovecot's users cannot enter ${closed}`);
    if (unfit) return inMountNamespace(folder, `Dovecot cannot work with the path ${folder}`);
  } else if (unfit) {
    return inTemporaryFolder(folder);
  }
  const runFolder = join(folder, run);
  return success({ path: folder, runPath: runFolder, runFolder, wrapper: [], keepAlive: () => undefined });
};
