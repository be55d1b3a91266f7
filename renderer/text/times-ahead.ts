import { forRegion } from './region.ts';

const weekdayAndTime = forRegion(
  (tag) => new Intl.DateTimeFormat(tag, { weekday: 'short', hour: '2-digit', minute: '2-digit' }),
);

/** Mon 09:00: a time within the next days. */
export const listTimeAhead = (at: Date): string => weekdayAndTime().format(at);
