import { describe, expect, it } from 'vitest';
import {
  dateAndTimeOf,
  dayNameOf,
  daysSince,
  listTimeOf,
  longDateOf,
  shortDateOf,
  timeOf,
} from '../../../renderer/text/dates.ts';

const at = (year: number, month: number, day: number, hour = 12, minute = 0): string =>
  new Date(year, month - 1, day, hour, minute).toISOString();
const now = new Date(2026, 4, 21, 9, 41);

describe('dates as people read them', () => {
  it('uses 24 hours and British order', () => {
    expect(timeOf(at(2026, 5, 21, 0, 5))).toBe('00:05');
    expect(shortDateOf(at(2026, 5, 21))).toBe('21 May 2026');
    expect(longDateOf(at(2026, 8, 14))).toBe('14 August 2026');
    expect(dateAndTimeOf(at(2026, 5, 21, 17, 58))).toBe('21 May 2026, 17:58');
  });

  it('counts calendar days, not spans of 24 hours', () => {
    expect(daysSince(at(2026, 5, 20, 23, 59), now)).toBe(1);
    expect(daysSince(at(2026, 5, 21, 0, 1), now)).toBe(0);
    expect(daysSince(at(2026, 5, 23), now)).toBe(-2);
  });

  it.each([
    [at(2026, 5, 21, 8), '08:00', { kind: 'today' }],
    [at(2026, 5, 20, 17, 42), '17:42', { kind: 'yesterday' }],
    [at(2026, 5, 18, 15, 2), 'Mon 15:02', { kind: 'named', text: 'Monday' }],
    [at(2026, 3, 2), '2 Mar', { kind: 'named', text: 'March 2026' }],
    [at(2025, 12, 24), '24 Dec 2025', { kind: 'named', text: 'December 2025' }],
    [at(2026, 6, 1), '1 Jun', { kind: 'named', text: 'June 2026' }],
  ])('%s in a list', (iso, time, day) => {
    expect(listTimeOf(iso, now)).toBe(time);
    expect(dayNameOf(iso, now)).toEqual(day);
  });
});
