import type { SearchQuery } from './search-query.ts';
import { printTime, type SearchClock } from './search-values.ts';

type TextQuery = Extract<SearchQuery, { kind: 'text' }>;

const quote = (value: string): string => `"${value.replace(/["“”„‟]/g, ' ')}"`;

const printText = (query: TextQuery): string => {
  const name = query.field === 'any' ? '' : `${query.field}:`;
  const star = query.prefix ? '*' : '';
  if (query.phrase) return `${name}${quote(query.words.join(' '))}${star}`;
  return query.words.map((word, at) => `${name}${word}${at === query.words.length - 1 ? star : ''}`).join(' ');
};

const termsIn = (query: SearchQuery): number => {
  if (query.kind === 'all' || query.kind === 'any') return query.of.length;
  return query.kind === 'text' && !query.phrase ? query.words.length : 1;
};

const printPart = (query: SearchQuery, clock: SearchClock): string => {
  switch (query.kind) {
    case 'text':
      return printText(query);
    case 'all':
      return query.of
        .map((one) => (one.kind === 'any' ? `(${printPart(one, clock)})` : printPart(one, clock)))
        .join(' ');
    case 'any':
      return query.of.map((one) => printPart(one, clock)).join(' OR ');
    case 'not':
      return termsIn(query.of) === 1 ? `-${printPart(query.of, clock)}` : `-(${printPart(query.of, clock)})`;
    case 'hasAttachment':
      return 'has:attachment';
    case 'in':
      return `in:${/^[^\s()"“”„‟*]+$/.test(query.folder) ? query.folder : quote(query.folder)}`;
    case 'is':
      return `is:${query.what}`;
    case 'before':
    case 'after':
      return `${query.kind}:${printTime(query.time, clock)}`;
    case 'larger':
    case 'smaller':
      return `${query.kind}:${query.bytes}`;
  }
};

const endsInBareWord = (query: SearchQuery): boolean => {
  if (query.kind === 'all' || query.kind === 'any') {
    const last = query.of.at(-1);
    return last !== undefined && endsInBareWord(last);
  }
  if (query.kind === 'not') return termsIn(query.of) === 1 && endsInBareWord(query.of);
  return query.kind === 'text' && !query.phrase && !query.prefix;
};

/**
 * Writes a search so that `parseSearch` reads the same tree from it. A word that is complete gets a space after it when
 * it is the last one, as a person would type it.
 */
export const printSearch = (query: SearchQuery, clock: SearchClock): string =>
  printPart(query, clock) + (endsInBareWord(query) ? ' ' : '');
