import type { FetchMessageObject, MessageAddressObject, MessageStructureObject } from 'imapflow';
import type { MailAddress, MessageRow } from '../../domain/mail.ts';

const addresses = (list: readonly MessageAddressObject[] | undefined): MailAddress[] =>
  (list ?? []).map((one) => ({ name: one.name ?? '', address: one.address ?? '' }));

/** Whether a part, or one below it, is something a person would call an attachment. */
const hasAttachment = (part: MessageStructureObject | undefined): boolean => {
  if (part === undefined) return false;
  if (part.disposition?.toLowerCase() === 'attachment') return true;
  return (part.childNodes ?? []).some(hasAttachment);
};

const isoDate = (date: Date | string | undefined): string => {
  const time = date === undefined ? Number.NaN : new Date(date).getTime();
  return new Date(Number.isNaN(time) ? 0 : time).toISOString();
};

/**
 * Turns one FETCH answer into a row of the list. The date is the server's (INTERNALDATE), because a sender may claim
 * any; the header's date is only used where the server gives none.
 */
export const messageRowOf = (folder: string, uidValidity: string, message: FetchMessageObject): MessageRow => {
  const flags = message.flags ?? new Set<string>();
  return {
    key: { folder, uidValidity, uid: message.uid },
    subject: message.envelope?.subject ?? '',
    from: addresses(message.envelope?.from),
    to: addresses(message.envelope?.to),
    date: isoDate(message.internalDate ?? message.envelope?.date),
    size: message.size ?? 0,
    unread: !flags.has('\\Seen'),
    flagged: flags.has('\\Flagged'),
    answered: flags.has('\\Answered'),
    hasAttachment: hasAttachment(message.bodyStructure),
  };
};
