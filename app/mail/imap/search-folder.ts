import type { ImapFlow, SearchObject } from 'imapflow';
import type { ServerCriteria } from '../../domain/server-search.ts';

/** UIDs the server finds in a folder, ascending, with the UIDVALIDITY they belong to. Throws what the server refuses. */
export const searchFolder = async (
  client: ImapFlow,
  path: string,
  criteria: ServerCriteria,
): Promise<{ readonly uidValidity: string; readonly uids: readonly number[] }> => {
  const { uidValidity } = await client.mailboxOpen(path, { readOnly: true });
  const found = await client.search(criteria as SearchObject, { uid: true });
  return { uidValidity: String(uidValidity), uids: found || [] };
};
