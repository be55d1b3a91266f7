import type { MessageHeaders } from '../../../domain/message-headers.ts';
import type { Flags } from '../../../store/port.ts';
import { parseHeaderBlock } from '../../mime/header-block.ts';
import { type Cursor, isWord, newSpan, skipValue, take, takeAtom, takeNumber, takeString, textOf } from './cursor.ts';
import { readInternalDate } from './internal-date.ts';
import { scanStructure } from './structure-scan.ts';

/** What one FETCH response told, in any order; what it did not tell is undefined. */
export type FetchData = {
  uid: number | undefined;
  flags: Flags | undefined;
  modSeq: string | undefined;
  receivedAt: number | undefined;
  size: number | undefined;
  hasAttachment: boolean | undefined;
  headers: MessageHeaders | undefined;
};

const largestUid = 0xffff_ffff;
const mostFlagSets = 512;
const noFlags: Flags = Object.freeze([]);

/**
 * Reads the flags of messages. Few combinations occur in a mailbox, so each is made once and shared. `\Recent` is left
 * out: it belongs to the session, not to the message (RFC 3501 section 2.3.2).
 */
const createFlagReader = () => {
  const known = new Map<string, Flags>();
  return (bytes: Buffer, start: number, end: number): Flags => {
    if (start === end) return noFlags;
    const text = bytes.toString('latin1', start, end);
    const same = known.get(text);
    if (same !== undefined) return same;
    const flags = Object.freeze(text.split(' ').filter((flag) => flag !== '' && flag.toLowerCase() !== '\\recent'));
    if (known.size < mostFlagSets) known.set(text, flags);
    return flags;
  };
};

const takeFlags = (cursor: Cursor): { start: number; end: number } | undefined => {
  if (!take(cursor, 0x28)) return undefined;
  const start = cursor.at;
  while (!take(cursor, 0x29)) {
    if (cursor.at > start && !take(cursor, 0x20)) return undefined;
    if (takeAtom(cursor) < 0) return undefined;
  }
  return { start, end: cursor.at - 1 };
};

/** `(12345)` (RFC 7162 section 3.1.4.2), 63 bits, kept as text. */
const takeModSeq = (cursor: Cursor): string | undefined => {
  if (!take(cursor, 0x28)) return undefined;
  const start = takeAtom(cursor);
  if (start < 0) return undefined;
  const text = cursor.bytes.toString('latin1', start, cursor.at);
  return /^\d{1,19}$/u.test(text) && take(cursor, 0x29) ? text : undefined;
};

/**
 * Passes the rest of `BODY[HEADER.FIELDS (Date …)]`, behind the bracket: field names may be quoted or literals.
 * @returns whether it is the part asked for: 1 yes, 0 another, -1 broken
 */
const takeSection = (cursor: Cursor): 1 | 0 | -1 => {
  const start = cursor.at;
  const { bytes } = cursor;
  const isHeader = isWord(bytes, start, start + 13, 'header.fields');
  if (isHeader) {
    cursor.at = start + 13;
    if (!take(cursor, 0x20) || bytes[cursor.at] !== 0x28 || !skipValue(cursor) || !take(cursor, 0x5d)) return -1;
  } else {
    const close = bytes.indexOf(0x5d, start);
    if (close < 0 || close >= cursor.end) return -1;
    cursor.at = close + 1;
  }
  // An origin, `<0>`, is only there when a part of the text was asked for, which never happens here.
  if (bytes[cursor.at] !== 0x3c) return isHeader ? 1 : 0;
  return takeAtom(cursor) < 0 ? -1 : 0;
};

/**
 * Makes the reader of FETCH responses of one connection.
 * @returns a function that reads what stands in the parentheses, cursor on the opening one; undefined: not understood
 */
export const createFetchReader = () => {
  const readFlags = createFlagReader();
  const span = newSpan();

  const takeItem = (cursor: Cursor, data: FetchData): boolean => {
    const { bytes } = cursor;
    const start = cursor.at;
    // An atom would run on into the section of BODY[…].
    let at = start;
    for (; at < cursor.end; at += 1) {
      const code = bytes[at] as number;
      if (code === 0x20 || code === 0x5b || code === 0x28 || code === 0x29) break;
    }
    cursor.at = at;
    if (take(cursor, 0x5b)) {
      const wanted = isWord(bytes, start, at, 'body') ? takeSection(cursor) : -1;
      if (wanted < 0 || !take(cursor, 0x20)) return false;
      if (wanted === 0) return skipValue(cursor);
      if (data.headers !== undefined || !takeString(cursor, span)) return false;
      data.headers = span.escaped
        ? parseHeaderBlock(Buffer.from(textOf(bytes, span), 'latin1'))
        : parseHeaderBlock(bytes, span.start, span.end);
      return true;
    }
    if (!take(cursor, 0x20)) return false;
    if (isWord(bytes, start, at, 'uid')) {
      data.uid = takeNumber(cursor);
      return data.uid >= 1 && data.uid <= largestUid;
    }
    if (isWord(bytes, start, at, 'flags')) {
      const flags = takeFlags(cursor);
      if (flags === undefined) return false;
      data.flags = readFlags(bytes, flags.start, flags.end);
      return true;
    }
    if (isWord(bytes, start, at, 'internaldate')) {
      if (!takeString(cursor, span) || span.absent) return false;
      data.receivedAt = readInternalDate(bytes, span.start, span.end);
      return !Number.isNaN(data.receivedAt);
    }
    if (isWord(bytes, start, at, 'rfc822.size')) {
      data.size = takeNumber(cursor);
      return data.size >= 0;
    }
    if (isWord(bytes, start, at, 'modseq')) {
      data.modSeq = takeModSeq(cursor);
      return data.modSeq !== undefined;
    }
    if (isWord(bytes, start, at, 'bodystructure')) {
      const found = scanStructure(cursor);
      data.hasAttachment = found === 1;
      return found >= 0;
    }
    return at > start && skipValue(cursor);
  };

  return (cursor: Cursor): FetchData | undefined => {
    const data: FetchData = {
      uid: undefined,
      flags: undefined,
      modSeq: undefined,
      receivedAt: undefined,
      size: undefined,
      hasAttachment: undefined,
      headers: undefined,
    };
    if (!take(cursor, 0x28)) return undefined;
    for (let first = true; !take(cursor, 0x29); first = false) {
      if (!first && !take(cursor, 0x20)) return undefined;
      if (!takeItem(cursor, data)) return undefined;
    }
    return cursor.at === cursor.end ? data : undefined;
  };
};
