import { describe, expect, it } from 'vitest';
import { isCompatible, licencesText, packageFolderOf, readShipped } from '../../../build/vite/licences-plugin.ts';

describe('licences of what is shipped', () => {
  it('are taken where one choice of the expression fits', () => {
    for (const licence of ['MIT', '(MPL-2.0 OR Apache-2.0)', 'MIT OR GPL-2.0-only', 'MIT AND ISC', 'AGPL-3.0'])
      expect([licence, isCompatible(licence)]).toEqual([licence, true]);
    for (const licence of ['', 'GPL-2.0-only', 'MIT AND SSPL-1.0', 'SEE LICENSE IN file', 'UNLICENSED'])
      expect([licence, isCompatible(licence)]).toEqual([licence, false]);
  });

  it('belong to the innermost package a file lies in', () => {
    expect(packageFolderOf('/p/renderer/main.tsx')).toBeUndefined();
    expect(packageFolderOf('/p/node_modules/a/dist/x.js')).toBe('/p/node_modules/a');
    expect(packageFolderOf('/p/node_modules/a/node_modules/@s/b/x.js')).toBe('/p/node_modules/a/node_modules/@s/b');
  });

  it('come with their text', () => {
    const react = readShipped(packageFolderOf(import.meta.resolve('react').replace('file://', '')) ?? '');
    expect(react).toMatchObject({ name: 'react', licence: 'MIT' });
    expect(licencesText([react])).toContain('Permission is hereby granted');
  });
});
