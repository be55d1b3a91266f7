import type { MailAddress } from '../../domain/mail.ts';
import { matchesIn } from '../../domain/search-matches.ts';
import type { SearchQuery } from '../../domain/search-query.ts';
import { sequencesOf, type TextQuery } from '../../domain/search-words.ts';
import type { MessageId, StoredRow } from '../port.ts';
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

const namesIn = (people: readonly MailAddress[]): string =>
  people.map(({ name, address }) => `${name} ${address}`).join(' ');

/**
 * What the beginning of a word is worth in each message. The index would have to go through every word that begins so,
 * once for each field; the headers of the messages found are read in less time.
 */
const worthOfBeginning = (one: TextQuery, rows: readonly StoredRow[]): ReadonlyMap<MessageId, number> => {
  const sequences = sequencesOf(one);
  const has = (text: string): boolean => matchesIn(text, sequences).length > 0;
  return new Map(
    rows.map((row) => [
      row.id,
      (has(row.subject) ? worth.subject : 0) +
        (has(namesIn(row.from)) ? worth.from : 0) +
        (has(namesIn(row.to)) ? worth.to : 0),
    ]),
  );
};

/**
 * Orders messages by how well they match: words in subject, sender, attachment names and recipients count more than in
 * the text, newer ones more than older ones. Of equals the newer comes first.
 * @returns sorts ids that come newest first
 */
export const createRanking =
  (words: WordsSearch, docOf: (id: MessageId) => number, rows: (ids: readonly MessageId[]) => StoredRow[]) =>
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
      if (one.prefix) {
        const values = worthOfBeginning(one, rows(ids));
        ids.forEach((id, at) => {
          points[at] = (points[at] ?? 0) + (values.get(id) ?? 0);
        });
        continue;
      }
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
