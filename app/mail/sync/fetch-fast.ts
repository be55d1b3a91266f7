import type { Failure } from '../../domain/failure.ts';
import type { BulkEvent, BulkRequest, PackedEvent } from '../imap/bulk/bulk-event.ts';
import type { BulkFetch, BulkOrder, BulkPiece } from './ports.ts';

/** Messages of the first piece: there is something to write while more is read. */
const firstPiece = 500;

const offline: Failure = { code: 'mailUnavailable', cause: 'offline' };

/** The account's connections, of which the fast reader's is one more. */
export type SharedRoom = {
  /** Undefined: there is no room for another; otherwise to be called when it has ended. */
  readonly lend: () => (() => void) | undefined;
  /** The credential was refused: nothing of the account tries again. */
  readonly refused: (reason: string) => void;
};

/**
 * Fetches with the fast reader, which has a connection of its own, and leaves to the patient way whatever that does not
 * understand or cannot reach. A server that does not let the second connection in is not asked for one again.
 */
export const fetchFast = (
  fast: (request: BulkRequest) => AsyncIterable<BulkEvent | PackedEvent>,
  patient: BulkFetch,
  room?: SharedRoom,
): BulkFetch => {
  let letIn = true;
  async function* fetchAlone(order: BulkOrder): AsyncGenerator<BulkPiece> {
    const { range, ...rest } = order;
    let downTo = range.to + 1;
    let known = order.uidValidity;
    for await (const event of fast({ ...rest, ranges: [range], firstBatch: Math.min(order.batch, firstPiece) })) {
      switch (event.kind) {
        case 'opened':
          if (order.uidValidity !== undefined) break;
          // Without UIDNEXT it cannot be said what came meanwhile.
          if (event.mailbox.uidNext === 0) {
            yield { kind: 'uidValidityChanged' };
            return;
          }
          known = event.mailbox.uidValidity;
          yield { kind: 'opened', state: event.mailbox };
          break;
        case 'batch':
          downTo = event.downTo;
          yield { kind: 'messages', messages: event.messages, downTo };
          break;
        case 'packed':
          downTo = event.downTo;
          yield { kind: 'packed', messages: event.messages, downTo };
          break;
        case 'uidValidityChanged':
          yield { kind: 'uidValidityChanged' };
          return;
        case 'folderRefused':
          yield { kind: 'failed', failure: { code: 'serverError', detail: 'IMAP' } };
          return;
        case 'refused':
        case 'notUnderstood':
          if (event.kind === 'refused' && !event.temporary && room !== undefined) {
            room.refused(event.reason);
            yield { kind: 'failed', failure: { code: 'mailRefused', reason: event.reason } };
            return;
          }
          letIn = event.kind !== 'refused' || event.temporary;
          if (downTo > range.from)
            yield* patient({ ...order, uidValidity: known, range: { from: range.from, to: downTo - 1 } });
          return;
        case 'connectionLost':
          if (downTo > range.to) yield* patient(order);
          else yield { kind: 'failed', failure: offline };
          return;
        // Changes meanwhile are found by the comparison that follows a first synchronisation.
        case 'changes':
        case 'done':
        case 'aborted':
          break;
      }
    }
  }
  let users = 0;
  let giveBack: (() => void) | undefined;
  return async function* fetchPieces(order: BulkOrder): AsyncGenerator<BulkPiece> {
    // One connection reads folder after folder, however many are asked for.
    if (letIn && users === 0) giveBack = room === undefined ? () => undefined : room.lend();
    if (!letIn || giveBack === undefined) {
      yield* patient(order);
      return;
    }
    users += 1;
    try {
      yield* fetchAlone(order);
    } finally {
      users -= 1;
      if (users === 0) {
        giveBack?.();
        giveBack = undefined;
      }
    }
  };
};
