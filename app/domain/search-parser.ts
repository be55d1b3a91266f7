import type { SearchQuery } from './search-query.ts';
import { type SearchToken, searchTokens } from './search-tokens.ts';
import { allOf, anyOf, isEverything, notOf } from './search-tree.ts';
import { parseSize, parseTime, type SearchClock } from './search-values.ts';

export const searchProblemCodes = [
  'unknownOperator',
  'badValue',
  'missingValue',
  'missingTerm',
  'openQuote',
  'openParenthesis',
  'strayParenthesis',
  'tooLong',
] as const;

/** Something in a search that was not understood as an operator, or not at all; the search is carried out all the same. */
export type SearchProblem = {
  readonly code: (typeof searchProblemCodes)[number];
  /** The piece of the search it is about, and where it begins. */
  readonly text: string;
  readonly at: number;
};

export type ParsedSearch = { readonly query: SearchQuery; readonly problems: readonly SearchProblem[] };

type Word = Extract<SearchToken, { kind: 'word' }>;
type Field = Extract<SearchQuery, { kind: 'text' }>['field'];
type Place = { readonly field: Field; readonly negated: boolean; readonly depth: number };

const longest = 4000;
const mostTokens = 400;
const deepest = 40;

const fields: Readonly<Record<string, Field>> = {
  from: 'from',
  to: 'to',
  cc: 'to',
  subject: 'subject',
  body: 'body',
  attachment: 'attachment',
  filename: 'attachment',
};

const states: Readonly<Record<string, Extract<SearchQuery, { kind: 'is' }>['what']>> = {
  unread: 'unread',
  read: 'read',
  flagged: 'flagged',
  starred: 'flagged',
  answered: 'answered',
  replied: 'answered',
  draft: 'draft',
};

const lookUp = <Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** Reads the value of every operator that is not a text field; undefined: it makes no sense. */
const conditions: Readonly<Record<string, (value: string, clock: SearchClock) => SearchQuery | undefined>> = {
  has: (value) => (/^attachments?$/i.test(value) ? { kind: 'hasAttachment' } : undefined),
  in: (value) => (value.trim() === '' ? undefined : { kind: 'in', folder: value.trim() }),
  is: (value) => {
    const what = lookUp(states, value.toLowerCase());
    return what === undefined ? undefined : { kind: 'is', what };
  },
  before: (value, clock) => {
    const span = parseTime(value, clock);
    return span && { kind: 'before', time: span.start };
  },
  after: (value, clock) => {
    const span = parseTime(value, clock);
    return span && { kind: 'after', time: span.start };
  },
  on: (value, clock) => {
    const span = parseTime(value, clock);
    return (
      span &&
      allOf([
        { kind: 'after', time: span.start },
        { kind: 'before', time: span.end },
      ])
    );
  },
  larger: (value) => {
    const bytes = parseSize(value);
    return bytes === undefined ? undefined : { kind: 'larger', bytes };
  },
  smaller: (value) => {
    const bytes = parseSize(value);
    return bytes === undefined ? undefined : { kind: 'smaller', bytes };
  },
};
const aliases: Readonly<Record<string, string>> = { since: 'after' };

/** Schemes and the like that are typed with a colon and meant as they stand. */
const plainNames = new Set(['http', 'https', 'ftp', 'mailto', 'tel', 're', 'fwd', 'fw', 'aw', 'wg']);

const isSearchable = (word: string): boolean => /[\p{L}\p{N}\p{S}\p{M}]/u.test(word);

/**
 * Reads what a person typed: words and "phrases", `from: to: cc: subject: body: attachment: has:attachment in: is: before:
 * after: since: on: larger: smaller:`, `-` or NOT, OR, parentheses; terms side by side must all match. A word the text
 * ends with, or one with an asterisk, may go on. Never fails: an operator it does not know is searched as text and named
 * in `problems`, a known one whose value is still being typed is left out. An empty search is `{kind: 'all', of: []}`.
 */
