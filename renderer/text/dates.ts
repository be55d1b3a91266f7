import { forRegion } from './region.ts';

const format = (options: Intl.DateTimeFormatOptions): ((date: Date) => string) => {
  const formatter = forRegion((tag) => new Intl.DateTimeFormat(tag, options));
  return (date) => formatter().format(date);
};

const hourAndMinute = { hour: '2-digit', minute: '2-digit' } as const;
const time = format(hourAndMinute);
const shortDate = format({ day: 'numeric', month: 'short', year: 'numeric' });
const longDate = format({ day: 'numeric', month: 'long', year: 'numeric' });
const dateAndTime = format({ day: 'numeric', month: 'short', year: 'numeric', ...hourAndMinute });
const weekday = format({ weekday: 'long' });
const weekdayAndTime = format({ weekday: 'short', ...hourAndMinute });
const dayAndMonth = format({ day: 'numeric', month: 'short' });
const month = format({ month: 'long', year: 'numeric' });

/** 09:41 */
export const timeOf = (iso: string): string => time(new Date(iso));
/** 21 May 2026 */
export const shortDateOf = (iso: string): string => shortDate(new Date(iso));
/** 14 August 2026 */
export const longDateOf = (iso: string): string => longDate(new Date(iso));
/** 21 May 2026, 09:41 */
export const dateAndTimeOf = (iso: string): string => dateAndTime(new Date(iso));

const dayNumber = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;

/** Whole calendar days from `iso` to `now`, in local time; negative in the future. */
export const daysSince = (iso: string, now: Date): number => dayNumber(now) - dayNumber(new Date(iso));

/** How a list names the day a message belongs to. */
export type DayName =
  | { readonly kind: 'today' }
  | { readonly kind: 'yesterday' }
  | { readonly kind: 'named'; readonly text: string };

export const dayNameOf = (iso: string, now: Date): DayName => {
  const days = daysSince(iso, now);
  if (days === 0) return { kind: 'today' };
  if (days === 1) return { kind: 'yesterday' };
  const date = new Date(iso);
  if (days > 1 && days < 7) return { kind: 'named', text: weekday(date) };
  return { kind: 'named', text: month(date) };
};

/** The time beside a message: the hour today and yesterday, the weekday this week, then the date. */
export const listTimeOf = (iso: string, now: Date): string => {
  const days = daysSince(iso, now);
  const date = new Date(iso);
  if (days === 0 || days === 1) return time(date);
  if (days > 1 && days < 7) return weekdayAndTime(date);
  return date.getFullYear() === now.getFullYear() ? dayAndMonth(date) : shortDate(date);
};

/** Makes what a list writes times with while nothing is shown yet: the first of each kind takes milliseconds. */
export const prepareListTimes = (now: Date): void => {
  for (const days of [0, 3, 40, 400]) {
    const iso = new Date(now.getTime() - days * 86_400_000).toISOString();
    listTimeOf(iso, now);
    dayNameOf(iso, now);
  }
};
