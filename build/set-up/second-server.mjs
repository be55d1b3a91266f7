import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, isRoot, secondServerPlaces } from './places.mjs';
import { onInterrupt, run } from './process-group.mjs';
import { SetUpError, tail } from './report.mjs';
import { ensurePackages, environment, isDebian, updateLists } from './system-packages.mjs';

const packages = ['cyrus-common', 'cyrus-imapd'];
const place = join(cacheFolder, 'cyrus-imapd-1');

const isThere = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

const found = async () => {
  for (const { programs } of secondServerPlaces) if (await isThere(join(programs, 'imapd'))) return programs;
  return undefined;
};

/** The libraries alone: what else the packages ask for, such as a mail transport, is not needed to run the server. */
const librariesOf = async () => {
  const names = new Set();
  for (const each of packages) {
    const { output } = await run('apt-cache', ['depends', '--no-recommends', '--no-suggests', each], {
      env: environment,
    });
    for (const [, name] of output.matchAll(/^\s*\|?Depends: (lib[\w.+-]+)/gm)) names.add(name);
  }
  return [...names];
};

const must = async (command, args, options) => {
  const { code, output } = await run(command, args, { timeout: 300_000, ...options });
  if (code !== 0) throw new SetUpError(`Cyrus IMAP could not be fetched (${command}):\n${tail(output)}`);
};

const fetchInto = async (work) => {
  await must('apt-get', ['-qq', 'download', ...packages], { cwd: work });
  const archives = (await readdir(work)).filter((file) => file.endsWith('.deb'));
  const folder = join(work, 'unpacked');
  for (const archive of archives) await must('dpkg-deb', ['-x', join(work, archive), folder]);
  await must('chmod', ['-R', 'u+rwX,go=rX', folder]);
  return folder;
};

/**
 * Unpacks Debian's Cyrus IMAP into the cache, where the tests find it. It cannot be installed: its package and
 * Dovecot's exclude each other, and it would bring a service of the machine.
 */
export const ensureSecondServer = async (note) => {
  const there = await found();
  if (there !== undefined) return { line: `Cyrus IMAP in ${there}` };
  const helpedOneself = process.env.LATCHKEY_SYSTEM_PACKAGES === 'present';
  if (helpedOneself || process.platform !== 'linux' || !isDebian()) {
    throw new SetUpError(
      `The tests need Cyrus IMAP, which this set-up fetches on Debian only, and only where it may look for packages. Install it so that one of these holds its programs: ${secondServerPlaces.map(({ programs }) => programs).join(', ')}`,
    );
  }
  let libraries = await librariesOf();
  if (libraries.length === 0 && isRoot) {
    note('updating the package lists');
    await updateLists();
    libraries = await librariesOf();
  }
  if (libraries.length === 0) {
    throw new SetUpError(
      'apt does not know the package cyrus-imapd. Run this and start again:\n\n  sudo apt-get update\n',
    );
  }
  await ensurePackages(libraries, note);
  const work = `${place}.${process.pid}`;
  const clean = () => rm(work, { recursive: true, force: true });
  const forget = onInterrupt(clean);
  try {
    await mkdir(work, { recursive: true, mode: 0o755 });
    note('fetching Cyrus IMAP');
    let folder;
    try {
      folder = await fetchInto(work);
    } catch (fault) {
      if (!isRoot) throw fault;
      note('updating the package lists');
      await updateLists();
      folder = await fetchInto(work);
    }
    await rm(place, { recursive: true, force: true });
    await rename(folder, place);
  } finally {
    forget();
    await clean();
  }
  const programs = await found();
  if (programs === undefined) throw new SetUpError(`Debian's Cyrus IMAP did not bring its programs to ${place}`);
  return { line: `Cyrus IMAP in ${programs}` };
};
