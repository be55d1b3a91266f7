import type { SearchQuery } from '../../domain/search-query.ts';
import { sequencesOf, type TextQuery } from '../../domain/search-words.ts';
import type { MessageId } from '../port.ts';
import { expressionOf, textExpression } from './search-plan.ts';
import type { WordsSearch } from './words-search.ts';

/**
 * So many of the newest messages found are put in order: bm25 over everything found takes most of a second where a word
 * is common, and what was received years ago is hardly what is meant then.
 */
export const mostRanked = 1_000;

/** What a word is worth where it is found. In the text it is found anyway. */
const worth = { subject: 6, from: 5, attachment: 3, to: 2 } as const;
const worthy = Object.keys(worth) as (keyof typeof worth)[];
/** What lies between the newest and the oldest of those compared. */
const worthOfNewest = 2;

/** What is asked for, one query a word; what must not be there says nothing about how good a match is. */
const wantedWords = (query: SearchQuery): TextQuery[] => {
  if (query.kind === 'all' || query.kind === 'any') return query.of.flatMap(wantedWords);
  if (query.kind !== 'text') return [];
  if (query.phrase) return [query];
  return query.words.map((word, at) => ({
    ...query,
    words: [word],
    prefix: query.prefix && at === query.words.length - 1,
  }));
};

/**
 * Orders messages by how well they match: words in subject, sender, attachment names and recipients count more than in
 * the text, newer ones more than older ones. Of equals the newer comes first.
 * @returns sorts ids that come newest first
 */
export const createRanking =
  (words: WordsSearch, docOf: (id: MessageId) => number) =>
  (query: SearchQuery, ids: readonly MessageId[]): readonly MessageId[] => {
    const wanted = wantedWords(query).filter((one) => one.field === 'any' && sequencesOf(one).length > 0);
    if (wanted.length === 0 || ids.length < 2) return ids;
    const docs = ids.map(docOf);
    const lowest = docs.reduce((one, other) => Math.min(one, other));
    const highest = docs.reduce((one, other) => Math.max(one, other));
    // Asked together with the whole search, a common word is looked for only where a rare one is.
    const whole = expressionOf(query);
    const points = ids.map((_, at) => (worthOfNewest * (ids.length - at)) / ids.length);
    for (const one of wanted) {
      for (const field of worthy) {
        const expression = textExpression({ ...one, field });
        const found = words.within(
          whole === undefined ? expression : `(${whole.text} AND ${expression})`,
          lowest,
          highest + 1,
        );
        docs.forEach((doc, at) => {
          if (found.has(doc)) points[at] = (points[at] ?? 0) + worth[field];
        });
      }
    }
    return ids
      .map((id, at) => ({ id, at, points: points[at] ?? 0 }))
      .sort((one, other) => other.points - one.points || one.at - other.at)
      .map(({ id }) => id);
  };
