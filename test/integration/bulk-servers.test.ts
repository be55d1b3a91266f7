import fc from 'fast-check';
import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BulkEvent, BulkRequest } from '../../app/mail/imap/bulk/bulk-event.ts';
import { bulkFetch } from '../../app/mail/imap/bulk/bulk-fetch.ts';
import type { FetchedMessage } from '../../app/store/port.ts';
import { fetchWithImapflow } from './bulk/fetch-with-imapflow.ts';
import { oddMessage } from './bulk/odd-messages.ts';
import type { MailServer } from './support/mail-server.ts';
import { eachMailServer } from './support/mail-server-suite.ts';

const count = 120;

eachMailServer((_, start, traits) => {
  let server: MailServer;
  let client: ImapFlow;
  const folder = `${traits.prefix}Entwürfe & 予定`;

  beforeAll(async () => {
    server = await start();
    client = await server.client();
    await client.mailboxCreate(folder);
    for (const { source, flags, date } of fc.sample(oddMessage, { numRuns: count, seed: 7 })) {
      await client.append(folder, source, [...flags], date);
    }
  });
  afterAll(() => server.stop());

  const request: BulkRequest = {
    folder,
    uidValidity: undefined,
    ranges: [{ from: 1, to: 0xffff_ffff }],
    batch: 30,
    firstBatch: 10,
    withModSeq: true,
  };
  const bulk = (changes: Partial<BulkRequest> = {}): AsyncGenerator<BulkEvent> =>
    bulkFetch(server.access(), { authorities: [server.ca], pins: [] }, { ...request, ...changes });

  const patiently = async (): Promise<FetchedMessage[]> => {
    const lock = await client.getMailboxLock(folder, { readOnly: true });
    const rows: FetchedMessage[] = [];
    for await (const { messages } of fetchWithImapflow(client, request)) rows.push(...messages);
    lock.release();
    return rows;
  };

  it.each([false, true])('tells the same as the library (compressed: %s)', async (compress) => {
    const events: BulkEvent[] = [];
    for await (const event of bulk({ compress })) events.push(event);
    const rows = events.flatMap((event) => (event.kind === 'batch' ? event.messages : []));
    expect(rows).toEqual(await patiently());
    expect(rows).toHaveLength(count);
    expect(rows.every(({ modSeq }) => (modSeq !== undefined) === traits.condstore)).toBe(true);
    expect(events.map(({ kind }) => kind)).toEqual(['opened', ...Array(5).fill('batch'), 'done']);
    expect(events[0]).toMatchObject({ mailbox: { exists: count, uidNext: count + 1 } });
  });

  it('tells what another program does meanwhile, in the rows or as changes', async () => {
    const rows = new Map<number, readonly string[]>();
    const gone = new Set<number>();
    let batches = 0;
    let expunged = 0;
    let outcome = '';
    for await (const event of bulk({ batch: 5 })) {
      if (event.kind === 'changes') {
        for (const { uid, flags } of event.flags) if (rows.has(uid)) rows.set(uid, flags);
        for (const { from, to } of event.vanished) for (let uid = from; uid <= to; uid += 1) gone.add(uid);
        expunged += event.expunged;
      } else if (event.kind === 'batch') {
        for (const { uid, flags } of event.messages) rows.set(uid, flags);
        batches += 1;
        if (batches !== 3) continue;
        const lock = await client.getMailboxLock(folder);
        await client.messageFlagsSet('20', ['$Label7'], { uid: true });
        await client.messageDelete('10,100', { uid: true });
        lock.release();
      } else if (event.kind !== 'opened') outcome = event.kind;
    }
    expect(outcome).toBe('done');
    expect(rows.get(20)).toEqual(['$Label7']);
    expect(gone.size + expunged > 0 || !rows.has(10)).toBe(true);
    for (const uid of gone) rows.delete(uid);
    const left = (await patiently()).map(({ uid }) => uid);
    expect([...rows.keys()].filter((uid) => uid !== 10 && uid !== 100)).toEqual(left);
  });
});
