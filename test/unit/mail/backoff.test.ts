import { expect, it } from 'vitest';
import { createBackoff } from '../../../app/mail/imap/backoff.ts';

const middle = () => 0.5;

it('waits twice as long after each failure, up to five minutes', () => {
  const backoff = createBackoff(middle);
  expect([1, 2, 3, 4].map(() => backoff.next())).toEqual([1000, 2000, 4000, 8000]);
  for (let count = 0; count < 20; count += 1) backoff.next();
  expect(backoff.next()).toBe(300_000);
});

it('is not fooled by a server that accepts and drops', () => {
  const backoff = createBackoff(middle);
  backoff.next();
  backoff.lived(2_000);
  expect(backoff.next()).toBe(2000);
  backoff.lived(60_000);
  expect(backoff.next()).toBe(1000);
});
