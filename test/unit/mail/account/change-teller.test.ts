import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createChangeTeller } from '../../../../app/mail/account/change-teller.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells the first change at once and what follows closely together', () => {
  const told: string[][] = [];
  const teller = createChangeTeller((folders) => told.push(folders), 100);
  teller.tell(['INBOX']);
  expect(told).toEqual([['INBOX']]);
  teller.tell(['INBOX', 'Sent']);
  teller.tell(['INBOX']);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(100);
  expect(told).toEqual([['INBOX'], ['INBOX', 'Sent']]);
  vi.advanceTimersByTime(1000);
  expect(told).toHaveLength(2);
  teller.tell(['Archive']);
  expect(told.at(-1)).toEqual(['Archive']);
});

it('keeps nothing back at its end', () => {
  const told: string[][] = [];
  const teller = createChangeTeller((folders) => told.push(folders), 100);
  teller.tell(['INBOX']);
  teller.tell(['Sent']);
  teller.end();
  expect(told).toEqual([['INBOX'], ['Sent']]);
  vi.advanceTimersByTime(1000);
  expect(told).toHaveLength(2);
});
