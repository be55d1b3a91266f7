/** A time of day on a date, somewhere. */
export type WallTime = {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

const asUtc = ({ year, month, day, hour, minute, second }: WallTime): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);

const wallTimeIn = (zone: string, time: number): number => {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(time);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
};

/**
 * The moment at which clocks in a zone show a time, in milliseconds; undefined for a zone the system does not know. Of
 * two such moments, when clocks are put back, the first; a time that is left out counts as if clocks had not moved.
 */
export const momentIn = (zone: string, wall: WallTime): number | undefined => {
  const wanted = asUtc(wall);
  try {
    const hour = 3_600_000;
    const before = wanted - (wallTimeIn(zone, wanted - 12 * hour) - (wanted - 12 * hour));
    const after = wanted - (wallTimeIn(zone, wanted + 12 * hour) - (wanted + 12 * hour));
    if (wallTimeIn(zone, before) === wanted) return before;
    return wallTimeIn(zone, after) === wanted ? after : before;
  } catch {
    return undefined;
  }
};
