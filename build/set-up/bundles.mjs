import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from './places.mjs';
import { run } from './process-group.mjs';
import { SetUpError, tail } from './report.mjs';

const sources = [
  'app',
  'main',
  'renderer',
  'build/vite',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const stamp = join(projectFolder, 'out/sources.sha256');
const outputs = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

const filesBelow = async (place) => {
  const entries = await readdir(join(projectFolder, place), { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return undefined;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries === undefined) return [join(projectFolder, place)];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

const hashOfSources = async () => {
  // The server is a program of its own and not part of the bundles.
  const files = (await Promise.all(sources.map(filesBelow))).flat().filter((file) => !file.includes('/app/server/'));
  const hash = createHash('sha256');
  for (const file of files.sort())
    hash
      .update(file.slice(projectFolder.length))
      .update('\0')
      .update(await readFile(file));
  return hash.digest('hex');
};

/** Has the next set-up build anew: something else writes into out/. */
export const forgetBundles = () => rm(stamp, { force: true });

/** Builds the bundles in out/ unless they were built from exactly these sources. */
export const ensureBundles = async (note) => {
  const wanted = await hashOfSources();
  const built = await readFile(stamp, 'utf8').catch(() => '');
  if (built === wanted && outputs.every((file) => existsSync(join(projectFolder, file)))) return { line: 'up to date' };
  note('building');
  await forgetBundles();
  const { code, output } = await run(
    process.execPath,
    [join(projectFolder, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'],
    {
      cwd: projectFolder,
      timeout: 600_000,
    },
  );
  if (code !== 0) throw new SetUpError(`The build failed:\n${tail(output, 40)}`);
  await mkdir(join(projectFolder, 'out'), { recursive: true });
  await writeFile(stamp, wanted);
  return { line: 'built' };
};
