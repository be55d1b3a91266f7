import type { MailAddress, MessageKey } from '../../app/domain/mail.ts';

export const idOf = (key: MessageKey): string => `${key.folder}/${key.uidValidity}/${key.uid}`;

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
