import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { KeptAccount } from '../../../app/auth/house-ports.ts';
import type { StoredSignIn } from '../../../app/auth/ports.ts';
import { fail, succeed } from '../../../app/domain/result.ts';
import { removeData } from '../../../main/remove-data.ts';

const profileWithFiles = (): string => {
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-remove-'));
  writeFileSync(join(profile, 'accounts.json'), '{}');
  return profile;
};
const book = { read: () => [{ address: 'a@x.example' }, { address: 'b@x.example' }] as unknown as KeptAccount[] };

it('removes every record of the keychain and everything in the profile', async () => {
  const profile = profileWithFiles();
  const removed: string[] = [];
  const vault = {
    list: async () => succeed([{ address: 'b@x.example' }, { address: 'gone@x.example' }] as StoredSignIn[]),
    remove: async (address: string) => {
      removed.push(address);
      return succeed(null);
    },
  };
  expect(await removeData(profile, book, vault)).toBe(true);
  expect(removed).toEqual(['a@x.example', 'b@x.example', 'gone@x.example']);
  expect(readdirSync(profile)).toEqual([]);
});

it('keeps the profile, which names the records, while the keychain does not let them go', async () => {
  const profile = profileWithFiles();
  expect(
    await removeData(profile, book, { list: async () => fail('locked'), remove: async () => fail('locked') }),
  ).toBe(false);
  expect(readdirSync(profile)).toEqual(['accounts.json']);
});
