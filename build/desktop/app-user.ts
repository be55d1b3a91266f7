import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/**
 * The account the application runs as. Chromium's sandbox does not work as root, so root lends the application an
 * ordinary user where it can.
 */
export type AppUser = {
  readonly uid: number;
  readonly gid: number;
  /** Chromium's sandbox works for this user. */
  readonly sandbox: boolean;
  /** The user is not the one who runs this program: files must be handed over to it. */
  readonly lent: boolean;
  /** One sentence for the person, where something is not as it should be. */
  readonly notice?: string;
};

const idOf = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

/** The command line that runs `command` as this user and ends it when its parent dies. */
export const commandAs = (user: AppUser, command: string, args: readonly string[]): readonly [string, string[]] => {
  const identity = user.lent ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
  return ['setpriv', [...identity, '--pdeathsig', 'TERM', '--', command, ...args]];
};

const succeeds = (user: AppUser, command: string, args: readonly string[]): boolean => {
  const [file, rest] = commandAs(user, command, args);
  return spawnSync(file, rest, { stdio: 'ignore', timeout: 10_000 }).status === 0;
};

const hasUserNamespaces = (user: AppUser): boolean => succeeds(user, 'unshare', ['--user', '--map-root-user', 'true']);

const nobody = (): AppUser => ({ uid: idOf('-u'), gid: idOf('-g'), lent: true, sandbox: true });

/** Whether users other than this one can reach into a folder. Root alone asks: its servers run as other users. */
export const othersCanEnter = (folder: string): boolean => succeeds(nobody(), 'test', ['-x', folder]);

/** Chooses the user for an Electron executable. */
export const chooseAppUser = (executable: string): AppUser => {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, lent: false };
  if (own.uid !== 0) {
    const user = { ...own, sandbox: true };
    if (hasUserNamespaces(user)) return user;
    const notice = 'This system has no user namespaces, so the application runs without its sandbox.';
    return { ...own, sandbox: false, notice };
  }
  const user = nobody();
  if (hasUserNamespaces(user) && succeeds(user, 'test', ['-x', executable])) return user;
  return { ...own, sandbox: false, notice: 'Running as root: the application runs without its sandbox.' };
};

/** Hands a file or folder over to the user. */
export const giveTo = (user: AppUser, path: string): void => {
  if (user.lent) chownSync(path, user.uid, user.gid);
};
