import fc from 'fast-check';
import type { FetchMessageObject, ImapFlow, MessageAddressObject } from 'imapflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MailAddress } from '../../app/domain/mail.ts';
import type { BulkEvent, BulkRequest } from '../../app/mail/imap/bulk/bulk-event.ts';
import { bulkFetch } from '../../app/mail/imap/bulk/bulk-fetch.ts';
import type { FetchedMessage } from '../../app/store/port.ts';
import { fetchWithImapflow } from './bulk/fetch-with-imapflow.ts';
import { oddMessage } from './bulk/odd-messages.ts';
import { type PlainDovecot, startPlainDovecot } from './support/plain-dovecot.ts';

const count = 400;
let server: PlainDovecot;
let client: ImapFlow;

beforeAll(async () => {
  server = await startPlainDovecot();
  client = await server.client();
  for (const { source, flags, date } of fc.sample(oddMessage, { numRuns: count, seed: 20261121 })) {
    await client.append('INBOX', source, [...flags], date);
  }
});
afterAll(() => server.stop());

const everything: BulkRequest = {
  folder: 'INBOX',
  uidValidity: undefined,
  ranges: [{ from: 1, to: 0xffff_ffff }],
  withModSeq: true,
};

const collect = async (request: BulkRequest, security: 'tls' | 'startTls' = 'tls'): Promise<BulkEvent[]> => {
  const events: BulkEvent[] = [];
  const trust = { authorities: [server.ca], pins: [] };
  for await (const event of bulkFetch(server.access(undefined, security), trust, request)) events.push(event);
  return events;
};

const messagesOf = (events: readonly BulkEvent[]): FetchedMessage[] =>
  events.flatMap((event) => (event.kind === 'batch' ? event.messages : []));

const line = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Members of groups stand for themselves, so the groups' names, which ENVELOPE puts between them, are left out. */
const named = (list: readonly MessageAddressObject[] | undefined): MailAddress[] =>
  (list ?? [])
    .filter(({ address }) => address !== '' && address !== undefined)
    .map(({ name = '', address = '' }) => ({ name: line(name), address }));

const withoutBrackets = (id: string | undefined): string => (id ?? '').replace(/^<|>$/gu, '');

const envelopesOf = async (): Promise<FetchMessageObject[]> => {
  const lock = await client.getMailboxLock('INBOX', { readOnly: true });
  try {
    const query = { uid: true, flags: true, envelope: true, internalDate: true, size: true, headers: ['reply-to'] };
    return (await client.fetchAll('1:*', query)).reverse();
  } finally {
    lock.release();
  }
};

it('tells of odd messages what the library tells, field by field', async () => {
  const bulk = messagesOf(await collect(everything));
  const told = await envelopesOf();
  expect(bulk.map(({ uid }) => uid)).toEqual(told.map(({ uid }) => uid));
  for (const [at, message] of told.entries()) {
    const { envelope, flags, internalDate, size, modseq } = message;
    const row = bulk[at] as FetchedMessage;
    const { headers } = row;
    const context = `UID ${row.uid}`;
    expect(row.flags, context).toEqual([...(flags ?? [])].filter((flag) => flag !== '\\Recent'));
    expect(row.receivedAt, context).toBe(new Date(internalDate ?? 0).getTime());
    expect(row.size, context).toBe(size);
    expect(row.modSeq, context).toBe(modseq?.toString());
    expect(headers.subject, context).toBe(line(envelope?.subject ?? ''));
    expect(headers.from, context).toEqual(named(envelope?.from));
    expect(headers.to, context).toEqual(named(envelope?.to));
    expect(headers.cc, context).toEqual(named(envelope?.cc));
    // ENVELOPE repeats From where there is no Reply-To (RFC 3501 section 7.4.2).
    if (message.headers?.toString().trim() !== '') {
      expect(headers.replyTo, context).toEqual(named(envelope?.replyTo));
    } else expect(headers.replyTo, context).toEqual([]);
    expect(headers.messageId, context).toBe(withoutBrackets(envelope?.messageId));
    expect(headers.sentAt, context).toBe(envelope?.date === undefined ? undefined : new Date(envelope.date).getTime());
    const parent = withoutBrackets(envelope?.inReplyTo);
    if (parent !== '') expect(headers.references, context).toContain(parent);
  }
});

it.each(['tls', 'startTls'] as const)('is the same over the library, batch by batch (%s)', async (security) => {
  const request = {
    ...everything,
    batch: 60,
    firstBatch: 7,
    ranges: [
      { from: 150, to: 390 },
      { from: 3, to: 120 },
    ],
  };
  const lock = await client.getMailboxLock('INBOX', { readOnly: true });
  const patient = [];
  for await (const batch of fetchWithImapflow(client, request)) patient.push(batch);
  lock.release();
  const events = await collect(request, security);
  expect(events.filter(({ kind }) => kind === 'batch')).toEqual(patient.map((batch) => ({ kind: 'batch', ...batch })));
  expect(messagesOf(events)).toHaveLength(241 + 118);
  expect(events.at(-1)).toEqual({ kind: 'done' });
});
