/** A place in the bytes of one response. One is used for all responses of a connection. */
export type Cursor = { bytes: Buffer; at: number; end: number };

/** A string's content lies between `start` and `end`; `escaped` when backslashes are in it; `absent` for NIL. */
export type Span = { start: number; end: number; escaped: boolean; absent: boolean };

const quote = 0x22;
const backslash = 0x5c;
const deepest = 100;

/** Characters of an atom, section keys included; 8-bit ones too, as some servers write them raw in flags. */
const isAtomByte = new Uint8Array(256).map((_, code) =>
  code > 0x20 && code !== 0x7f && !'(){"'.includes(String.fromCharCode(code)) && code !== 0x29 ? 1 : 0,
);

export const take = (cursor: Cursor, code: number): boolean => {
  if (cursor.at >= cursor.end || cursor.bytes[cursor.at] !== code) return false;
  cursor.at += 1;
  return true;
};

/** A number up to 2^53 - 1; -1 when there is none or it is larger. */
export const takeNumber = (cursor: Cursor): number => {
  const { bytes, end } = cursor;
  let { at } = cursor;
  let value = 0;
  const from = at;
  for (; at < end; at += 1) {
    const digit = (bytes[at] as number) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === from || at - from > 16 || value > Number.MAX_SAFE_INTEGER) return -1;
  cursor.at = at;
  return value;
};

/** Passes an atom. @returns where it began; -1 when there is none */
export const takeAtom = (cursor: Cursor): number => {
  const { bytes, end, at: from } = cursor;
  let at = from;
  while (at < end && isAtomByte[bytes[at] as number] === 1) at += 1;
  if (at === from) return -1;
  cursor.at = at;
  return from;
};

/** Whether the bytes are these letters, whatever their case. @param word lower-case ASCII */
export const isWord = (bytes: Buffer, start: number, end: number, word: string): boolean => {
  if (end - start !== word.length) return false;
  for (let index = 0; index < word.length; index += 1) {
    const code = bytes[start + index] as number;
    const lower = code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
    if (lower !== word.charCodeAt(index)) return false;
  }
  return true;
};

const takeQuoted = (cursor: Cursor, span: Span): boolean => {
  const { bytes, end } = cursor;
  let at = cursor.at + 1;
  span.start = at;
  span.escaped = false;
  for (; at < end; at += 1) {
    const code = bytes[at] as number;
    if (code === quote) {
      span.end = at;
      cursor.at = at + 1;
      return true;
    }
    if (code === backslash) {
      span.escaped = true;
      at += 1;
    } else if (code === 0x0d || code === 0x0a || code === 0) return false;
  }
  return false;
};

/** `{n}`, `{n+}` or `~{n}` (RFC 3516), CRLF and n bytes. */
const takeLiteral = (cursor: Cursor, span: Span): boolean => {
  take(cursor, 0x7e);
  if (!take(cursor, 0x7b)) return false;
  const length = takeNumber(cursor);
  take(cursor, 0x2b);
  if (length < 0 || !take(cursor, 0x7d) || !take(cursor, 0x0d) || !take(cursor, 0x0a)) return false;
  if (length > cursor.end - cursor.at) return false;
  span.start = cursor.at;
  span.end = cursor.at + length;
  span.escaped = false;
  cursor.at = span.end;
  return true;
};

const startsLiteral = (cursor: Cursor): boolean => {
  const code = cursor.bytes[cursor.at];
  return code === 0x7b || (code === 0x7e && cursor.bytes[cursor.at + 1] === 0x7b);
};

/** A quoted string, a literal or NIL. */
export const takeString = (cursor: Cursor, span: Span): boolean => {
  if (cursor.at >= cursor.end) return false;
  span.absent = false;
  if (cursor.bytes[cursor.at] === quote) return takeQuoted(cursor, span);
  if (startsLiteral(cursor)) return takeLiteral(cursor, span);
  const from = takeAtom(cursor);
  if (from < 0 || !isWord(cursor.bytes, from, cursor.at, 'nil')) return false;
  span.absent = true;
  span.escaped = false;
  span.start = from;
  span.end = from;
  return true;
};

/** What a string says, backslashes resolved, one character a byte. */
export const textOf = (bytes: Buffer, span: Span): string => {
  const text = bytes.toString('latin1', span.start, span.end);
  return span.escaped ? text.replace(/\\(.)/gsu, '$1') : text;
};

export const newSpan = (): Span => ({ start: 0, end: 0, escaped: false, absent: false });

const passed = newSpan();

/** Passes one value of any shape: atom, number, string, or a list of them, nested to a sane depth. */
export const skipValue = (cursor: Cursor): boolean => {
  let depth = 0;
  do {
    if (cursor.at >= cursor.end) return false;
    const code = cursor.bytes[cursor.at] as number;
    if (code === 0x28) {
      depth += 1;
      if (depth > deepest) return false;
      cursor.at += 1;
    } else if (code === 0x29) {
      if (depth === 0) return false;
      depth -= 1;
      cursor.at += 1;
    } else if (code === 0x20) {
      if (depth === 0) return false;
      cursor.at += 1;
    } else if (code === quote) {
      if (!takeQuoted(cursor, passed)) return false;
    } else if (startsLiteral(cursor)) {
      if (!takeLiteral(cursor, passed)) return false;
    } else if (takeAtom(cursor) < 0) return false;
  } while (depth > 0);
  return true;
};
