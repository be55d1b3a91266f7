import type { SearchQuery } from '../../domain/search-query.ts';
import type { TextQuery } from '../../domain/search-words.ts';
import type { MessageId, StoredFolder, StoredRow, StoreReader } from '../port.ts';
import type { Database } from './database.ts';
import { createDocs } from './docs.ts';
import { createFoldersTable } from './folders-table.ts';
import { firstIdOf, secondOf, secondOfId } from './ids.ts';
import { type Candidate, type Condition, conditionOf, createDecision, textQueries } from './search-conditions.ts';
import { expressionOf, pruned, textExpression } from './search-plan.ts';
import { createRanking, mostRanked } from './search-ranking.ts';
import { createSearchScope } from './search-scope.ts';
import { createWordsSearch } from './words-search.ts';

const everything: SearchQuery = { kind: 'all', of: [] };
const smallestPiece = 64;
const largestPiece = 8_192;
const beyondEveryId = 2 ** 53 - 1;
const beyondEveryDoc = 2 ** 40;
const docsPerSecond = 8;

/** The parts that all have to hold. */
const conjuncts = (query: SearchQuery): readonly SearchQuery[] =>
  query.kind === 'all' ? query.of.flatMap(conjuncts) : [query];

/** A piece of the mailbox that may contain what is sought, newest first, and where the next piece ends. */
type Piece = { readonly candidates: readonly Candidate[]; readonly next: number | undefined };

const select = 'SELECT id, shown_folder, flags, has_attachment, size, received_at FROM message';

export const createSearch = (
  db: Database,
  rows: (ids: readonly MessageId[]) => StoredRow[],
): Pick<StoreReader, 'search' | 'searchRanked'> => {
  const docs = createDocs(db);
  const words = createWordsSearch(db);
  const scope = createSearchScope(db);
  const folders = createFoldersTable(db);
  const ranking = createRanking(words, docs.docOf, rows);

  const where = (conditions: readonly Condition[]): string =>
    ['shown_folder IS NOT NULL', ...conditions.map((condition) => condition.sql)].join(' AND ');
  const paramsOf = (conditions: readonly Condition[]) => conditions.flatMap((condition) => condition.params);

  const byWords =
    (expression: string, from: number, conditions: readonly Condition[]) =>
    (below: number, size: number): Piece => {
      const found = words.newest(expression, from, below, size);
      const ids = found.flatMap((doc) => docs.idOf(doc) ?? []);
      const candidates = db
        .prepare(`${select} WHERE id IN (SELECT value FROM json_each(?)) AND ${where(conditions)}`)
        .all<Candidate>([JSON.stringify(ids), ...paramsOf(conditions)]);
      const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
      return {
        candidates: ids.flatMap((id) => byId.get(id) ?? []),
        next: found.length < size ? undefined : found.at(-1),
      };
    };

  const byDate =
    (from: MessageId, conditions: readonly Condition[]) =>
    (below: number, size: number): Piece => {
      const candidates = db
        .prepare(`${select} WHERE id >= ? AND id < ? AND ${where(conditions)} ORDER BY id DESC LIMIT ?`)
        .all<Candidate>([from, below, ...paramsOf(conditions), size]);
      return { candidates, next: candidates.length < size ? undefined : candidates.at(-1)?.id };
    };

  /** Which of the candidates satisfy each text query of the tree. */
  const textsAmong = (queries: readonly TextQuery[], candidates: readonly Candidate[]) => {
    const numbers = new Map(candidates.map((candidate) => [candidate.id, docs.docOf(candidate.id)]));
    const list = [...numbers.values()];
    const lowest = list.reduce((one, other) => Math.min(one, other), beyondEveryDoc);
    const highest = list.reduce((one, other) => Math.max(one, other), 0);
    const sets = new Map(
      queries.map((query) => [query, words.within(textExpression(query), lowest, highest + 1)] as const),
    );
    return (candidate: Candidate) =>
      (query: TextQuery): boolean =>
        sets.get(query)?.has(numbers.get(candidate.id) ?? -1) ?? false;
  };

  const collect = (
    piece: (below: number, size: number) => Piece,
    start: number,
    wanted: number,
    keep: (candidates: readonly Candidate[]) => readonly Candidate[],
  ): MessageId[] => {
    const found: MessageId[] = [];
    let size = Math.max(smallestPiece, wanted);
    for (let below: number | undefined = start; below !== undefined; ) {
      const { candidates, next } = piece(below, size);
      for (const candidate of keep(candidates)) {
        found.push(candidate.id);
        if (found.length === wanted) return found;
      }
      below = next;
      size = Math.min(size * 4, largestPiece);
    }
    return found;
  };

  /** A message that is gone meanwhile may have left no number: then its second decides. */
  const startBelow = (before: MessageId | undefined): number => {
    if (before === undefined) return beyondEveryDoc;
    const doc = docs.docOf(before);
    return doc < 0 ? (secondOfId(before) + 1) * docsPerSecond : doc;
  };

  const find = (
    query: SearchQuery,
    all: readonly StoredFolder[],
    wanted: number,
    before: MessageId | undefined,
  ): MessageId[] => {
    const parts = conjuncts(query);
    const conditions = parts.flatMap((part) => conditionOf(part, all) ?? []);
    const since = Math.max(0, ...parts.map((part) => (part.kind === 'after' ? secondOf(part.time) : 0)));
    const expression = expressionOf({ kind: 'all', of: parts });
    const isDecided = (part: SearchQuery): boolean =>
      conditionOf(part, all) !== undefined ||
      (expression !== undefined && expressionOf(part.kind === 'not' ? part.of : part, 1)?.exact === true);
    const undecided = { kind: 'all', of: parts.filter((part) => !isDecided(part)) } as const;
    const decision = createDecision(undecided, all);
    const queries = textQueries(undecided);
    const keep = (candidates: readonly Candidate[]): readonly Candidate[] => {
      if (undecided.of.length === 0 || candidates.length === 0) return candidates;
      const hasText = textsAmong(queries, candidates);
      return candidates.filter((candidate) => decision(candidate, hasText(candidate)));
    };
    if (expression === undefined) {
      return collect(byDate(firstIdOf(since), conditions), before ?? beyondEveryId, wanted, keep);
    }
    return collect(byWords(expression.text, since * docsPerSecond, conditions), startBelow(before), wanted, keep);
  };

  return {
    search: (query, limit, before) =>
      // One moment of the mailbox, whatever the writer does meanwhile.
      db.transaction(() => {
        const asked = pruned(query) ?? everything;
        const all = folders.all();
        const ids = find(asked, all, limit + 1, before);
        return { rows: rows(ids.slice(0, limit)), more: ids.length > limit, ...scope(conjuncts(asked), all) };
      })(),
    searchRanked: (query, limit, skip) =>
      db.transaction(() => {
        const asked = pruned(query) ?? everything;
        const all = folders.all();
        const found = find(asked, all, mostRanked + 1, undefined);
        const ids = ranking(asked, found.slice(0, mostRanked));
        return {
          rows: rows(ids.slice(skip, skip + limit)),
          more: ids.length > skip + limit,
          compared: ids.length,
          bounded: found.length > mostRanked,
          ...scope(conjuncts(asked), all),
        };
      })(),
  };
};
