import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findRuntime } from '../../build/set-up/electron-runtime.mjs';
import { projectFolder } from '../../build/set-up/places.mjs';
import type { Series } from './series.ts';

const bytesBelow = async (path: string): Promise<number> => {
  const facts = await lstat(path);
  if (!facts.isDirectory()) return facts.size;
  const sizes = await Promise.all((await readdir(path)).map((name) => bytesBelow(join(path, name))));
  return sizes.reduce((sum, size) => sum + size, 0);
};

/** What is installed, in units of 1,000 bytes; what is not there is left out. */
export const measureSizes = async (): Promise<Series[]> => {
  const runtime = await findRuntime();
  const places: readonly (readonly [string, string])[] = [
    ['npm packages', join(projectFolder, 'node_modules')],
    ['Electron runtime', runtime?.folder ?? ''],
    ['bundles: main process', join(projectFolder, 'out/main')],
    ['bundles: window', join(projectFolder, 'out/renderer')],
    ['packaged program, unpacked', join(projectFolder, 'dist/linux-unpacked')],
    ['packaged program, without Electron (asar)', join(projectFolder, 'dist/linux-unpacked/resources')],
  ];
  const measured = await Promise.all(
    places.map(async ([name, path]) => ({
      name,
      unit: 'kB',
      values: await bytesBelow(path).then(
        (bytes) => [bytes / 1000],
        () => [],
      ),
    })),
  );
  return measured.filter(({ values }) => values.length > 0);
};
