import type { MailServer } from '../../integration/support/mail-server.ts';
import { startTcpProxy } from '../../integration/support/tcp-proxy.ts';
import type { Series } from '../series.ts';
import { type RawAnswer, type RawConnection, rawConnection } from './reference-connection.ts';

type Server = Pick<MailServer, 'imaps' | 'user' | 'password' | 'ca' | 'client'>;

export type Pass = {
  readonly messages: number;
  readonly seconds: number;
  readonly messagesPerSecond: number;
  /** Of this process alone, which is what an engine in its place would take. */
  readonly cpuSeconds: number;
  /** Bytes inside TLS; undefined where a library keeps them to itself. */
  readonly bytes: number | undefined;
};

const listItems = 'ENVELOPE BODYSTRUCTURE FLAGS';

const pass = async (work: () => Promise<{ messages: number; bytes?: number }>): Promise<Pass> => {
  const [since, cpu] = [performance.now(), process.cpuUsage()];
  const { messages, bytes } = await work();
  const seconds = (performance.now() - since) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { messages, seconds, messagesPerSecond: messages / seconds, cpuSeconds: (user + system) / 1e6, bytes };
};

/** What imapflow takes to hand over the envelopes, structures and flags of a folder to somebody who drops them. */
export const imapflowPass = async (server: Server, folder = 'INBOX'): Promise<Pass> => {
  const client = await server.client();
  await client.mailboxOpen(folder, { readOnly: true });
  const result = await pass(async () => {
    let messages = 0;
    for await (const message of client.fetch('1:*', { uid: true, envelope: true, bodyStructure: true, flags: true })) {
      if (message.envelope !== undefined) messages += 1;
    }
    return { messages };
  });
  await client.logout();
  return result;
};

const number = (text: string, name: string): string => new RegExp(`\\[${name} (\\d+)`, 'u').exec(text)?.[1] ?? '0';

const opened = async (server: Server, folder: string) => {
  const connection = await rawConnection(server);
  await connection.say('ENABLE QRESYNC');
  const { text } = await connection.say(`SELECT "${folder}"`);
  const exists = Number(/^\* (\d+) EXISTS/mu.exec(text)?.[1]);
  return { connection, exists, uidValidity: number(text, 'UIDVALIDITY'), modSeq: number(text, 'HIGHESTMODSEQ') };
};

/**
 * What the server and TLS alone take for a FETCH of a whole folder.
 * @param items those of the list when not given; header literals are `BODY.PEEK[HEADER]`
 */
export const wirePass = async (server: Server, items = listItems, folder = 'INBOX'): Promise<Pass> => {
  const { connection, exists } = await opened(server, folder);
  const result = await pass(async () => {
    const { bytes } = await connection.say(`UID FETCH 1:* (UID ${items})`);
    return { messages: exists, bytes };
  });
  connection.end();
  return result;
};

/** Fills Dovecot's caches: whoever comes first would pay for everybody. */
export const warmUp = async (server: Server, folders: readonly string[] = ['INBOX']): Promise<void> => {
  for (const folder of folders) {
    await wirePass(server, listItems, folder);
    await wirePass(server, 'INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER]', folder);
  }
};

export type Cost = {
  readonly milliseconds: Series;
  /** Both ways on the wire, TLS included. */
  readonly bytes: Series;
};

const costOf = (name: string, rounds: readonly { milliseconds: number; bytes: number }[]): Cost => ({
  milliseconds: { name, unit: 'ms', values: rounds.map(({ milliseconds }) => milliseconds) },
  bytes: { name, unit: 'bytes', values: rounds.map(({ bytes }) => bytes) },
});

/** Times a command on a connection of its own and counts its bytes on another that goes through a proxy. */
const measured = async (
  server: Server,
  name: string,
  rounds: number,
  round: (connection: RawConnection) => Promise<Pick<RawAnswer, 'milliseconds'>>,
): Promise<Cost> => {
  const direct = await rawConnection(server);
  const proxy = await startTcpProxy(server.imaps);
  const counted = await rawConnection({ ...server, imaps: { host: proxy.host, port: proxy.port } });
  for (const connection of [direct, counted]) await connection.say('ENABLE QRESYNC');
  await round(direct);
  await round(counted);
  const values: { milliseconds: number; bytes: number }[] = [];
  for (let done = 0; done < rounds; done += 1) {
    const { milliseconds } = await round(direct);
    proxy.resetBytes();
    await round(counted);
    const { up, down } = proxy.bytes();
    values.push({ milliseconds, bytes: up + down });
  }
  direct.end();
  counted.end();
  await proxy.stop();
  return costOf(name, values);
};

