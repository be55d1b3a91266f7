import type { SearchQuery } from './search-query.ts';

type TextQuery = Extract<SearchQuery, { kind: 'text' }>;

const isWords = (query: SearchQuery | undefined): query is TextQuery => query?.kind === 'text' && !query.phrase;

/** All of them, in normal form: nested conjunctions dissolved, neighbouring words of one field in one node. */
export const allOf = (queries: readonly SearchQuery[]): SearchQuery => {
  const of: SearchQuery[] = [];
  for (const query of queries.flatMap((one) => (one.kind === 'all' ? one.of : [one]))) {
    const last = of.at(-1);
    if (isWords(query) && isWords(last) && last.field === query.field && !last.prefix) {
      of[of.length - 1] = { ...query, words: [...last.words, ...query.words] };
    } else of.push(query);
  }
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { kind: 'all', of };
};

/** One of them at least, in normal form; of nothing: everything. */
export const anyOf = (queries: readonly SearchQuery[]): SearchQuery => {
  const of = queries.flatMap((one) => (one.kind === 'any' ? one.of : [one]));
  const [only] = of;
  if (only === undefined) return { kind: 'all', of: [] };
  return of.length === 1 ? only : { kind: 'any', of };
};

export const notOf = (query: SearchQuery): SearchQuery =>
  query.kind === 'not' ? query.of : { kind: 'not', of: query };

/** Whether it restricts nothing, as an empty search does. */
export const isEverything = (query: SearchQuery): boolean => query.kind === 'all' && query.of.length === 0;
