import { afterEach, expect } from 'vitest';
import type { BulkEvent, BulkRequest } from '../../../app/mail/imap/bulk/bulk-event.ts';
import { bulkFetch } from '../../../app/mail/imap/bulk/bulk-fetch.ts';
import type { FetchedMessage } from '../../../app/store/port.ts';
import { type HostileImap, type HostileOptions, startHostileImap } from '../support/hostile-imap.ts';

let server: HostileImap | undefined;
/** The one that was started last; it ends with its test. */
export const current = (): HostileImap | undefined => server;
export const stop = async (): Promise<void> => {
  await server?.stop();
  server = undefined;
};
afterEach(stop);

export const messages = 30;
export const request: BulkRequest = {
  folder: 'INBOX',
  uidValidity: '1000',
  ranges: [{ from: 1, to: 1000 }],
  batch: 10,
  firstBatch: 5,
  withModSeq: true,
};

export const start = async (options: HostileOptions): Promise<HostileImap> => {
  server = await startHostileImap({ messages, ...options });
  return server;
};

export const collect = async (from: HostileImap, changes: Partial<BulkRequest> = {}): Promise<BulkEvent[]> => {
  const events: BulkEvent[] = [];
  const trust = { authorities: [from.ca], pins: [] };
  for await (const event of bulkFetch(
    from.access(),
    trust,
    { ...request, ...changes },
    { connect: 2000, progress: 700 },
  )) {
    events.push(event);
  }
  return events;
};

export const rowsOf = (events: readonly BulkEvent[]): FetchedMessage[] =>
  events.flatMap((event) => (event.kind === 'batch' ? event.messages : []));

/** Whatever else happens, a row that is told is right, newest first, and each once. */
export const expectTrueRows = (events: readonly BulkEvent[]): void => {
  const rows = rowsOf(events);
  for (const [at, { uid, headers, size }] of rows.entries()) {
    expect(uid).toBe(messages - at);
    expect(headers).toMatchObject({ subject: `Message ${uid}`, messageId: `${uid}@hostile.example` });
    expect(size).toBeGreaterThan(200);
  }
};
