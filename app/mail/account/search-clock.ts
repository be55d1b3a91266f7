import type { SearchClock } from '../../domain/search-values.ts';

/** This computer's clock and its time zone. */
export const searchClock = (): SearchClock => ({
  now: Date.now(),
  offsetAt: (time) => -new Date(time).getTimezoneOffset(),
});
