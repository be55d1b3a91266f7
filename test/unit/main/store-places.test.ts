import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createStorePlaces } from '../../../main/platform/store-places.ts';

const profile = mkdtempSync(join(tmpdir(), 'latchkey-places-'));
afterAll(() => rmSync(profile, { recursive: true }));
const places = createStorePlaces(profile);

it('gives each account a private folder of its own, the same at every start', () => {
  const folder = places.of('ana@enforced.example', true);
  expect(places.of('Ana@Enforced.example', true)).toBe(folder);
  expect(places.of('ben@enforced.example', true)).not.toBe(folder);
  expect(folder).not.toContain('ana');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

it('forgets only what was meant for one run', () => {
  const lasting = places.of('ana@enforced.example', true);
  const passing = places.of('ana@enforced.example', false);
  writeFileSync(join(passing, 'mail.db'), 'x');
  expect(places.of('Ana@enforced.example', false)).toBe(passing);
  places.removeTemporary();
  expect(places.of('ana@enforced.example', false)).not.toBe(passing);
  places.removeTemporary();
  expect(existsSync(passing)).toBe(false);
  expect(existsSync(lasting)).toBe(true);
});

it('deletes one account and leaves the others', async () => {
  const [ana, ben] = [places.of('ana@enforced.example', true), places.of('ben@enforced.example', true)];
  await places.remove('ana@enforced.example');
  expect(existsSync(ana)).toBe(false);
  expect(existsSync(ben)).toBe(true);
  await places.remove('nobody@enforced.example');
});
