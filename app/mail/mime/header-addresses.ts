import type { MailAddress } from '../../domain/mail.ts';
import { decodeWords } from './encoded-words.ts';
import { tidy } from './header-text.ts';

/** A message may name thousands; a list and its search gain nothing from more. */
export const mostAddresses = 1000;
/** Longest field and longest single address that are looked at, in characters: searching in them costs their square. */
const longestField = 256 * 1024;
const longestLoose = 500;

const plainNamed = /^([^"(),;:\\<>@=[\]]*)<([^\s<>"(),;:\\@[\]]+@[^\s<>"(),;:\\@[\]]+)>$/u;
const quotedNamed = /^"([^"\\=]*)"\s*<([^\s<>"(),;:\\@[\]]+@[^\s<>"(),;:\\@[\]]+)>$/u;
const bare = /^[^\s<>"(),;:\\@[\]=]+@[^\s<>"(),;:\\@[\]=]+$/u;
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

const nameOf = (text: string): string => tidy(unquoted(tidy(decodeWords(text))));

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
  const found = /(?:"(?:[^"\\]|\\.)*"|[^\s"@]+)@[^\s"@]+/u.exec(joined);
  if (found === null) return undefined;
  const rest = `${joined.slice(0, found.index)} ${joined.slice(found.index + found[0].length)}`;
  return { name: nameOf(rest), address: tidy(found[0]) };
};

/**
 * Addresses of a From, To, Cc or Reply-To field (RFC 5322 section 3.4), in their order. Members of groups stand for
 * themselves, an empty group is nobody. A part that is no address is kept as a name without one. Never throws.
 * @param field the field's text, unfolded
 */
export const parseAddresses = (field: string): MailAddress[] => {
  const value = field.length > longestField ? field.slice(0, longestField) : field;
  const simple = plainNamed.exec(value) ?? quotedNamed.exec(value);
  if (simple !== null) return [{ name: tidy(simple[1] ?? ''), address: simple[2] ?? '' }];
  if (bare.test(value)) return [{ name: '', address: value }];

  const found: MailAddress[] = [];
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

  let at = 0;
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
  return found;
};
