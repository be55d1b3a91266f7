import type { Failure } from '../../domain/failure.ts';
import type { BulkEvent, BulkRequest } from '../imap/bulk/bulk-event.ts';
import type { BulkFetch, BulkOrder, BulkPiece } from './ports.ts';

const offline: Failure = { code: 'mailUnavailable', cause: 'offline' };

/**
 * Fetches with the fast reader, which has a connection of its own, and leaves to the patient way whatever that does not
 * understand or cannot reach. A server that does not let the second connection in is not asked for one again.
 */
export const fetchFast = (fast: (request: BulkRequest) => AsyncIterable<BulkEvent>, patient: BulkFetch): BulkFetch => {
  let letIn = true;
  return async function* fetchPieces(order: BulkOrder): AsyncGenerator<BulkPiece> {
    if (!letIn) {
      yield* patient(order);
      return;
    }
    const { range, ...rest } = order;
    let downTo = range.to + 1;
    for await (const event of fast({ ...rest, ranges: [range], firstBatch: order.batch })) {
      switch (event.kind) {
        case 'batch':
          downTo = event.downTo;
          yield { kind: 'messages', messages: event.messages, downTo };
          break;
        case 'uidValidityChanged':
          yield { kind: 'uidValidityChanged' };
          return;
        case 'folderRefused':
          yield { kind: 'failed', failure: { code: 'serverError', detail: 'IMAP' } };
          return;
        case 'refused':
        case 'notUnderstood':
          letIn = event.kind !== 'refused' || event.temporary;
          if (downTo > range.from) yield* patient({ ...order, range: { from: range.from, to: downTo - 1 } });
          return;
        case 'connectionLost':
          if (downTo > range.to) yield* patient(order);
          else yield { kind: 'failed', failure: offline };
          return;
        // Changes meanwhile are found by the comparison that follows a first synchronisation.
        case 'opened':
        case 'changes':
        case 'done':
        case 'aborted':
          break;
      }
    }
  };
};
