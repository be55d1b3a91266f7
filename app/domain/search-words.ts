import { foldWords, standsAlone } from './fold.ts';
import type { SearchQuery } from './search-query.ts';

export type TextQuery = Extract<SearchQuery, { kind: 'text' }>;

/** Words that have to follow each other; the last may go on. */
export type Sequence = { readonly words: readonly string[]; readonly prefix: boolean };

const asSequence = (words: readonly string[], prefix: boolean): Sequence[] => {
  const last = words.at(-1);
  return last === undefined ? [] : [{ words, prefix: prefix && !standsAlone(last) }];
};

/**
 * What a text query asks for, in words of the index: every sequence has to be there. One typed word can be several
 * ("e-mail", an address, Chinese). Nothing is left of punctuation alone.
 */
export const sequencesOf = (query: TextQuery): Sequence[] => {
  if (query.phrase) return asSequence(query.words.flatMap(foldWords), query.prefix);
  const folded = query.words.map(foldWords).filter((words) => words.length > 0);
  return folded.flatMap((words, index) => asSequence(words, query.prefix && index === folded.length - 1));
};
