import { createHash } from 'node:crypto';
import { access, chmod, copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cacheFolder } from '../set-up/places.mjs';
import { type CommandResult, onInterrupt, run, startGroup } from '../set-up/process-group.mjs';
import { SetUpError, tail } from '../set-up/report.mjs';

/** A Debian of its own with nothing in it but the smallest system and what was installed there. */
export type CleanRoot = {
  readonly folder: string;
  /** Puts a file of this machine into it and answers its path there. */
  readonly bring: (file: string) => Promise<string>;
  /** The command line that runs a command in it, as root or as this user. */
  readonly command: (argv: readonly string[], identity?: Identity) => readonly [string, string[]];
  /** Runs a command in it to its end. */
  readonly run: (argv: readonly string[], identity?: Identity) => Promise<CommandResult>;
  readonly remove: () => Promise<void>;
};

export type Identity = { readonly uid: number; readonly gid: number };

const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' };

/**
 * Goes into the root by making it the root of a mount namespace of its own: a program that was only sent there with
 * chroot may not make user namespaces, and so could not build its sandbox. What was mounted goes with the namespace.
 * The shell stays as its first process, which a program must not be: signals would not reach it as usual.
 * Arguments: the root, folders to show in it at their own place (by commas), then the command.
 */
const enterScript = `
set -e
root=$1; shared=$2; shift 2
mount --bind "$root" "$root"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
IFS=,
for folder in $shared; do mkdir -p "$root$folder"; mount --rbind "$folder" "$root$folder"; done
unset IFS
cd "$root"
mkdir -p .old
pivot_root . .old
umount -l .old
rmdir .old
cd /
trap : TERM INT HUP
"$@" &
wait $! && code=0 || code=$?
if [ $code -gt 128 ]; then wait $! && code=0 || code=$?; fi
exit $code
`;

const enter = (
  root: string,
  shared: readonly string[],
  argv: readonly string[],
  identity?: Identity,
): readonly [string, string[]] => {
  const as =
    identity === undefined ? [] : ['setpriv', `--reuid=${identity.uid}`, `--regid=${identity.gid}`, '--clear-groups'];
  const apart = ['--mount', '--pid', '--fork', '--kill-child', '--propagation=private'];
  return ['unshare', [...apart, 'sh', '-c', enterScript, 'enter', root, shared.join(','), ...as, ...argv]];
};

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const must = async (what: string, command: string, args: readonly string[]): Promise<void> => {
  const { code, output } = await run(command, args, { timeout: 900_000, env: environment, dieWithParent: false });
  if (code !== 0) throw new SetUpError(`${what} (${basename(command)}, exit code ${code}):\n${tail(output)}`);
};

const release = 'bookworm';

/**
 * The smallest Debian with the named packages and nothing besides; made once, then kept in the cache.
 * Needs root, debootstrap and a Debian mirror in reach.
 */
const baseRoot = async (packages: readonly string[], note: (text: string) => void): Promise<string> => {
  const id = createHash('sha256')
    .update([release, ...packages].join('\n'))
    .digest('hex')
    .slice(0, 10);
  const place = join(cacheFolder, `debian-root-${id}`);
  if (await isThere(place)) return place;
  note('making a clean Debian (minutes, once)');
  const work = `${place}.${process.pid}`;
  const clean = (): Promise<void> => rm(work, { recursive: true, force: true });
  const forget = onInterrupt(clean);
  try {
    await must('The clean Debian could not be made', 'debootstrap', ['--variant=minbase', release, work]);
    const apt = ['apt-get', '-qq', '-y', '--no-install-recommends', 'install', ...packages];
    const inside: readonly (readonly [string, readonly string[]])[] = [
      ['Its packages could not be installed', apt],
      ['It could not be tidied', ['apt-get', 'clean']],
    ];
    for (const [fault, argv] of inside) {
      const [program, args] = enter(work, [], argv);
      await must(fault, program, args);
    }
    await rename(work, place);
  } finally {
    forget();
    await clean();
  }
  return place;
};

/**
 * Opens a fresh copy of a clean Debian that holds exactly what a package depends on: what it forgot to name is not there.
 * @param shared folders of this machine that are seen in it at their own place
 */
export const openCleanRoot = async (
  depends: readonly string[],
  shared: readonly string[],
  note: (text: string) => void,
): Promise<CleanRoot> => {
  // An alternative is satisfied by its first name; whoever writes the dependency puts the usual one there.
  const packages = depends.map((each) => each.split('|')[0]?.trim() ?? each);
  const base = await baseRoot(packages, note);
  const holder = await mkdtemp(join(tmpdir(), 'latchkey-root-'));
  const folder = join(holder, 'root');
  const remove = (): Promise<void> => rm(holder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  const forget = onInterrupt(remove);
  await chmod(holder, 0o755);
  await must('The clean Debian could not be copied', 'cp', ['-a', base, folder]);
  await mkdir(join(folder, 'incoming'));
  // Without it a package's script could start services in a root that has none running.
  await writeFile(join(folder, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const command: CleanRoot['command'] = (argv, identity) => enter(folder, shared, argv, identity);
  return {
    folder,
    bring: async (file) => {
      const inside = `/incoming/${basename(file)}`;
      await copyFile(file, join(folder, inside));
      return inside;
    },
    command,
    run: (argv, identity) => {
      const [program, args] = command(argv, identity);
      return run(program, args, { timeout: 120_000, env: environment, dieWithParent: false });
    },
    remove: async () => {
      forget();
      await remove();
    },
  };
};

/** Starts a command in the root and leaves it running. */
export const startInRoot = (
  root: CleanRoot,
  argv: readonly string[],
  options: { readonly identity: Identity; readonly env: Readonly<Record<string, string>> },
): ReturnType<typeof startGroup> => {
  const [program, args] = root.command(argv, options.identity);
  return startGroup(program, args, {
    env: { ...environment, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    dieWithParent: false,
  });
};
