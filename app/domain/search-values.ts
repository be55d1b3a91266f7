/** A day's border or a moment a search names; `start` inclusive, `end` exclusive, milliseconds. */
export type TimeSpan = { readonly start: number; readonly end: number };

/** The clock of whoever searches. `offsetAt`: minutes east of UTC at a moment, so that summer time comes out right. */
export type SearchClock = { readonly now: number; readonly offsetAt: (time: number) => number };

const minute = 60_000;

/** The moment a calendar day begins where the clock stands; month and day may overflow as in `Date.UTC`. */
const startOfDay = (clock: SearchClock, year: number, month: number, day: number): number => {
  const asUtc = new Date(0).setUTCFullYear(year, month, day);
  const guess = asUtc - clock.offsetAt(asUtc) * minute;
  return asUtc - clock.offsetAt(guess) * minute;
};

const calendarOf = (clock: SearchClock, time: number): readonly [number, number, number] => {
  const local = new Date(time + clock.offsetAt(time) * minute);
  return [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
};

const daysOf = (clock: SearchClock, year: number, month: number, day: number): TimeSpan => ({
  start: startOfDay(clock, year, month, day),
  end: startOfDay(clock, year, month, day + 1),
});

const existingDay = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();

const absolute = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/;
const relative = /^(\d{1,5})([dwmy])$/;
const instant = /^\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?z$/;

/**
 * Reads `2026`, `2026-11`, `2026-11-21`, `today`, `yesterday`, `7d`, `2w`, `3m`, `1y` (that day so long ago) and an exact
 * moment in UTC (`2026-11-21T09:00Z`); undefined when it is none of them.
 */
export const parseTime = (text: string, clock: SearchClock): TimeSpan | undefined => {
  const value = text.toLowerCase();
  const [year, month, day] = calendarOf(clock, clock.now);
  if (value === 'today') return daysOf(clock, year, month, day);
  if (value === 'yesterday') return daysOf(clock, year, month, day - 1);
  const ago = relative.exec(value);
  if (ago !== null) {
    const count = Number(ago[1]);
    if (ago[2] === 'd') return daysOf(clock, year, month, day - count);
    if (ago[2] === 'w') return daysOf(clock, year, month, day - 7 * count);
    const months = ago[2] === 'm' ? count : 12 * count;
    const last = new Date(Date.UTC(year, month - months + 1, 0)).getUTCDate();
    return daysOf(clock, year, month - months, Math.min(day, last));
  }
  if (instant.test(value)) {
    const time = Date.parse(value.toUpperCase());
    return Number.isNaN(time) ? undefined : { start: time, end: time + 1 };
  }
  const [, y, m, d] = absolute.exec(value) ?? [];
  if (y === undefined) return undefined;
  if (m === undefined) return { start: startOfDay(clock, +y, 0, 1), end: startOfDay(clock, +y + 1, 0, 1) };
  if (!existingDay(+y, +m, d === undefined ? 1 : +d)) return undefined;
  if (d === undefined) return { start: startOfDay(clock, +y, +m - 1, 1), end: startOfDay(clock, +y, +m, 1) };
  return daysOf(clock, +y, +m - 1, +d);
};

/** The shortest text that `parseTime` reads back as a span starting at `time`. */
export const printTime = (time: number, clock: SearchClock): string => {
  const [year, month, day] = calendarOf(clock, time);
  if (year >= 0 && year <= 9999 && startOfDay(clock, year, month, day) === time) {
    return `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  }
  return new Date(time).toISOString();
};

const units: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Reads `200k`, `5M`, `1.5 GB` or a plain number of bytes; undefined when it is none. */
export const parseSize = (text: string): number | undefined => {
  const [, number, unit] = /^(\d{1,12}(?:[.,]\d{1,3})?) ?([kmg]?)i?b?$/i.exec(text) ?? [];
  if (number === undefined) return undefined;
  const bytes = Math.round(Number(number.replace(',', '.')) * (units[(unit || 'b').toLowerCase()] ?? 1));
  return Number.isSafeInteger(bytes) ? bytes : undefined;
};
