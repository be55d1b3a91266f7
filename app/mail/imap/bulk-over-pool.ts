import type { Trust } from '../../api/certificate-trust.ts';
import type { MailAccess } from '../../domain/mail-access.ts';
import { fetchFast } from '../sync/fetch-fast.ts';
import { fetchPiecewise } from '../sync/fetch-piecewise.ts';
import type { BulkFetch, RemoteAccount } from '../sync/ports.ts';
import { fetchOver } from './bulk/bulk-fetch.ts';
import type { BulkThread } from './bulk/bulk-in-thread.ts';
import { keepConnection, usualKeeping } from './bulk/kept-connection.ts';
import { wholeMessages } from './bulk/window-rows.ts';
import type { ConnectionsPool } from './connections-pool.ts';

/**
 * The fast reader as one more of the account's connections, and the account's own connection where it cannot be.
 * @param thread where it reads; undefined: here
 */
export const bulkOverPool = (
  pool: Pick<ConnectionsPool, 'lend' | 'refused'>,
  access: MailAccess,
  trust: Trust,
  remote: Pick<RemoteAccount, 'inFolder'>,
  thread?: BulkThread,
): BulkFetch => {
  const connection = keepConnection(access, trust, usualKeeping);
  return fetchFast(
    thread?.fetch ?? ((request) => fetchOver(connection, request, wholeMessages)),
    fetchPiecewise(remote),
    pool,
  );
};
