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
  }, 160);
  work.run();
  work.run();
  work.run();
  expect(done).toBe(1);
  finish();
  await vi.advanceTimersByTimeAsync(19);
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
  expect(done).toBeLessThanOrEqual(14);
  work.end();
  await vi.advanceTimersByTimeAsync(1000);
  const atEnd = done;
  work.run();
  expect(done).toBe(atEnd);
});

it('waits longer and longer while it is asked for, and hardly after a quiet time', async () => {
  const times: number[] = [];
  const begun = Date.now();
  const work = paced(async () => {
    times.push(Date.now() - begun);
  }, 160);
  const askFor = async (milliseconds: number) => {
    for (let time = 0; time < milliseconds; time += 1) {
      work.run();
      await vi.advanceTimersByTimeAsync(1);
    }
  };
  await askFor(600);
  expect(times).toEqual([0, 20, 60, 140, 300, 460]);
  // One more was asked for; then there is quiet.
  await vi.advanceTimersByTimeAsync(1_000);
  times.length = 0;
  await askFor(30);
  expect(times.map((time) => time - 1_600)).toEqual([0, 20]);
});

it('does not wait longer and longer for what is urgent', async () => {
  const times: number[] = [];
  const begun = Date.now();
  const work = paced(
    async () => {
      times.push(Date.now() - begun);
    },
    160,
    () => times.length < 4,
  );
  for (let time = 0; time < 130; time += 1) {
    work.run();
    await vi.advanceTimersByTimeAsync(1);
  }
  work.end();
  expect(times).toEqual([0, 20, 40, 60, 80, 120]);
});
