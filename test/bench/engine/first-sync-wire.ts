import { fileURLToPath } from 'node:url';
import type { Trust } from '../../../app/api/certificate-trust.ts';
import { bulkFetch } from '../../../app/mail/imap/bulk/bulk-fetch.ts';
import { headerFields } from '../../../app/mail/mime/header-block.ts';
import { startMaterialServer } from './generator.ts';
import { imapflowPass, type Pass, wirePass } from './reference.ts';

type Server = Awaited<ReturnType<typeof startMaterialServer>>['server'];

const items = `FLAGS INTERNALDATE RFC822.SIZE MODSEQ BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (${headerFields.join(' ')})]`;

/** The bulk reader's way through INBOX, sign-in included, nothing stored. */
const bulkPass = async (server: Server): Promise<Pass> => {
  const trust: Trust = { authorities: [server.ca], pins: [] };
  const request = { folder: 'INBOX', uidValidity: undefined, ranges: [{ from: 1, to: 0xffff_ffff }], withModSeq: true };
  const cpu = process.cpuUsage();
  const since = performance.now();
  let messages = 0;
  for await (const event of bulkFetch(server.access(), trust, request)) {
    if (event.kind === 'batch') messages += event.messages.length;
    else if (event.kind !== 'opened' && event.kind !== 'done') throw new Error(JSON.stringify(event));
  }
  const seconds = (performance.now() - since) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    messages,
    seconds,
    messagesPerSecond: messages / seconds,
    cpuSeconds: (user + system) / 1e6,
    bytes: undefined,
  };
};

const line = (name: string, { messages, messagesPerSecond, cpuSeconds }: Pass): string => {
  const rates = [messagesPerSecond, messages / cpuSeconds].map((rate) => rate.toFixed(0).padStart(7));
  return `${name.padEnd(44)}${rates[0]} messages/s ${rates[1]} per own CPU second`;
};

const best = (passes: readonly Pass[]): Pass =>
  passes.reduce((one, other) => (other.seconds < one.seconds ? other : one));

/**
 * The wire's part of a first synchronisation, over TLS, nothing stored: bytes counted, the bulk reader, the library.
 * Each is run several times in turn and the quickest counts, as others may use the machine.
 */
export async function* measureFirstSyncWire(count = 50_000, rounds = 3): AsyncGenerator<string> {
  const { server } = await startMaterialServer({ count, folders: 0 });
  try {
    const cold = await bulkPass(server);
    const raw: Pass[] = [];
    const bulk: Pass[] = [];
    const library: Pass[] = [];
    for (let round = 0; round < rounds; round += 1) {
      raw.push(await wirePass(server, items));
      bulk.push(await bulkPass(server));
      library.push(await imapflowPass(server));
    }
    const [fast, slow] = [best(bulk), best(library)];
    yield `${count} messages, ${((best(raw).bytes ?? 0) / count).toFixed(0)} bytes of a message on the wire`;
    yield line('bulk reader, server cold', cold);
    yield line('bytes counted', best(raw));
    yield line('bulk reader', fast);
    yield line('imapflow: ENVELOPE BODYSTRUCTURE FLAGS', slow);
    const [wall, own] = [slow.seconds / fast.seconds, slow.cpuSeconds / fast.cpuSeconds];
    yield `bulk reader to imapflow: ${wall.toFixed(1)} by time, ${own.toFixed(1)} by own CPU`;
  } finally {
    await server.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const text of measureFirstSyncWire(Number(process.argv[2] ?? 50_000))) console.log(text);
}
