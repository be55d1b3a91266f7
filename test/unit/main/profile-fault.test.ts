import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { profileFault } from '../../../main/platform/profile-fault.ts';

it('finds nothing wrong with a profile that can be written, or made, and leaves nothing in it', () => {
  const profile = join(mkdtempSync(join(tmpdir(), 'latchkey-profile-')), 'new');
  expect(profileFault(profile)).toBeUndefined();
  expect(readdirSync(profile)).toEqual([]);
});

it('tells a place that cannot be written from a full one', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'latchkey-profile-')), 'file');
  writeFileSync(file, '');
  expect(profileFault(file)).toBe('refused');
  // The one folder of Linux that is always there and takes no file, not even from root.
  expect(profileFault('/proc/self')).toBe('refused');
});