/** A SELECT with QRESYNC of a folder in which nothing has changed. */
export const noChangeSelect = async (server: Server, rounds = 20, folder = 'INBOX'): Promise<Cost> => {
  const { connection, uidValidity, modSeq } = await opened(server, folder);
  connection.end();
  return measured(server, 'raw SELECT with QRESYNC, no change', rounds, (each) =>
    each.say(`SELECT "${folder}" (QRESYNC (${uidValidity} ${modSeq}))`),
  );
};

export type ChangedFlags = {
  /** `UID FETCH 1:* (FLAGS) (CHANGEDSINCE n)` */
  readonly changes: Cost;
  /** `UID FETCH 1:* (FLAGS)`, which a server without mod-seqs leaves one with. */
  readonly everything: Cost;
};

/** Another program changes flags here and there; what it takes to hear of them by mod-seq, and without. */
export const changedFlags = async (server: Server, changed = 100, rounds = 10): Promise<ChangedFlags> => {
  const { connection, exists, modSeq } = await opened(server, 'INBOX');
  const step = Math.max(1, Math.floor(exists / changed));
  const set = Array.from({ length: changed }, (_, index) => 1 + index * step).join(',');
  const { text } = await connection.say(`FETCH ${set} (FLAGS)`);
  const flagged = [...text.matchAll(/^\* (\d+) FETCH [^\r\n]*\\Flagged/gmu)].map(([, sequence]) => sequence);
  // Each is turned round, so that every one does change, now and when it is put back.
  const unflagged = set.split(',').filter((sequence) => !flagged.includes(sequence));
  const turn = async (signs: readonly [string, string]) => {
    for (const [sequences, sign] of [
      [flagged, signs[0]],
      [unflagged, signs[1]],
    ] as const) {
      if (sequences.length > 0) await connection.say(`STORE ${sequences.join(',')} ${sign}FLAGS.SILENT (\\Flagged)`);
    }
  };
  await turn(['-', '+']);
  const inFolder = async (each: RawConnection, command: string) => {
    await each.say('EXAMINE INBOX');
    return each.say(command);
  };
  const select = await measured(server, 'EXAMINE', 3, (each) => each.say('EXAMINE INBOX'));
  const without = ({ milliseconds, bytes }: Cost): Cost => ({
    milliseconds,
    bytes: { ...bytes, values: bytes.values.map((value) => value - (select.bytes.values.at(-1) ?? 0)) },
  });
  const changes = await measured(server, `raw CHANGEDSINCE, ${changed} changed`, rounds, (each) =>
    inFolder(each, `UID FETCH 1:* (FLAGS) (CHANGEDSINCE ${modSeq})`),
  );
  const everything = await measured(server, 'raw flags of all', Math.min(rounds, 3), (each) =>
    inFolder(each, 'UID FETCH 1:* (FLAGS)'),
  );
  await turn(['+', '-']);
  connection.end();
  return { changes: without(changes), everything: without(everything) };
};

/** From the moment another program starts its APPEND to the EXISTS at a connection that idles. */
export const existsLatency = async (server: Server, rounds = 20, folder = 'INBOX'): Promise<Series> => {
  const { connection, exists } = await opened(server, folder);
  const other = await server.client();
  const values: number[] = [];
  await connection.begin('IDLE');
  for (let round = 1; round <= rounds; round += 1) {
    const heard = connection.hear(`* ${exists + round} EXISTS`);
    const since = performance.now();
    const appended = other.append(folder, `From: other@x.example\r\nSubject: latency ${round}\r\n\r\nText.\r\n`);
    await heard;
    values.push(performance.now() - since);
    await appended;
  }
  await connection.finish('DONE');
  connection.end();
  await other.logout();
  return { name: 'raw EXISTS after an APPEND by another program', unit: 'ms', values };
};
