import { decodeText } from './charset.ts';
import { decodeWords, rawHeaderText } from './encoded-words.ts';

/** A header value with parameters, as Content-Type has (RFC 2045 section 5.1, RFC 2231). */
export type ParameterisedValue = {
  /** Lower case, without parameters. */
  readonly value: string;
  readonly parameters: ReadonlyMap<string, string>;
};

const mostParameters = 200;
const longestValue = 8192;
const nothing: ParameterisedValue = { value: '', parameters: new Map() };

const percentBytes = (text: string): Buffer =>
  Buffer.from(
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** Position after a comment that begins at `at`; comments nest and escape (RFC 5322 section 3.2.2). */
const afterComment = (text: string, at: number): number => {
  let depth = 0;
  for (let index = at; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return text.length;
};

type Piece = { readonly value: string; readonly encoded: boolean };

const readQuoted = (text: string, from: number): { value: string; end: number } => {
  let value = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') return { value, end: at + 1 };
    // A path of an old Windows program is written with bare backslashes: only what needs escaping is unescaped.
    if (character === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) at += 1;
    value += text[at] ?? '';
  }
  return { value, end: text.length };
};

const rawPieces = (text: string, from: number): Map<string, Piece> => {
  const pieces = new Map<string, Piece>();
  let at = from;
  while (at < text.length && pieces.size < mostParameters) {
    const character = text[at] ?? '';
    if (character === ';' || /\s/.test(character)) {
      at += 1;
      continue;
    }
    if (character === '(') {
      at = afterComment(text, at);
      continue;
    }
    let nameEnd = at;
    while (nameEnd < text.length && text[nameEnd] !== '=' && text[nameEnd] !== ';') nameEnd += 1;
    const name = text.slice(at, nameEnd).trim().toLowerCase();
    at = nameEnd;
    if (text[at] !== '=') continue;
    at += 1;
    while (at < text.length && /\s/.test(text[at] ?? '')) at += 1;
    let value: string;
    if (text[at] === '"') {
      const quoted = readQuoted(text, at);
      value = quoted.value;
      at = quoted.end;
      while (at < text.length && text[at] !== ';') at += 1;
    } else {
      let end = at;
      while (end < text.length && text[end] !== ';') end += 1;
      value = text.slice(at, end).trim();
      at = end;
    }
    const encoded = name.endsWith('*');
    const key = encoded ? name.slice(0, -1) : name;
    if (key !== '' && !pieces.has(name)) pieces.set(name, { value: value.slice(0, longestValue), encoded });
  }
  return pieces;
};

/** `charset'language'text`, also where the language, or all of it, is missing. */
const extended = (text: string): { charset: string; rest: string } => {
  const [, charset, rest] = /^([\w.:-]*)'[^']*'(.*)$/s.exec(text) ?? [];
  return charset === undefined || rest === undefined ? { charset: '', rest: text } : { charset, rest };
};

const continued = (pieces: ReadonlyMap<string, Piece>): Map<string, string> => {
  const parts = new Map<string, { index: number; piece: Piece }[]>();
  for (const [name, piece] of pieces) {
    const [, key, number] = /^(.+)\*(\d{1,3})\*?$/.exec(name) ?? [];
    if (key === undefined || number === undefined) continue;
    const list = parts.get(key) ?? [];
    list.push({ index: Number(number), piece });
    parts.set(key, list);
  }
  const values = new Map<string, string>();
  for (const [key, list] of parts) {
    list.sort((a, b) => a.index - b.index);
    const isEncoded = list.some((one) => one.piece.encoded);
    if (!isEncoded) {
      values.set(key, decodeWords(rawHeaderText(list.map((one) => one.piece.value).join(''))));
      continue;
    }
    const [first] = list;
    const { charset, rest } = extended(first?.piece.encoded === true ? first.piece.value : '');
    const bytes = list.map((one, at) => {
      if (!one.piece.encoded) return Buffer.from(one.piece.value, 'latin1');
      return percentBytes(at === 0 ? rest : one.piece.value);
    });
    values.set(key, decodeText(Buffer.concat(bytes), charset));
  }
  return values;
};

/**
 * Reads a header value with its parameters: quoted or not, continued and encoded by RFC 2231 in any order, with encoded
 * words or raw 8-bit text where neither is allowed. Of two parameters of one name the extended one wins, then the first.
 * @param text one character a byte, unfolded
 */
export const parseParameters = (text: string): ParameterisedValue => {
  if (text === '') return nothing;
  let end = 0;
  let value = '';
  while (end < text.length && text[end] !== ';') {
    if (text[end] === '(') end = afterComment(text, end);
    else {
      value += text[end];
      end += 1;
    }
  }
  const plain = value.trim().toLowerCase();
  // "attachment filename=x": the semicolon is forgotten often enough.
  const forgotten = /^(\S+)\s+(\S+=.*)$/s.exec(value.trim());
  const pieces = forgotten === null ? rawPieces(text, end) : rawPieces(`;${forgotten[2] ?? ''}${text.slice(end)}`, 0);
  const parameters = new Map<string, string>();
  for (const [name, piece] of pieces) {
    if (!piece.encoded && !/\*\d{1,3}$/.test(name)) parameters.set(name, decodeWords(rawHeaderText(piece.value)));
  }
  for (const [name, found] of continued(pieces)) parameters.set(name, found);
  for (const [name, piece] of pieces) {
    if (!piece.encoded || /\*\d{1,3}\*$/.test(name)) continue;
    const { charset, rest } = extended(piece.value);
    parameters.set(name.slice(0, -1), decodeText(percentBytes(rest), charset));
  }
  return { value: forgotten === null ? plain : (forgotten[1] ?? '').toLowerCase(), parameters };
};
