import type { MailAddress } from '../../domain/mail.ts';
import type { MessageHeaders } from '../../domain/message-headers.ts';
import { decodeWords, rawHeaderText } from './encoded-words.ts';
import { mostAddresses, parseAddresses } from './header-addresses.ts';
import { parseHeaderDate } from './header-date.ts';
import { tidy } from './header-text.ts';

/** The fields `parseHeaderBlock` reads; what to ask a server for. */
export const headerFields: readonly string[] = [
  'Date',
  'Subject',
  'From',
  'Reply-To',
  'To',
  'Cc',
  'Message-ID',
  'In-Reply-To',
  'References',
  'List-Id',
];

/** Ancestors that are kept: the first, which began the conversation, and the nearest. */
const mostReferences = 200;
/** Of a text for people more is never shown, and what a sender may write has an end. */
const longestText = 10_000;
const longestIdentifier = 1000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
const beyondAscii = /[^\u0000-\u007f]/u;

const textOf = (value: string): string => {
  const short = value.length > longestText ? value.slice(0, longestText) : value;
  return tidy(decodeWords(short));
};

/** Message identifiers without their brackets. Some mailers write them without any to begin with. */
const identifiers = (value: string, most: number): string[] => {
  const found: string[] = [];
  for (let from = value.indexOf('<'); from >= 0; from = value.indexOf('<', from + 1)) {
    const to = value.indexOf('>', from);
    if (to < 0) break;
    const id = value.slice(from + 1, to);
    const clean = /\s/u.test(id) ? id.replace(/\s+/gu, '') : id;
    if (clean !== '' && clean.length <= longestIdentifier) found.push(clean);
    if (found.length > most) found.splice(1, 1);
    from = to;
  }
  return found;
};

const messageIdOf = (value: string): string => {
  const [bracketed] = identifiers(value, 1);
  if (bracketed !== undefined) return bracketed;
  const [word = ''] = value.split(/\s/u, 1);
  return word.replace(/[<>]/gu, '').slice(0, longestIdentifier);
};

const listIdOf = (value: string): string => {
  const open = value.lastIndexOf('<');
  const close = value.indexOf('>', open);
  return (open >= 0 && close > open ? value.slice(open + 1, close) : value).trim().slice(0, longestIdentifier);
};

const ancestors = (references: string, inReplyTo: string): string[] => {
  const found = identifiers(references, mostReferences);
  if (inReplyTo === '') return found;
  const [parent] = identifiers(inReplyTo, 1);
  if (parent !== undefined && !found.includes(parent)) {
    found.push(parent);
    if (found.length > mostReferences) found.splice(1, 1);
  }
  return found;
};

const nobody: readonly MailAddress[] = [];

const more = (have: readonly MailAddress[], value: string): readonly MailAddress[] => {
  if (have.length >= mostAddresses) return have;
  const parsed = parseAddresses(value);
  return have.length === 0 ? parsed : [...have, ...parsed].slice(0, mostAddresses);
};

/**
 * Reads a block of header fields, whole or only those asked for, up to its empty line. Never throws: what is broken is
 * read as far as it makes sense (RFC 5322, RFC 2047, RFC 6532 for raw UTF-8). Of a field that may stand once the first
 * counts; several address fields of a name are one list.
 */
export const parseHeaderBlock = (bytes: Uint8Array, start = 0, end = bytes.length): MessageHeaders => {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = buffer.toString('latin1', start, end);
  const raw = beyondAscii.test(text);
  let subject: string | undefined;
  let from = nobody;
  let replyTo = nobody;
  let to = nobody;
  let cc = nobody;
  let sentAt: number | undefined;
  let messageId = '';
  let references = '';
  let inReplyTo = '';
  let listId = '';

  let at = 0;
  let nameEnd = -1;
  while (at < text.length) {
    let lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) lineEnd = text.length;
    if (lineEnd === at || (lineEnd === at + 1 && text.charCodeAt(at) === 0x0d)) break;
    if (nameEnd < at) {
      nameEnd = text.indexOf(':', at);
      if (nameEnd < 0) break;
    }
    let folded = false;
    let next = lineEnd + 1;
    for (let code = text.charCodeAt(next); code === 0x20 || code === 0x09; code = text.charCodeAt(next)) {
      folded = true;
      lineEnd = text.indexOf('\n', next);
      if (lineEnd < 0) lineEnd = text.length;
      next = lineEnd + 1;
    }
    if (nameEnd < lineEnd) {
      let value = text.slice(nameEnd + 1, lineEnd);
      if (folded) value = value.replace(/\r?\n/gu, '');
      if (raw && beyondAscii.test(value)) value = rawHeaderText(value);
      value = value.trim();
      switch (text.slice(at, nameEnd).trimEnd().toLowerCase()) {
        case 'subject':
          subject ??= textOf(value);
          break;
        case 'from':
          from = more(from, value);
          break;
        case 'reply-to':
          replyTo = more(replyTo, value);
          break;
        case 'to':
          to = more(to, value);
          break;
        case 'cc':
          cc = more(cc, value);
          break;
        case 'date':
          sentAt ??= parseHeaderDate(value);
          break;
        case 'message-id':
          if (messageId === '') messageId = messageIdOf(value);
          break;
        case 'references':
          references = references === '' ? value : `${references} ${value}`;
          break;
        case 'in-reply-to':
          if (inReplyTo === '') inReplyTo = value;
          break;
        case 'list-id':
          if (listId === '') listId = listIdOf(value);
          break;
      }
    }
    at = next;
  }
  return {
    subject: subject ?? '',
    from,
    replyTo,
    to,
    cc,
    sentAt,
    messageId,
    references: ancestors(references, inReplyTo),
    listId,
  };
};
