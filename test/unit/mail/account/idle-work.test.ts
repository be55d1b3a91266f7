import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createIdleWork } from '../../../../app/mail/account/idle-work.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('works step by step once it is quiet, stops when something happens, and goes on later', () => {
  let left = 10;
  let ends = 0;
  const work = createIdleWork(
    () => {
      left -= 1;
      return left > 0;
    },
    1000,
    () => {
      ends += 1;
    },
  );
  vi.advanceTimersByTime(5000);
  expect(left).toBe(10);
  work.busy();
  vi.advanceTimersByTime(999);
  expect(left).toBe(10);
  vi.advanceTimersByTime(1);
  expect(left).toBe(9);
  work.busy();
  vi.advanceTimersByTime(999);
  expect(left).toBe(9);
  expect(ends).toBe(0);
  vi.advanceTimersByTime(5000);
  expect(left).toBe(0);
  expect(ends).toBe(1);
  work.busy();
  work.end();
  vi.advanceTimersByTime(5000);
  expect(left).toBe(0);
});
