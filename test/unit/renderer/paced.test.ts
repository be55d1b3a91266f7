import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced } from '../../../renderer/logic/paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is done at once, never twice at a time, and once more when it was asked for meanwhile', async () => {
  let done = 0;
  let finish: () => void = () => undefined;
  const work = paced(async () => {
    done += 1;
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  }, 100);
  work.run();
  work.run();
  work.run();
  expect(done).toBe(1);
  finish();
  await vi.advanceTimersByTimeAsync(99);
  expect(done).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toBe(2);
  finish();
  await vi.advanceTimersByTimeAsync(1000);
  expect(done).toBe(2);
  work.run();
  expect(done).toBe(3);
});

it('goes on under a stream of askings', async () => {
  let done = 0;
  const work = paced(async () => {
    done += 1;
  }, 100);
  for (let time = 0; time < 1000; time += 10) {
    work.run();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(done).toBeGreaterThanOrEqual(9);
  work.end();
  await vi.advanceTimersByTimeAsync(1000);
  const atEnd = done;
  work.run();
  expect(done).toBe(atEnd);
});
