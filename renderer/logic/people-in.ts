import type { MessageRow } from '../../app/domain/mail.ts';

/** How many different people wrote or were written to. */
export const peopleIn = (rows: readonly Pick<MessageRow, 'from' | 'to'>[]): number =>
  new Set(rows.flatMap(({ from, to }) => [...from, ...to]).map(({ address }) => address.toLowerCase())).size;
