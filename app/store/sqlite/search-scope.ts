import type { SearchQuery } from '../../domain/search-query.ts';
import type { SearchAnswer, StoredFolder } from '../port.ts';
import type { Database } from './database.ts';
import { firstIdOf, secondOf } from './ids.ts';
import { foldersNamed } from './search-conditions.ts';

type Counts = Pick<SearchAnswer, 'total' | 'indexed' | 'unlisted'>;

/** Messages the server has and this computer does not list yet. */
const unlistedIn = ({ sync, total }: StoredFolder): number =>
  sync === undefined || sync.seededDownTo <= 1 ? 0 : Math.max(0, sync.exists - total);

/**
 * How many messages a search looks at, by the folders and dates it names, how many have all their text indexed, and how
 * many are not listed here yet.
 */
export const createSearchScope =
  (db: Database) =>
  (parts: readonly SearchQuery[], folders: readonly StoredFolder[]): Counts => {
    let scope = folders.map((folder) => folder.id);
    let from = Number.NEGATIVE_INFINITY;
    let below = Number.POSITIVE_INFINITY;
    for (const part of parts) {
      if (part.kind === 'in') {
        const named = new Set(foldersNamed(folders, part));
        scope = scope.filter((id) => named.has(id));
      } else if (part.kind === 'after') from = Math.max(from, part.time);
      else if (part.kind === 'before') below = Math.min(below, part.time);
    }
    const searched = new Set(scope);
    const unlisted = folders.reduce((sum, folder) => sum + (searched.has(folder.id) ? unlistedIn(folder) : 0), 0);
    const ids = JSON.stringify(scope);
    const counts =
      from === Number.NEGATIVE_INFINITY && below === Number.POSITIVE_INFINITY
        ? db
            .prepare(
              `SELECT total(total) AS total, total(indexed) AS indexed FROM folder
               WHERE id IN (SELECT value FROM json_each(?))`,
            )
            .get<Omit<Counts, 'unlisted'>>([ids])
        : db
            .prepare(
              `SELECT count(*) AS total, total(body_state = 1) AS indexed FROM message INDEXED BY message_shown
               WHERE shown_folder IN (SELECT value FROM json_each(?)) AND id >= ? AND id < ?`,
            )
            .get<Omit<Counts, 'unlisted'>>([ids, firstIdOf(secondOf(from)), firstIdOf(secondOf(below))]);
    return { total: counts?.total ?? 0, indexed: counts?.indexed ?? 0, unlisted };
  };
