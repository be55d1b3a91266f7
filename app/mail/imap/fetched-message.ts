import type { FetchMessageObject, MessageAddressObject, MessageStructureObject } from 'imapflow';
import type { MailAddress } from '../../domain/mail.ts';
import type { FetchedMessage } from '../../store/port.ts';

/** What a FETCH has to ask for to make a `FetchedMessage`. */
export const fetchedMessageQuery = {
  uid: true,
  flags: true,
  internalDate: true,
  size: true,
  envelope: true,
  bodyStructure: true,
  headers: ['references', 'list-id'],
};

const addresses = (list: readonly MessageAddressObject[] | undefined): MailAddress[] =>
  (list ?? []).map((one) => ({ name: one.name ?? '', address: one.address ?? '' })).filter((one) => one.address !== '');

/** Whether a part, or one below it, is something a person would call an attachment. */
const hasAttachment = (part: MessageStructureObject | undefined): boolean => {
  if (part === undefined) return false;
  if (part.disposition?.toLowerCase() === 'attachment') return true;
  return (part.childNodes ?? []).some(hasAttachment);
};

const timeOf = (date: Date | string | undefined): number | undefined => {
  const time = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(time) ? undefined : time;
};

const field = (block: string, name: string): string =>
  new RegExp(`^${name}:(.*)$`, 'im').exec(block.replace(/\r?\n[ \t]+/g, ' '))?.[1]?.trim() ?? '';

const withoutBrackets = (id: string | undefined): string => (id ?? '').trim().replace(/^<|>$/g, '');

const idsIn = (text: string): string[] => [...text.matchAll(/<([^<>\s]+)>/g)].map(([, id]) => id as string);

/** All but \Recent, which is a word of one session and not of the message (RFC 3501 section 2.3.2). */
export const keptFlags = (flags: ReadonlySet<string> | undefined): string[] =>
  [...(flags ?? [])].filter((flag) => flag.toLowerCase() !== '\\recent');

/** One FETCH answer of the library as the store takes it. The date is the server's, because a sender may claim any. */
export const fetchedMessageOf = (message: FetchMessageObject): FetchedMessage => {
  const block = message.headers?.toString('utf8') ?? '';
  const { envelope } = message;
  const references = idsIn(field(block, 'references'));
  const listId = field(block, 'list-id');
  const parents = idsIn(envelope?.inReplyTo ?? '').filter((id) => !references.includes(id));
  const sentAt = timeOf(envelope?.date);
  return {
    uid: message.uid,
    modSeq: message.modseq?.toString(),
    flags: keptFlags(message.flags),
    receivedAt: timeOf(message.internalDate) ?? sentAt ?? 0,
    size: message.size ?? 0,
    hasAttachment: hasAttachment(message.bodyStructure),
    headers: {
      subject: envelope?.subject ?? '',
      from: addresses(envelope?.from),
      replyTo: addresses(envelope?.replyTo),
      to: addresses(envelope?.to),
      cc: addresses(envelope?.cc),
      sentAt,
      messageId: withoutBrackets(envelope?.messageId),
      references: [...references, ...parents],
      listId: /<([^<>]*)>/.exec(listId)?.[1] ?? listId,
    },
  };
};
