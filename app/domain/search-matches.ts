import { foldWords, unspacedSign } from './fold.ts';
import type { Sequence } from './search-words.ts';

/** One sign of a script without spaces, or a stretch of other letters: in either, words do not end within. */
const stretch = new RegExp(`${unspacedSign}|(?:[A-Za-z0-9]|(?!${unspacedSign})\\P{ASCII})+`, 'gu');

type Word = { readonly word: string; readonly start: number; readonly end: number };

/** Where a text matches; `end` is behind the last character. */
export type Match = { readonly start: number; readonly end: number };

/** Quotation marks, dashes and the like around words are no part of them. */
const edges = /^[^\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+$/gu;

const wordsAt = (text: string): Word[] => {
  const words: Word[] = [];
  for (const found of text.matchAll(stretch)) {
    const bare = found[0].replace(edges, '');
    const start = found.index + Math.max(0, found[0].indexOf(bare));
    for (const word of foldWords(found[0])) words.push({ word, start, end: start + bare.length });
  }
  return words;
};

const isAt = (words: readonly Word[], at: number, { words: wanted, prefix }: Sequence): boolean =>
  wanted.every((word, index) => {
    const found = words[at + index]?.word;
    return prefix && index === wanted.length - 1 ? found?.startsWith(word) === true : found === word;
  });

/** Every place where one of the sequences stands, as the index would find it; none overlaps another. */
export const matchesIn = (text: string, sequences: readonly Sequence[]): Match[] => {
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
