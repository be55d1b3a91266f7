import type { MailAddress, MessageKey, MessageRow } from '../../app/domain/mail.ts';
import { type DayName, dayNameOf } from '../text/dates.ts';

export const idOf = (key: MessageKey): string => `${key.folder}/${key.uidValidity}/${key.uid}`;

/** A line of the list as it is drawn: a day, or a message with its place among all messages. */
export type ListItem =
  | { readonly kind: 'day'; readonly key: string; readonly day: DayName }
  | { readonly kind: 'message'; readonly key: string; readonly row: MessageRow; readonly index: number };

const keyOfDay = (day: DayName): string => (day.kind === 'named' ? day.text : day.kind);

/** Puts a line with the day before the first message of each day, week day or month. */
export const itemsOf = (rows: readonly MessageRow[], now: Date): ListItem[] => {
  const items: ListItem[] = [];
  let last = '';
  rows.forEach((row, index) => {
    const day = dayNameOf(row.date, now);
    const key = keyOfDay(day);
    if (key !== last) items.push({ kind: 'day', key: `day ${key} ${index}`, day });
    last = key;
    items.push({ kind: 'message', key: idOf(row.key), row, index });
  });
  return items;
};

/** Where a move leads in a list of `length`; without a place yet, down and up both begin at the first. */
export const moveIn = (
  length: number,
  at: number | undefined,
  to: 'next' | 'previous' | 'first' | 'last',
): number | undefined => {
  if (length === 0) return undefined;
  if (to === 'first') return 0;
  if (to === 'last') return length - 1;
  if (at === undefined) return 0;
  return Math.min(length - 1, Math.max(0, at + (to === 'next' ? 1 : -1)));
};

export const nameOf = (address: MailAddress): string =>
  address.name.trim() === '' ? address.address : address.name.trim();

export const namesOf = (addresses: readonly MailAddress[]): string => addresses.map(nameOf).join(', ');
