import type { Trust } from '../../../api/certificate-trust.ts';
import type { MailAccess } from '../../../domain/mail-access.ts';
import { joinPacked, type PackedMessage, packMessage, reflagPacked } from '../../../store/sqlite/pack-messages.ts';
import type { BulkRequest, PackedEvent } from './bulk-event.ts';
import { fetchOver } from './bulk-fetch.ts';
import { keepConnection, usualKeeping } from './kept-connection.ts';
import type { RowShape } from './window-rows.ts';

/** What the reading thread is started with. */
export type BulkThreadData = { readonly access: MailAccess; readonly trust: Trust };

/** What the reading thread is told; `id` names the reading of one folder. */
export type ToBulkThread =
  | { readonly order: 'fetch'; readonly id: number; readonly request: Omit<BulkRequest, 'signal'> }
  /** A batch was written: another may be sent. */
  | { readonly order: 'taken'; readonly id: number }
  | { readonly order: 'abort'; readonly id: number };

export type FromBulkThread = { readonly id: number; readonly event: PackedEvent };

export type BulkThreadPort = {
  readonly postMessage: (message: FromBulkThread, transfer: ArrayBuffer[]) => void;
  readonly on: (name: 'message', heard: (message: ToBulkThread) => void) => void;
};

/** Batches of one folder that were sent and not taken yet: enough that the writer never waits. */
const batchesOnTheirWay = 2;

const packed: RowShape<PackedMessage> = { make: packMessage, reflag: reflagPacked };

type Reading = { readonly controller: AbortController; onTheirWay: number; roomy: (() => void) | undefined };

/** Serves the thread that reads: socket, TLS, parsing and packing are done here, so that writing goes on beside it. */
export const serveBulkThread = (port: BulkThreadPort, { access, trust }: BulkThreadData): void => {
  const connections = keepConnection(access, trust, usualKeeping);
  const readings = new Map<number, Reading>();

  const fetch = async (id: number, request: Omit<BulkRequest, 'signal'>): Promise<void> => {
    const reading: Reading = { controller: new AbortController(), onTheirWay: 0, roomy: undefined };
    readings.set(id, reading);
    const { signal } = reading.controller;
    for await (const event of fetchOver(connections, { ...request, signal }, packed)) {
      if (event.kind !== 'batch') {
        port.postMessage({ id, event }, []);
        continue;
      }
      const messages = joinPacked(event.messages);
      if (reading.onTheirWay >= batchesOnTheirWay) {
        await new Promise<void>((resolve) => {
          reading.roomy = resolve;
        });
      }
      reading.onTheirWay += 1;
      const columns = [
        messages.uids,
        messages.receivedAt,
        messages.sizes,
        messages.flags,
        messages.hasAttachment,
        messages.idHashes,
        messages.idEnds,
        messages.baseHashes,
        messages.isReply,
        messages.writerCounts,
        messages.writerTimes,
      ];
      port.postMessage(
        { id, event: { kind: 'packed', messages, downTo: event.downTo } },
        columns.map(({ buffer }) => buffer as ArrayBuffer),
      );
    }
    readings.delete(id);
  };

  port.on('message', (message) => {
    if (message.order === 'fetch') {
      void fetch(message.id, message.request);
      return;
    }
    const reading = readings.get(message.id);
    if (reading === undefined) return;
    if (message.order === 'abort') reading.controller.abort();
    else reading.onTheirWay -= 1;
    reading.roomy?.();
    reading.roomy = undefined;
  });
};
