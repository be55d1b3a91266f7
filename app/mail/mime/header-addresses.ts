import type { MailAddress } from '../../domain/mail.ts';
import { decodeWords } from './encoded-words.ts';
import { tidy } from './header-text.ts';

/** A message may name thousands; a list and its search gain nothing from more. */
export const mostAddresses = 1000;
/** Longest field and longest single address that are looked at, in characters: searching in them costs their square. */
const longestField = 256 * 1024;
const longestLoose = 500;

/** A usual address of a list with what separates it from the next: `name <address>`, `"name" <address>`, `address`. */
const usual =
  /\s*(?:(?:"([^"\\]*)"|([^"(),;:\\<>@[\]]*))\s*<([^\s<>"(),;:\\@[\]]+@[^\s<>"(),;:\\@[\]]+)>|([^\s<>"(),;:\\@[\]=]+@[^\s<>"(),;:\\@[\]=]+))\s*(?:,|$)/uy;
const encodedWord = /=\?[^?\s]{1,60}\?[BbQq]\?[^?]*\?=/uy;
const atom = /[^\s"(),;:<>]+/uy;
const dotAtom = /^[^\s"(),;:<>@[\]\\.]+(?:\.[^\s"(),;:<>@[\]\\.]+)*$/u;

type Token = { readonly text: string; readonly quoted: boolean; readonly spaceBefore: boolean };

/** Reads up to the closing character; backslashes escape. @returns where it ended, behind the closing character */
const readEnclosed = (value: string, from: number, close: string, open?: string): { text: string; end: number } => {
  let text = '';
  let depth = 1;
  let at = from;
  for (; at < value.length; at += 1) {
    let char = value.charAt(at);
    if (char === '\\' && at + 1 < value.length) {
      at += 1;
      char = value.charAt(at);
    } else if (char === close) {
      depth -= 1;
      if (depth === 0) return { text, end: at + 1 };
    } else if (char === open) depth += 1;
    text += char;
  }
  return { text, end: at };
};

/** Between angle brackets: comments, white space and an obsolete route (RFC 5322 section 4.4) do not count. */
const readAngle = (value: string, from: number): { text: string; end: number } => {
  let text = '';
  let at = from;
  while (at < value.length) {
    const char = value.charAt(at);
    if (char === '>') return { text, end: at + 1 };
    if (char === '<') {
      text = '';
      at += 1;
    } else if (char === '"') {
      const quoted = readEnclosed(value, at + 1, '"');
      text += quotedIfNeeded(quoted.text);
      at = quoted.end;
    } else if (char === '(') at = readEnclosed(value, at + 1, ')', '(').end;
    else if (char === ':' && text.startsWith('@')) {
      text = '';
      at += 1;
    } else {
      if (char.trim() !== '') text += char;
      at += 1;
    }
  }
  return { text, end: at };
};

const quotedIfNeeded = (local: string): string =>
  dotAtom.test(local) ? local : `"${local.replace(/["\\]/gu, '\\$&')}"`;

const unquoted = (name: string): string =>
  name.length > 2 && name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name;

const nameOf = (text: string): string => {
  const plain = tidy(text);
  return plain.includes('=?') ? tidy(unquoted(tidy(decodeWords(plain)))) : unquoted(plain);
};

const phraseOf = (tokens: readonly Token[]): string =>
  tokens.reduce((text, token) => (text === '' || !token.spaceBefore ? text + token.text : `${text} ${token.text}`), '');

/** An address without angle brackets; what stands beside it is taken for its name. */
const looseAddress = (tokens: readonly Token[]): MailAddress | undefined => {
  if (tokens.reduce((length, token) => length + token.text.length, 0) > longestLoose) return undefined;
  const joined = tokens
    .map((token) => (token.spaceBefore ? ' ' : '') + (token.quoted ? quotedIfNeeded(token.text) : token.text))
    .join('')
    .trim()
    .replace(/\s*([@.])\s*/gu, tokens.some((token) => token.quoted) ? '$&' : '$1');
  const found = /(?:"(?:[^"\\]|\\.)*"|[^\s"@<>]+)@[^\s"@<>]+/u.exec(joined);
  if (found === null) return undefined;
  const rest = `${joined.slice(0, found.index)} ${joined.slice(found.index + found[0].length)}`.replace(/["<>]/gu, ' ');
  return { name: nameOf(rest), address: tidy(found[0]) };
};

/** Reads any list from a place on, character by character. */
const parseFrom = (value: string, from: number, found: MailAddress[]): void => {
  let tokens: Token[] = [];
  let comment = '';
  let angle: string | undefined;
  let space = false;

  const finish = (): void => {
    const named = nameOf(tokens.length > 0 ? phraseOf(tokens) : comment);
    const one =
      angle !== undefined
        ? { name: named, address: tidy(angle) }
        : (looseAddress(tokens) ?? { name: named, address: '' });
    const complete = one.name === '' && comment !== '' ? { ...one, name: nameOf(comment) } : one;
    if (complete.name !== '' || complete.address !== '') found.push(complete);
    tokens = [];
    comment = '';
    angle = undefined;
    space = false;
  };
  const add = (text: string, quoted: boolean): void => {
    tokens.push({ text, quoted, spaceBefore: space });
    space = false;
  };

  let at = from;
  while (at < value.length && found.length < mostAddresses) {
    const char = value.charAt(at);
    if (char === ',' || char === ';') {
      finish();
      at += 1;
    } else if (char === '"') {
      const quoted = readEnclosed(value, at + 1, '"');
      add(quoted.text, true);
      at = quoted.end;
    } else if (char === '(') {
      const inner = readEnclosed(value, at + 1, ')', '(');
      if (comment === '') comment = inner.text;
      space = true;
      at = inner.end;
    } else if (char === '<') {
      const inner = readAngle(value, at + 1);
      angle ??= inner.text;
      space = true;
      at = inner.end;
    } else if (char === ':') {
      // The name of a group ends here; it is nobody's address.
      tokens = [];
      comment = '';
      at += 1;
    } else if (char === '>' || char.trim() === '') {
      space = true;
      at += 1;
    } else {
      encodedWord.lastIndex = at;
      atom.lastIndex = at;
      const word = (char === '=' ? encodedWord.exec(value) : null) ?? atom.exec(value);
      add(word?.[0] ?? char, false);
      at += word?.[0].length ?? 1;
    }
  }
  finish();
};

/**
 * Addresses of a From, To, Cc or Reply-To field (RFC 5322 section 3.4), in their order. Members of groups stand for
 * themselves, an empty group is nobody. A part that is no address is kept as a name without one. Never throws.
 * @param field the field's text, unfolded
 */
export const parseAddresses = (field: string): MailAddress[] => {
  // Without runs of white space the expressions below look at each character a bounded number of times.
  const value = tidy(field.length > longestField ? field.slice(0, longestField) : field);
  const found: MailAddress[] = [];
  for (let at = 0; at < value.length && found.length < mostAddresses; ) {
    usual.lastIndex = at;
    const match = usual.exec(value);
    if (match === null) {
      parseFrom(value, at, found);
      break;
    }
    const [whole, quoted, plain, address, bare] = match;
    found.push({ name: nameOf(quoted ?? plain ?? ''), address: address ?? bare ?? '' });
    at += whole.length;
  }
  return found;
};
