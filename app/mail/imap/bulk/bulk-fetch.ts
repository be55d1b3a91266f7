import type { Trust } from '../../../api/certificate-trust.ts';
import type { MailAccess } from '../../../domain/mail-access.ts';
import type { Result } from '../../../domain/result.ts';
import { type BulkConnection, type BulkTimeouts, openBulkConnection, usualTimeouts } from './bulk-connection.ts';
import type { BulkEvent, BulkOutcome, BulkRequest } from './bulk-event.ts';
import { createEventQueue } from './event-queue.ts';
import { fetchFolder } from './fetch-folder.ts';
import { type RowShape, wholeMessages } from './window-rows.ts';

const batchesAhead = 1;

export const isOutcome = (event: BulkEvent<unknown>): event is BulkOutcome =>
  event.kind !== 'opened' && event.kind !== 'batch' && event.kind !== 'changes';

/** Where connections come from and go to. */
export type BulkConnections = {
  /** @param signal breaks it off */
  readonly take: (signal: AbortSignal) => Promise<Result<BulkConnection, BulkOutcome>>;
  /** Takes it back; its reading of a folder ended so. */
  readonly giveBack: (connection: BulkConnection, outcome: BulkOutcome) => void;
};

/** Whether a connection is still good after this. */
export const leavesUsable = ({ kind }: BulkOutcome): boolean =>
  kind === 'done' || kind === 'folderRefused' || kind === 'uidValidityChanged';

/** Reads one folder over a connection that is taken and given back. Never throws for what a server does. */
export async function* fetchOver<Row>(
  connections: BulkConnections,
  request: BulkRequest,
  shape: RowShape<Row>,
): AsyncGenerator<BulkEvent<Row>, void, undefined> {
  const stop = new AbortController();
  const signal = request.signal === undefined ? stop.signal : AbortSignal.any([request.signal, stop.signal]);
  if (signal.aborted) {
    yield { kind: 'aborted' };
    return;
  }
  const queue = createEventQueue<BulkEvent<Row>>(batchesAhead);
  let told = false;
  const tell = (event: BulkEvent<Row>): Promise<void> => {
    told = true;
    queue.push(event);
    return queue.room();
  };
  const read = async (): Promise<BulkOutcome> => {
    const taken = await connections.take(signal);
    if (!taken.ok) return taken.error;
    const { conversation, hear, isReused } = taken.value;
    const abort = (): void => conversation.end({ kind: 'aborted' });
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    const outcome = await fetchFolder(taken.value, request, shape, tell).catch(
      (): BulkOutcome => ({ kind: 'notUnderstood', detail: 'fault' }),
    );
    signal.removeEventListener('abort', abort);
    hear(undefined);
    if (!leavesUsable(outcome)) conversation.end(outcome);
    connections.giveBack(taken.value, outcome);
    // It may have been lost while it waited.
    return outcome.kind === 'connectionLost' && isReused && !told ? read() : outcome;
  };
  void read().then(queue.push);
  try {
    for (;;) {
      const event = await queue.next();
      yield event;
      if (isOutcome(event)) return;
    }
  } finally {
    queue.close();
    stop.abort();
  }
}

/**
 * Fetches all that list, threads and header search need of many messages, over a connection of its own, newest first.
 * The folder is opened read-only. Never throws for what a server does: the last event is the outcome. Breaking off the
 * iteration closes the connection.
 */
export const bulkFetch = (
  access: MailAccess,
  trust: Trust,
  request: BulkRequest,
  timeouts: BulkTimeouts = usualTimeouts,
): AsyncGenerator<BulkEvent, void, undefined> =>
  fetchOver(
    {
      take: (signal) => openBulkConnection(access, trust, request.compress, timeouts, signal),
      giveBack: ({ conversation }, outcome) => {
        if (leavesUsable(outcome)) conversation.leave();
      },
    },
    request,
    wholeMessages,
  );
