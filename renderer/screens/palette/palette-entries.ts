import { foldWords } from '../../../app/domain/fold.ts';
import { matchesIn } from '../../../app/domain/search-matches.ts';
import type { Sequence } from '../../../app/domain/search-words.ts';

/** A line of the palette. */
export type Entry = {
  readonly id: string;
  readonly title: string;
  /** What it is also found by. */
  readonly also?: string;
};

/** The words that are typed; each may be the beginning of a word. */
export const wordsOf = (typed: string): Sequence[] =>
  typed
    .split(/\s+/)
    .flatMap((word) => foldWords(word))
    .map((word) => ({ words: [word], prefix: true }));

const found = (text: string, word: Sequence): number => matchesIn(text, [word])[0]?.start ?? -1;

/** How well an entry fits: lower is better; undefined where a word is in neither of its texts. */
const rankOf = ({ title, also = '' }: Entry, words: readonly Sequence[]): number | undefined => {
  let rank = 0;
  for (const word of words) {
    const at = found(title, word);
    if (at >= 0) rank += Math.min(at, 50);
    else if (found(also, word) >= 0) rank += 100;
    else return undefined;
  }
  return rank;
};

/** The entries that have every word, best first; all of them, as they come, when nothing is typed. */
export const fitting = <One extends Entry>(entries: readonly One[], typed: string, most = 50): readonly One[] => {
  const words = wordsOf(typed);
  if (words.length === 0) return entries.slice(0, most);
  return entries
    .flatMap((entry, at) => {
      const rank = rankOf(entry, words);
      return rank === undefined ? [] : [{ entry, rank, at }];
    })
    .sort((one, other) => one.rank - other.rank || one.at - other.at)
    .slice(0, most)
    .map(({ entry }) => entry);
};

/** What was chosen last comes first, once. */
export const chosenAgain = (recent: readonly string[], id: string, most = 8): string[] =>
  [id, ...recent.filter((one) => one !== id)].slice(0, most);
