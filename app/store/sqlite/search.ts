import type { MessageId, StoredRow, StoreReader } from '../port.ts';
import type { Database } from './database.ts';

/** Searches and snippets. */
export const createSearch = (
  _db: Database,
  _rows: (ids: readonly MessageId[]) => StoredRow[],
): Pick<StoreReader, 'search' | 'snippet'> => ({
  search: () => ({ rows: [], more: false, indexed: 0, total: 0 }),
  snippet: () => '',
});
