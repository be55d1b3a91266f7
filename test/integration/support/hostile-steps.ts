import { setTimeout as sleep } from 'node:timers/promises';
import type { Exchange, Handler } from './hostile-imap.ts';

/** What the truth would have sent, as latin1 text. */
const truthOf = async ({ connection, truth }: Exchange): Promise<string> => {
  const taken: Buffer[] = [];
  connection.divert = (data) => void taken.push(data);
  await truth();
  connection.divert = undefined;
  return Buffer.concat(taken).toString('latin1');
};

/** The truth, changed. */
export const altered =
  (change: (answer: string) => string): Handler =>
  async (exchange) => {
    const answer = await truthOf(exchange);
    exchange.connection.send(Buffer.from(change(answer), 'latin1'));
  };

export const refuse =
  (word: 'NO' | 'BAD', text = 'not with me'): Handler =>
  ({ command, connection }) => {
    if (word === 'NO') connection.no(command, text);
    else connection.bad(command, text);
  };

/** Ends the connection instead of an answer. */
export const drop: Handler = ({ connection }) => connection.drop();

/** Answers, and ends the connection right behind it. */
export const answerAndDrop: Handler = async ({ connection, truth }) => {
  await truth();
  await connection.drained();
  connection.drop();
};

export const bye =
  (text = 'going down'): Handler =>
  ({ connection }) => {
    connection.send(`* BYE ${text}\r\n`);
    connection.end();
  };

/** The command is heard and never answered; everything else goes on. */
export const ignore: Handler = () => undefined;

/** A connection that is dead and does not say so: nothing is heard or answered any more, nor is it closed. */
export const halfOpen: Handler = ({ connection }) => connection.freeze();

/** Sends only the beginning of the truth and ends the connection there, which may be amid a literal. */
export const cutAnswer =
  (bytes: number): Handler =>
  async (exchange) => {
    const answer = await truthOf(exchange);
    exchange.connection.send(Buffer.from(answer.slice(0, bytes), 'latin1'));
    await exchange.connection.drained();
    exchange.connection.drop();
  };

/** Announces a body, sends part of it and ends the connection. */
export const dropInLiteral =
  ({ announced = 5000, sent = 100, uid = 1, section = '' } = {}): Handler =>
  async ({ connection }) => {
    connection.send(`* 1 FETCH (UID ${uid} BODY[${section}] {${announced}}\r\n${'x'.repeat(sent)}`);
    await connection.drained();
    connection.drop();
  };

/** Every literal holds so many bytes less than announced, and what follows comes as if nothing were wrong. */
export const shortenedLiterals = (missing: number): Handler =>
  altered((answer) => answer.replace(/\{(\d+)\}\r\n/gu, (_, length) => `{${Number(length) + missing}}\r\n`));

/** Announces a body of any size, keeps sending until `sent` bytes are out, and then says nothing more. */
export const hugeLiteral =
  ({ announced = 2 ** 32, sent = 0, uid = 1, section = '' } = {}): Handler =>
  async ({ connection }) => {
    connection.send(`* 1 FETCH (UID ${uid} BODY[${section}] {${announced}}\r\n`);
    const piece = Buffer.alloc(64 * 1024, 'x');
    for (let done = 0; done < sent && connection.isOpen(); done += piece.length) {
      connection.send(piece.subarray(0, Math.min(piece.length, sent - done)));
      await connection.drained();
    }
  };

/** A line without an end, until the other side leaves or `limit` bytes are out. */
export const endlessLine =
  ({ start = '* OK ', limit = 256 * 1024 * 1024 } = {}): Handler =>
  async ({ connection }) => {
    connection.send(start);
    const piece = Buffer.alloc(64 * 1024, 'x');
    for (let done = 0; done < limit && connection.isOpen(); done += piece.length) {
      connection.send(piece);
      await connection.drained();
    }
  };

/** One untagged response after the other instead of an answer, until the other side leaves or `limit` are out. */
export const endlessResponses =
  ({ response = '* OK still there\r\n', limit = 1_000_000 } = {}): Handler =>
  async ({ connection }) => {
    const piece = response.repeat(100);
    for (let done = 0; done < limit && connection.isOpen(); done += 100) {
      connection.send(piece);
      await connection.drained();
    }
  };

/** The truth in small pieces. */
export const dripped =
  (options: { pieces?: number; pause?: number } = {}): Handler =>
  async (exchange) => {
    const answer = await truthOf(exchange);
    await exchange.connection.drip(Buffer.from(answer, 'latin1'), options);
  };

/** The truth after a pause. */
export const late =
  (milliseconds: number): Handler =>
  async ({ truth }) => {
    await sleep(milliseconds);
    await truth();
  };

/** Tells any number of messages; for SELECT and EXAMINE. */
export const liesInExists = (count: number): Handler =>
  altered((answer) => answer.replace(/^\* \d+ EXISTS/mu, `* ${count} EXISTS`));

/** A new UIDVALIDITY at each SELECT and STATUS, with the same messages. */
export const changingUidValidity: Handler = ({ server, truth }) => {
  for (const folder of server.folders.values()) folder.uidValidity += 1;
  return truth();
};

/** FETCH responses speak of other messages than those asked for. */
export const otherUids = (shift: number): Handler =>
  altered((answer) => answer.replace(/\(UID (\d+)/gu, (_, uid) => `(UID ${Number(uid) + shift}`));

/** FETCH responses without the UID, as untagged ones may be that nobody asked for. */
export const withoutUids: Handler = altered((answer) => answer.replace(/\(UID \d+ ?/gu, '('));

const responses = /^\* \d+ FETCH [\s\S]*?\)\r\n(?=\* \d|\S+ OK)/gmu;

/** Every FETCH response twice. */
export const doubled: Handler = altered((answer) => answer.replace(responses, (response) => response + response));

/** FETCH responses in the opposite order. */
export const reversed: Handler = altered((answer) => {
  const found = answer.match(responses) ?? [];
  return answer.replace(responses, () => found.pop() ?? '');
});

/**
 * Plain text behind the answer to STARTTLS, in the same packet: who takes it for something said inside TLS can be
 * told anything by somebody on the way (the STARTTLS injection of CVE-2011-0411 and those after it).
 */
export const injectedBeforeTls =
  (text: string): Handler =>
  ({ command, connection }) => {
    connection.send(`${command.tag} OK begin\r\n${text}`);
    connection.startTls();
  };
