import { type DayName, dayNameOf, daysSince } from '../text/dates.ts';
import { type ListLines, timeAt } from './list-lines.ts';

/** A day, week day or month, and the first line that belongs to it. */
export type DaySection = { readonly day: DayName; readonly from: number };

const midnight = (date: Date, days: number): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();

/** From when to when, in milliseconds, messages are named by the same day, week day or month. */
const spanOf = (time: number, now: Date): { readonly from: number; readonly to: number } => {
  const date = new Date(time);
  const days = daysSince(date.toISOString(), now);
  if (days >= 0 && days < 7) return { from: midnight(date, 0), to: midnight(date, 1) };
  const month = new Date(date.getFullYear(), date.getMonth(), 1).getTime();
  const next = new Date(date.getFullYear(), date.getMonth() + 1, 1).getTime();
  return days < 0
    ? { from: Math.max(month, midnight(now, 1)), to: next }
    : { from: month, to: Math.min(next, midnight(now, -6)) };
};

/** Parts a list that is ordered by time; the work grows with the number of days, not of lines. */
export const daysOf = (lines: ListLines, order: 'newest' | 'oldest', now: Date): DaySection[] => {
  const sections: DaySection[] = [];
  const count = lines.heads.length;
  for (let from = 0; from < count; ) {
    const time = timeAt(lines, from);
    const span = spanOf(time, now);
    const outside = (at: number): boolean =>
      order === 'newest' ? timeAt(lines, at) < span.from : timeAt(lines, at) >= span.to;
    sections.push({ day: dayNameOf(new Date(time).toISOString(), now), from });
    let [low, high] = [from + 1, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (outside(middle)) high = middle;
      else low = middle + 1;
    }
    from = low;
  }
  return sections;
};
