import type { MailAddress } from '../../domain/mail.ts';
import type { MessageHeaders } from '../../domain/message-headers.ts';
import type { StoredRow } from '../port.ts';
import { unpackFlags } from './flags.ts';

/** What `head` holds: subject, Message-ID, then from, to, cc as name, address, name, address, … */
type Head = readonly [string, string, readonly string[], readonly string[], readonly string[]];

const flatten = (addresses: readonly MailAddress[]): string[] => {
  const flat: string[] = [];
  for (const { name, address } of addresses) flat.push(name, address);
  return flat;
};

const toAddresses = (flat: readonly string[]): MailAddress[] => {
  const addresses: MailAddress[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    addresses.push({ name: flat[at] ?? '', address: flat[at + 1] ?? '' });
  }
  return addresses;
};

export const packHead = (headers: MessageHeaders): string =>
  JSON.stringify([
    headers.subject,
    headers.messageId,
    flatten(headers.from),
    flatten(headers.to),
    flatten(headers.cc),
  ] satisfies Head);

/** The words of a header as they are searched, before they are folded. */
export type HeadTexts = { readonly subject: string; readonly sender: string; readonly recipient: string };

const wordsOf = (addresses: readonly MailAddress[], before = ''): string => {
  let words = before;
  for (const { name, address } of addresses)
    words = words === '' ? `${name} ${address}` : `${words} ${name} ${address}`;
  return words;
};

export const senderText = ({ from }: MessageHeaders): string => wordsOf(from);
export const recipientText = ({ to, cc }: MessageHeaders): string => wordsOf(cc, wordsOf(to));

export const headTexts = (head: string): HeadTexts => {
  const [subject, , from, to, cc] = JSON.parse(head) as Head;
  return { subject, sender: from.join(' '), recipient: `${to.join(' ')} ${cc.join(' ')}` };
};

/** Who a message is from, and who it went to. */
export const headPeople = (head: string): readonly [MailAddress[], MailAddress[]] => {
  const [, , from, to, cc] = JSON.parse(head) as Head;
  return [toAddresses(from), [...toAddresses(to), ...toAddresses(cc)]];
};

export type MessageRecord = {
  id: number;
  thread_id: number;
  path: string;
  uid_validity: string | null;
  uid: number;
  head: string;
  received_at: number;
  size: number;
  flags: number;
  keywords: string;
  has_attachment: number;
  body_state: number;
  preview: string | null;
};

/** Continue with WHERE; `m` is the message, `f` the server's folder. */
export const selectMessages = `
SELECT m.id, m.thread_id, f.path, f.uid_validity, m.uid, m.head, m.received_at, m.size, m.flags, m.keywords,
  m.has_attachment, m.body_state, b.preview
FROM message m JOIN folder f ON f.id = m.folder_id LEFT JOIN body b ON b.id = m.id`;

export const toRow = (record: MessageRecord): StoredRow => {
  const [subject, messageId, from, to] = JSON.parse(record.head) as Head;
  return {
    id: record.id,
    threadId: record.thread_id,
    folder: record.path,
    uidValidity: record.uid_validity ?? '',
    uid: record.uid,
    subject,
    from: toAddresses(from),
    to: toAddresses(to),
    receivedAt: record.received_at,
    size: record.size,
    flags: unpackFlags(record.flags, record.keywords),
    hasAttachment: record.has_attachment !== 0,
    messageId,
    preview: record.preview ?? '',
    hasBody: record.body_state !== 0,
  };
};
