import { type Cursor, isWord, newSpan, skipValue, take, takeAtom, takeString } from './cursor.ts';

const deepest = 100;

const word = newSpan();

/**
 * Passes a BODYSTRUCTURE (RFC 3501 section 7.4.2) and tells whether a part, or one below it, calls itself an
 * attachment. Nothing is built: of all lists in a body structure only a Content-Disposition has two values of which
 * the first is a string and the second a list or NIL.
 * @returns 1, 0, or -1 for what is no body structure
 */
export const scanStructure = (cursor: Cursor): 1 | 0 | -1 => {
  const { bytes } = cursor;
  if (bytes[cursor.at] !== 0x28) return skipValue(cursor) ? 0 : -1;
  let found: 1 | 0 = 0;
  let depth = 0;
  do {
    if (cursor.at >= cursor.end) return -1;
    const code = bytes[cursor.at] as number;
    if (code === 0x28) {
      depth += 1;
      if (depth > deepest) return -1;
      cursor.at += 1;
      const next = bytes[cursor.at];
      if (next !== 0x22 && next !== 0x7b) continue;
      if (!takeString(cursor, word)) return -1;
      if (found === 1 || !isWord(bytes, word.start, word.end, 'attachment')) continue;
      const back = cursor.at;
      if (!take(cursor, 0x20)) continue;
      const isList = bytes[cursor.at] === 0x28;
      if (isList ? !skipValue(cursor) : takeAtom(cursor) < 0) {
        cursor.at = back;
        continue;
      }
      if (cursor.at < cursor.end && bytes[cursor.at] === 0x29) found = 1;
      cursor.at = back;
    } else if (code === 0x29) {
      depth -= 1;
      cursor.at += 1;
    } else if (code === 0x20) cursor.at += 1;
    else if (code === 0x22 || code === 0x7b) {
      if (!takeString(cursor, word)) return -1;
    } else if (takeAtom(cursor) < 0) return -1;
  } while (depth > 0);
  return found;
};
