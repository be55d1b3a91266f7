import type { Clock } from '../clock.ts';

export type Alarm = {
  /** Looks again when it must ring next; rings at once what is overdue. */
  readonly set: () => void;
  readonly end: () => void;
};

/** A machine that sleeps does not count the time: what is far off is looked at again this often, in milliseconds. */
const longestWait = 60_000;

/**
 * Rings when something is due.
 * @param next when that is, in milliseconds; undefined: nothing is
 * @param ring does what is due by now, so that `next` names a later time
 */
export const createAlarm = (clock: Clock, next: () => number | undefined, ring: (now: number) => void): Alarm => {
  let callOff = (): void => undefined;
  let ended = false;
  const set = (): void => {
    callOff();
    if (ended) return;
    const now = clock.now();
    const due = next();
    if (due === undefined) return;
    if (due <= now) {
      ring(now);
      callOff = clock.after(0, set);
      return;
    }
    callOff = clock.after(Math.min(due - now, longestWait), set);
  };
  return {
    set,
    end: () => {
      ended = true;
      callOff();
    },
  };
};
