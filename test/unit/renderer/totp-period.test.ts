import { describe, expect, it } from 'vitest';
import { clocksAgree, clocksTooFar, secondsToNextCode } from '../../../renderer/logic/totp-period.ts';

describe('the next code', () => {
  it.each([
    [0, 0, 30],
    [1_000, 0, 29],
    [29_500, 0, 1],
    [30_000, 0, 30],
    [30_000, 4, 4],
    [2_000, 4, 2],
    [30_000, -4, 26],
  ])('at %d ms with a skew of %d s comes in %d s', (now, skew, seconds) =>
    expect(secondsToNextCode(now, skew)).toBe(seconds),
  );

  it('is told only where the clocks agree', () => {
    expect(clocksAgree(5)).toBe(true);
    expect(clocksAgree(-5.1)).toBe(false);
    expect(clocksTooFar(-29)).toBe(false);
    expect(clocksTooFar(-192)).toBe(true);
  });
});
