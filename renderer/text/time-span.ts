import { forRegion } from './region.ts';

const day = 86_400_000;

const withTime = forRegion(
  (tag) =>
    new Intl.DateTimeFormat(tag, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    }),
);
const dateOnly = forRegion(
  (tag) => new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
);
const short = forRegion((tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric' }));
const weekday = forRegion((tag) => new Intl.DateTimeFormat(tag, { weekday: 'long' }));
const list = forRegion((tag) => new Intl.ListFormat(tag, { type: 'conjunction' }));

export type TimeSpan = { readonly start: number; readonly end: number | undefined; readonly wholeDays: boolean };

/**
 * From when to when, in this computer's zone: Monday 16 November 2026, 09:00 – 10:00. The end of whole days is the day
 * after the last (RFC 5545 section 3.6.1).
 */
export const timeSpanOf = ({ start, end, wholeDays }: TimeSpan): string => {
  if (wholeDays) {
    const last = end === undefined ? start : Math.max(start, end - day / 2);
    return dateOnly().formatRange(start, last);
  }
  return end === undefined || end <= start ? withTime().format(start) : withTime().formatRange(start, end);
};

/** 21 May 2026 */
export const shortDateOf = (time: number): string => short().format(time);

/** @param number 0 for Sunday */
export const weekdayNameOf = (number: number): string => weekday().format(new Date(2024, 8, 1 + number));

/** Monday, Tuesday and Friday */
export const listOf = (words: readonly string[]): string => list().format(words);
