import type { Trust } from '../../api/certificate-trust.ts';
import type { MailAccess } from '../../domain/mail-access.ts';
import { fetchPiecewise } from '../sync/fetch-piecewise.ts';
import type { BulkFetch, BulkOrder, BulkPiece, RemoteAccount } from '../sync/ports.ts';
import type { BulkOutcome } from './bulk/bulk-event.ts';
import { bulkFetch } from './bulk/bulk-fetch.ts';
import type { ConnectionsPool } from './connections-pool.ts';

type Ending = BulkPiece | 'done' | 'piecewise';

/**
 * Fetches many messages over a connection of its own, made for that alone, where the server bears one more; what that
 * way does not understand, or the server does not bear, is fetched piece by piece over the account's connection.
 */
export const bulkOverPool = (
  pool: Pick<ConnectionsPool, 'lend' | 'refused'>,
  access: MailAccess,
  trust: Trust,
  remote: Pick<RemoteAccount, 'inFolder'>,
): BulkFetch => {
  const piecewise = fetchPiecewise(remote);

  const endingOf = (outcome: BulkOutcome): Ending => {
    switch (outcome.kind) {
      case 'done':
      case 'aborted':
        return 'done';
      case 'uidValidityChanged':
        return { kind: 'uidValidityChanged' };
      case 'connectionLost':
        return { kind: 'failed', failure: { code: 'mailUnavailable', cause: 'offline' } };
      case 'refused':
        if (outcome.temporary) return 'piecewise';
        // As for every connection of the account, the first refusal is the last attempt.
        pool.refused(outcome.reason);
        return { kind: 'failed', failure: { code: 'mailRefused', reason: outcome.reason } };
      case 'folderRefused':
      case 'notUnderstood':
        return 'piecewise';
    }
  };

  return async function* fetchBulk(order: BulkOrder): AsyncGenerator<BulkPiece> {
    const giveBack = pool.lend();
    if (giveBack === undefined) {
      yield* piecewise(order);
      return;
    }
    let { to } = order.range;
    let ending: Ending = 'done';
    try {
      const { folder, uidValidity, range, batch, withModSeq, signal } = order;
      for await (const event of bulkFetch(access, trust, {
        folder,
        uidValidity,
        ranges: [range],
        batch,
        firstBatch: batch,
        withModSeq,
        signal,
      })) {
        if (event.kind === 'batch') {
          to = event.downTo - 1;
          yield { kind: 'messages', messages: event.messages, downTo: event.downTo };
          // What changes meanwhile is caught up with at the end, since the mod-seq of the beginning.
        } else if (event.kind !== 'opened' && event.kind !== 'changes') ending = endingOf(event);
      }
    } finally {
      giveBack();
    }
    if (ending === 'piecewise') yield* piecewise({ ...order, range: { from: order.range.from, to } });
    else if (ending !== 'done') yield ending;
  };
};
