export type BackoffTiming = {
  /** Milliseconds before a connection is called proven: only then does the waiting start from the beginning again. */
  readonly provenAfter: number;
  readonly shortest: number;
  readonly longest: number;
};

export const usualBackoff: BackoffTiming = { provenAfter: 60_000, shortest: 1_000, longest: 5 * 60_000 };

export type Backoff = {
  /** Milliseconds to wait before the next try. */
  readonly next: () => number;
  /** Tells how long the last connection lived, in milliseconds: one that only just came up resets nothing. */
  readonly lived: (milliseconds: number) => void;
  readonly reset: () => void;
};

/** Capped exponential waiting with jitter, reset only by a connection that survived. */
export const createBackoff = (random: () => number, timing: BackoffTiming = usualBackoff): Backoff => {
  let failures = 0;
  return {
    next: () => {
      const base = Math.min(timing.longest, timing.shortest * 2 ** Math.min(failures, 16));
      failures += 1;
      return Math.round(base * (0.75 + random() * 0.5));
    },
    lived: (milliseconds) => {
      if (milliseconds >= timing.provenAfter) failures = 0;
    },
    reset: () => {
      failures = 0;
    },
  };
};
