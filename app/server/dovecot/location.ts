import { createHash } from 'node:crypto';
import { lstatSync, lutimesSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { failure, type Result, success } from '../result.ts';
import { findProgram, type Identities } from './installation.ts';

export type Location = {
  /** Dovecot's folder under the name Dovecot knows it by. */
  readonly path: string;
  /** Program and arguments to put before Dovecot's own, so that the path leads there. */
  readonly wrapper: readonly string[];
  /** Keeps a link in the temporary folder from being tidied away. */
  readonly keepAlive: () => void;
};

/** A socket's whole path must fit 107 bytes; the longest name Dovecot makes below its folder has about 30. */
const longestPath = 72;
/** Dovecot's settings split arguments at spaces and take some other signs for their own. */
const plainPath = /^[\w./@+-]+$/u;
const mountPoint = '/mnt';

const isOpenToOthers = (folder: string): boolean => (statSync(folder).mode & 0o001) !== 0;

const closedParent = (folder: string): string | undefined => {
  for (let current = dirname(folder); ; current = dirname(current)) {
    if (!isOpenToOthers(current)) return current;
    if (current === dirname(current)) return undefined;
  }
};

const shortLink = (folder: string): Result<Location, string> => {
  const uid = process.getuid?.() ?? 0;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const link = join(tmpdir(), `latchkey-${uid}-${name}`);
  const existing = lstatSync(link, { throwIfNoEntry: false });
  if (existing !== undefined) {
    if (existing.uid !== uid || !existing.isSymbolicLink()) {
      return failure(`${link} belongs to somebody else and stands in the way. Please choose another --data folder.`);
    }
    if (readlinkSync(link) !== folder) rmSync(link);
  }
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(folder, link);
  const keepAlive = () => {
    const now = new Date();
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(folder, link);
    lutimesSync(link, now, now);
  };
  return success({ path: link, wrapper: [], keepAlive });
};

/**
 * Under which path Dovecot works. Usually the folder's own; a long or unusual one gets a short link. Where root runs
 * the server and a folder above is closed to Dovecot's unprivileged users, Dovecot sees its folder at another place,
 * in a mount namespace of its own that nobody else notices.
 */
export const locate = (folder: string, identities: Identities): Result<Location, string> => {
  const closed = identities.privileged ? closedParent(folder) : undefined;
  if (closed !== undefined) {
    const unshare = findProgram('unshare');
    if (unshare === undefined) {
      return failure(
        `Dovecot's users cannot enter ${closed}, and the program unshare is missing. Choose a --data folder whose parents are open to all (mode 711), for example /var/lib/latchkey-mail.`,
      );
    }
    const script = `mount --bind "$0" ${mountPoint} && exec "$@"`;
    return success({
      path: mountPoint,
      wrapper: [unshare, '--mount', '--propagation', 'private', 'sh', '-c', script, folder],
      keepAlive: () => undefined,
    });
  }
  if (folder.length > longestPath || !plainPath.test(folder)) return shortLink(folder);
  return success({ path: folder, wrapper: [], keepAlive: () => undefined });
};
