import { connect } from 'node:tls';
import type { Trust } from '../../../app/api/certificate-trust.ts';
import { bulkFetch } from '../../../app/mail/imap/bulk/bulk-fetch.ts';
import { headerFields } from '../../../app/mail/mime/header-block.ts';
import { type PlainDovecot, startPlainDovecot } from '../../integration/support/plain-dovecot.ts';
import { fillMailbox } from './first-sync-mailbox.ts';

type Run = { readonly messages: number; readonly seconds: number; readonly cpu: number };

const measured = async (work: () => Promise<number>): Promise<Run> => {
  const cpu = process.cpuUsage();
  const since = performance.now();
  const messages = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { messages, seconds: (performance.now() - since) / 1000, cpu: (user + system) / 1e6 };
};

const rawFetch = (server: PlainDovecot, items: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = connect({ ...server.imaps, ca: server.ca });
    let bytes = 0;
    let tail = '';
    socket.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      tail = (tail + chunk.toString('latin1', Math.max(0, chunk.length - 200))).slice(-200);
      if (!/\r\nc OK [^\r]*\r\n$/u.test(tail)) return;
      socket.destroy();
      resolve(bytes);
    });
    socket.on('error', reject);
    socket.write(`a LOGIN ${server.user} ${server.password}\r\nb EXAMINE INBOX\r\nc UID FETCH 1:* ${items}\r\n`);
  });

const bulk = async (server: PlainDovecot, trust: Trust): Promise<number> => {
  let count = 0;
  const request = { folder: 'INBOX', uidValidity: undefined, ranges: [{ from: 1, to: 0xffff_fffe }], withModSeq: true };
  for await (const event of bulkFetch(server.access(), trust, request)) {
    if (event.kind === 'batch') count += event.messages.length;
    else if (event.kind !== 'opened' && event.kind !== 'done') throw new Error(JSON.stringify(event));
  }
  return count;
};

const library = async (server: PlainDovecot): Promise<number> => {
  const client = await server.client();
  const lock = await client.getMailboxLock('INBOX', { readOnly: true });
  let count = 0;
  for await (const message of client.fetch('1:*', { uid: true, envelope: true, bodyStructure: true, flags: true })) {
    if (message.uid > 0) count += 1;
  }
  lock.release();
  client.close();
  return count;
};

const print = (name: string, { messages, seconds, cpu }: Run): void => {
  const [wall, own] = [messages / seconds, messages / cpu].map((rate) => String(Math.round(rate)).padStart(7));
  console.log(`${name.padEnd(44)}${wall} messages/s ${own} per own CPU second`);
};

const best = (runs: readonly Run[]): Run => runs.reduce((one, other) => (other.seconds < one.seconds ? other : one));

/**
 * The wire's part of a first synchronisation, over TLS, nothing stored: bytes counted, the bulk reader, the library.
 * Each is run several times in turn and the quickest counts, as others may use the machine.
 */
export const measureFirstSyncWire = async (count: number, rounds: number): Promise<void> => {
  const server = await startPlainDovecot();
  try {
    await fillMailbox(server, count);
    const trust: Trust = { authorities: [server.ca], pins: [] };
    const items = `(UID FLAGS INTERNALDATE RFC822.SIZE MODSEQ BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (${headerFields.join(' ')})])`;
    const cold = await measured(() => bulk(server, trust));
    const runs: Record<'raw' | 'bulk' | 'library', Run[]> = { raw: [], bulk: [], library: [] };
    let bytes = 0;
    for (let round = 0; round < rounds; round += 1) {
      runs.raw.push(
        await measured(async () => {
          bytes = await rawFetch(server, items);
          return count;
        }),
      );
      runs.bulk.push(await measured(() => bulk(server, trust)));
      if (round < Math.max(1, rounds / 2)) runs.library.push(await measured(() => library(server)));
    }
    console.log(`${count} messages, ${Math.round(bytes / count)} bytes of a message on the wire`);
    print('bulk reader, the first time anybody asks', cold);
    print('bytes counted', best(runs.raw));
    print('bulk reader', best(runs.bulk));
    print('library, ENVELOPE BODYSTRUCTURE FLAGS', best(runs.library));
    const [fast, slow] = [best(runs.bulk), best(runs.library)];
    console.log(
      `bulk reader to library: ${(slow.seconds / fast.seconds).toFixed(1)} by time, ${(slow.cpu / fast.cpu).toFixed(1)} by CPU`,
    );
  } finally {
    await server.stop();
  }
};
