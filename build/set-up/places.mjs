import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const projectFolder = resolve(import.meta.dirname, '../..');
export const isRoot = process.getuid?.() === 0;

const systemCache = '/var/cache/latchkey-mail';

/** Root's cache is read by the ordinary user the tests run as; everybody else has one of their own. */
export const cacheFolder = isRoot
  ? systemCache
  : join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'latchkey-mail');

/** Where a prepared runtime may be found, the own cache first. */
export const runtimeCaches = isRoot || process.platform !== 'linux' ? [cacheFolder] : [cacheFolder, systemCache];

const unpackedCyrus = (cache) => {
  const system = join(cache, 'cyrus-imapd-1', 'usr/lib');
  // Debian's folder of libraries by the name of the processor.
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch] ?? '';
  return { programs: join(system, 'cyrus/bin'), libraries: join(system, triplet) };
};

/** Where Cyrus IMAP, the second mail server of the tests, may be: unpacked, or as systems install it. */
export const secondServerPlaces = [
  ...runtimeCaches.map(unpackedCyrus),
  { programs: '/usr/lib/cyrus/bin' },
  { programs: '/usr/libexec/cyrus-imapd' },
];

/** A short name of this checkout, for what is kept outside it. */
export const checkoutId = createHash('sha256').update(projectFolder).digest('hex').slice(0, 10);
