import type { SearchQuery } from '../../domain/search-query.ts';
import type { TextQuery } from '../../domain/search-words.ts';
import type { FolderId, StoredFolder } from '../port.ts';
import { answered, draft, flagged, seen } from './flags.ts';

/** What of a message every condition but its words is decided by. */
export type Candidate = {
  id: number;
  shown_folder: number;
  flags: number;
  has_attachment: number;
  size: number;
  received_at: number;
};

export type Condition = { readonly sql: string; readonly params: readonly (string | number)[] };

const fold = (path: string): string => path.normalize('NFC').toLowerCase();

type InQuery = Extract<SearchQuery, { kind: 'in' }>;

/** The folders a name stands for: by the whole path or its last part, without case. */
export const foldersNamed = (folders: readonly StoredFolder[], { folder, exact }: InQuery): FolderId[] => {
  const wanted = fold(folder);
  return folders
    .filter(({ path, delimiter }) => {
      if (exact === true) return path === folder;
      const folded = fold(path);
      return folded === wanted || (delimiter !== '' && folded.endsWith(fold(delimiter) + wanted));
    })
    .map((folder) => folder.id);
};

const flagConditions: Readonly<Record<Extract<SearchQuery, { kind: 'is' }>['what'], readonly [number, boolean]>> = {
  unread: [seen, false],
  read: [seen, true],
  flagged: [flagged, true],
  answered: [answered, true],
  draft: [draft, true],
};

/** Messages that are sorted in no time; of more, those of each folder in turn would have to be read before the newest. */
const quicklySorted = 2_000;

const folderCondition = (ids: readonly FolderId[], folders: readonly StoredFolder[]): Condition => {
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return { sql: 'shown_folder = ?', params: [only] };
  const total = folders.reduce((sum, folder) => sum + (ids.includes(folder.id) ? folder.total : 0), 0);
  // The plus keeps the database from going folder by folder.
  const column = total > quicklySorted ? '+shown_folder' : 'shown_folder';
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(ids)] };
};

/** The condition in SQL on a message; undefined where it needs the index or is made of others. */
export const conditionOf = (query: SearchQuery, folders: readonly StoredFolder[]): Condition | undefined => {
  switch (query.kind) {
    case 'hasAttachment':
      return { sql: 'has_attachment != 0', params: [] };
    case 'in':
      return folderCondition(foldersNamed(folders, query), folders);
    case 'is': {
      const [bit, set] = flagConditions[query.what];
      return { sql: `(flags & ${bit}) ${set ? '!=' : '='} 0`, params: [] };
    }
    case 'before':
      return { sql: 'received_at < ?', params: [query.time] };
    case 'after':
      return { sql: 'received_at >= ?', params: [query.time] };
    case 'larger':
      return { sql: 'size > ?', params: [query.bytes] };
    case 'smaller':
      return { sql: 'size < ?', params: [query.bytes] };
    default:
      return undefined;
  }
};

/** Decides a whole tree for one message. @param hasText whether a message satisfies a text query of the tree */
export const createDecision = (
  query: SearchQuery,
  folders: readonly StoredFolder[],
): ((candidate: Candidate, hasText: (query: TextQuery) => boolean) => boolean) => {
  const named = new Map<string, ReadonlySet<FolderId>>();
  const isNamed = (query: InQuery, folder: FolderId): boolean => {
    const name = `${query.exact === true ? '=' : '~'}${query.folder}`;
    let ids = named.get(name);
    if (ids === undefined) {
      ids = new Set(foldersNamed(folders, query));
      named.set(name, ids);
    }
    return ids.has(folder);
  };

  const decide = (part: SearchQuery, candidate: Candidate, hasText: (query: TextQuery) => boolean): boolean => {
    switch (part.kind) {
      case 'all':
        return part.of.every((one) => decide(one, candidate, hasText));
      case 'any':
        return part.of.some((one) => decide(one, candidate, hasText));
      case 'not':
        return !decide(part.of, candidate, hasText);
      case 'text':
        return hasText(part);
      case 'hasAttachment':
        return candidate.has_attachment !== 0;
      case 'in':
        return isNamed(part, candidate.shown_folder);
      case 'is': {
        const [bit, set] = flagConditions[part.what];
        return ((candidate.flags & bit) !== 0) === set;
      }
      case 'before':
        return candidate.received_at < part.time;
      case 'after':
        return candidate.received_at >= part.time;
      case 'larger':
        return candidate.size > part.bytes;
      case 'smaller':
        return candidate.size < part.bytes;
    }
  };
  return (candidate, hasText) => decide(query, candidate, hasText);
};

/** Every text query of a tree. */
export const textQueries = (query: SearchQuery): TextQuery[] => {
  if (query.kind === 'text') return [query];
  if (query.kind === 'not') return textQueries(query.of);
  return query.kind === 'all' || query.kind === 'any' ? query.of.flatMap(textQueries) : [];
};
