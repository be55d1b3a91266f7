import type { SearchQuery } from '../../domain/search-query.ts';
import { foldWords, unspacedSign } from './fold.ts';
import { type Sequence, sequencesOf } from './search-words.ts';

const opening = '\u0002';
const closing = '\u0003';
const lengthBefore = 50;
const lengthAfter = 150;
/** Characters looked through for the first match. */
const longest = 200_000;

/** One sign of a script without spaces, or a stretch of other letters: in either, words do not end within. */
const stretch = new RegExp(`${unspacedSign}|(?:[A-Za-z0-9]|(?!${unspacedSign})\\P{ASCII})+`, 'gu');

type Word = { readonly word: string; readonly start: number; readonly end: number };
type Match = { readonly start: number; readonly end: number };

const wordsAt = (text: string): Word[] => {
  const words: Word[] = [];
  for (const found of text.matchAll(stretch)) {
    const end = found.index + found[0].length;
    for (const word of foldWords(found[0])) words.push({ word, start: found.index, end });
  }
  return words;
};

/** What may be seen in the text: nothing that is excluded, nothing that is asked of a header. */
const visibleSequences = (query: SearchQuery): Sequence[] => {
  if (query.kind === 'text') return query.field === 'any' || query.field === 'body' ? sequencesOf(query) : [];
  return query.kind === 'all' || query.kind === 'any' ? query.of.flatMap(visibleSequences) : [];
};

const isAt = (words: readonly Word[], at: number, { words: wanted, prefix }: Sequence): boolean =>
  wanted.every((word, index) => {
    const found = words[at + index]?.word;
    return prefix && index === wanted.length - 1 ? found?.startsWith(word) === true : found === word;
  });

const matchesIn = (text: string, sequences: readonly Sequence[]): Match[] => {
  const words = wordsAt(text);
  const matches: Match[] = [];
  let free = 0;
  words.forEach((word, at) => {
    if (word.start < free) return;
    const found = sequences.find((sequence) => isAt(words, at, sequence));
    const last = found && words[at + found.words.length - 1];
    if (last === undefined) return;
    matches.push({ start: word.start, end: last.end });
    free = last.end;
  });
  return matches;
};

const spaces = new RegExp(`[\\s${opening}${closing}]+`, 'gu');
const clean = (text: string): string => text.replaceAll(spaces, ' ');

/** Where a piece may begin or end: at a space, if there is one near. */
const edgeBefore = (text: string, at: number): number => {
  if (at <= 0) return 0;
  const space = text.slice(at, at + 20).search(/\s/u);
  return space === -1 ? at : at + space + 1;
};

/**
 * A piece of a text around the first match, matches between U+0002 and U+0003; the beginning where nothing matches.
 */
export const snippetOf = (whole: string, query: SearchQuery): string => {
  const text = whole.slice(0, longest);
  const matches = matchesIn(text, visibleSequences(query));
  const first = matches[0]?.start ?? 0;
  const start = Math.min(edgeBefore(text, first - lengthBefore), first);
  const end = Math.min(text.length, first + lengthAfter);
  let piece = start > 0 ? '…' : '';
  let at = start;
  for (const match of matches) {
    if (match.start >= end) break;
    piece += `${clean(text.slice(at, match.start))}${opening}${clean(text.slice(match.start, match.end))}${closing}`;
    at = match.end;
  }
  piece += clean(text.slice(at, Math.max(at, end)));
  return `${piece.trim()}${Math.max(at, end) < whole.length ? '…' : ''}`;
};