export const parseSearch = (text: string, clock: SearchClock): ParsedSearch => {
  const problems: SearchProblem[] = [];
  const report = (code: SearchProblem['code'], token: { readonly text: string; readonly at: number }): void => {
    problems.push({ code, text: token.text, at: token.at });
  };
  const all = searchTokens(text.slice(0, longest));
  const tokens = all.slice(0, mostTokens);
  const left = all[mostTokens];
  if (left !== undefined) report('tooLong', left);
  else if (text.length > longest) report('tooLong', { text: text.slice(longest, longest + 40), at: longest });
  let next = 0;

  const asText = (token: Word, place: Place, field: Field, value: string): SearchQuery | undefined => {
    if (token.open && token.quoted) report('openQuote', token);
    const prefix = token.prefix && !(place.negated && token.open);
    const words = token.quoted ? value.split(/\s+/).filter((word) => word !== '') : [value];
    return words.some(isSearchable) ? { kind: 'text', field, words, phrase: token.quoted, prefix } : undefined;
  };

  const word = (token: Word, place: Place): SearchQuery | undefined => {
    if (token.name === '') return asText(token, place, place.field, token.value);
    const field = lookUp(fields, token.name);
    if (field !== undefined) return asText(token, place, field, token.value);
    const condition = lookUp(conditions, lookUp(aliases, token.name) ?? token.name);
    const found = condition?.(token.value, clock);
    if (found !== undefined) return found;
    if (condition !== undefined) {
      report('badValue', token);
      // Half of `is:unread` finds nothing as text: the list would be empty until the last letter.
      if (token.open) return undefined;
    } else if (!plainNames.has(token.name)) report('unknownOperator', token);
    return asText(token, place, place.field, token.quoted ? token.value : `${token.name}:${token.value}`);
  };

  const group = (open: SearchToken, place: Place): SearchQuery | undefined => {
    if (place.depth >= deepest) {
      report('tooLong', open);
      next = tokens.length;
      return undefined;
    }
    const inside = alternatives({ ...place, depth: place.depth + 1 });
    if (tokens[next]?.kind === 'close') next += 1;
    else report('openParenthesis', open);
    return inside;
  };

  const term = (place: Place): SearchQuery | undefined => {
    let negated = false;
    let last: SearchToken | undefined;
    for (; tokens[next]?.kind === 'not'; next += 1) {
      negated = !negated;
      last = tokens[next];
    }
    const token = tokens[next];
    if (token === undefined || token.kind === 'or' || token.kind === 'close' || token.kind === 'and') {
      if (last !== undefined) report('missingTerm', last);
      return undefined;
    }
    next += 1;
    const inner = { ...place, negated: place.negated !== negated };
    const found = ((): SearchQuery | undefined => {
      if (token.kind === 'word') return word(token, inner);
      if (token.kind === 'open') return group(token, inner);
      const field = token.kind === 'operator' ? lookUp(fields, token.name) : undefined;
      const following = tokens[next];
      if (field !== undefined && following?.kind === 'open' && following.at === token.at + token.text.length) {
        next += 1;
        return group(following, { ...inner, field });
      }
      if (token.kind !== 'operator') return undefined;
      if (field !== undefined || lookUp(conditions, lookUp(aliases, token.name) ?? token.name) !== undefined) {
        report('missingValue', token);
        return undefined;
      }
      return { kind: 'text', field: inner.field, words: [token.text], phrase: false, prefix: false };
    })();
    return found === undefined || isEverything(found) || !negated ? found : notOf(found);
  };

  const conjunction = (place: Place): SearchQuery | undefined => {
    const of: SearchQuery[] = [];
    for (let token = tokens[next]; token !== undefined; token = tokens[next]) {
      if (token.kind === 'or') break;
      if (token.kind === 'close') {
        if (place.depth > 0) break;
        report('strayParenthesis', token);
      }
      if (token.kind === 'and' || token.kind === 'close') next += 1;
      else {
        const found = term(place);
        if (found !== undefined && !isEverything(found)) of.push(found);
      }
    }
    return of.length === 0 ? undefined : allOf(of);
  };

  const alternatives = (place: Place): SearchQuery => {
    const of: SearchQuery[] = [];
    for (let or: SearchToken | undefined; ; next += 1) {
      const found = conjunction(place);
      if (found !== undefined) of.push(found);
      else if (or !== undefined) report('missingTerm', or);
      or = tokens[next];
      if (or?.kind !== 'or') break;
      if (found === undefined && of.length === 0) report('missingTerm', or);
    }
    return anyOf(of);
  };

  return { query: alternatives({ field: 'any', negated: false, depth: 0 }), problems };
};
