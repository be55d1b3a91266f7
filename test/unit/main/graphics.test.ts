import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createGraphics } from '../../../main/platform/graphics.ts';

const minute = 60_000;
const start = Date.parse('2026-11-01T00:00:00Z');

it('draws without the graphics processor for a week after it failed three times in ten minutes', () => {
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-graphics-'));
  let now = start;
  const clock = (): number => now;
  const graphics = createGraphics(profile, clock);
  for (const after of [0, 1, 2]) {
    expect(createGraphics(profile, clock).isUnsafe()).toBe(false);
    now = start + after * minute;
    graphics.ended();
  }
  expect(createGraphics(profile, clock).isUnsafe()).toBe(true);
  now = start + 6 * 24 * 60 * minute;
  expect(createGraphics(profile, clock).isUnsafe()).toBe(true);
  now = start + 8 * 24 * 60 * minute;
  expect(createGraphics(profile, clock).isUnsafe()).toBe(false);
});

it('takes three ends on three days for accidents', () => {
  const profile = mkdtempSync(join(tmpdir(), 'latchkey-graphics-'));
  let now = start;
  const graphics = createGraphics(profile, () => now);
  for (let day = 0; day < 3; day += 1) {
    now = start + day * 24 * 60 * minute;
    graphics.ended();
  }
  expect(createGraphics(profile, () => now).isUnsafe()).toBe(false);
});
