import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { afterAll, describe, expect, it } from 'vitest';
import { fuses, wrongFuses } from '../../../build/package/fuses.ts';
import { findRuntime } from '../../../build/set-up/electron-runtime.mjs';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-fuses-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (fuse: string): string => {
  const name = FuseV1Options[Number(fuse)] ?? '';
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
};

describe('the fuses', () => {
  it('are what the packaging is told', () => {
    const configuration = readFileSync(join(import.meta.dirname, '../../../electron-builder.yml'), 'utf8');
    const section = /\nelectronFuses:\n((?: {2}\S.*\n)+)/.exec(configuration)?.[1] ?? '';
    const told = section
      .trim()
      .split('\n')
      .map((line) => line.trim());
    expect(told.toSorted()).toEqual(
      Object.entries(fuses)
        .map(([fuse, on]) => `${written(fuse)}: ${on}`)
        .toSorted(),
    );
  });

  it('are read off a program, and one that is wrong is named', async () => {
    const runtime = await findRuntime();
    if (runtime === undefined) throw new Error('There is no Electron to look at; "npm test" prepares one.');
    const program = join(folder, 'program');
    copyFileSync(runtime.path, program);
    await flipFuses(program, { version: FuseVersion.V1, ...fuses });
    expect(await wrongFuses(program)).toEqual([]);
    await flipFuses(program, { version: FuseVersion.V1, ...fuses, [FuseV1Options.RunAsNode]: true });
    expect(await wrongFuses(program)).toEqual(['RunAsNode']);
  });
});
