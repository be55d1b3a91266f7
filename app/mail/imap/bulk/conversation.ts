import type { TLSSocket } from 'node:tls';
import type { BulkOutcome } from './bulk-event.ts';
import { type Cursor, isWord, take, takeAtom, takeNumber } from './cursor.ts';
import { createDeflated } from './deflated.ts';
import { createFetchReader, type FetchData } from './fetch-response.ts';
import { createFramer } from './response-framer.ts';
import { lostCauseOf } from './secure-socket.ts';

/** The end of a command, or an untagged OK, NO, BAD, BYE, PREAUTH. `code` is what stands in the brackets. */
export type Status = { readonly status: string; readonly code: string; readonly text: string };

export type Hearer = {
  /** @param length bytes of the response */
  fetched: (data: FetchData, length: number) => boolean;
  expunged: (sequence: number) => void;
  exists: (count: number) => boolean;
  status: (status: Status) => void;
  /** Any other untagged response; `rest` is what follows its name. */
  said: (name: string, rest: string) => boolean;
};

const statusLine = /^(OK|NO|BAD|BYE|PREAUTH)(?: (?:\[([^\]]{0,8000})\])? ?(.*))?$/isu;

/** Untagged responses of other kinds are short; a longer one is passed on cut off. */
const longestRest = 2 * 1024 * 1024;

/**
 * One conversation with an IMAP server over a socket that is already under TLS: commands with tags, pipelined at will,
 * and what the server says in between.
 */
export const createConversation = (socket: TLSSocket, hearer: Hearer, progressTimeout: number) => {
  const waiting = new Map<string, (status: Status | BulkOutcome) => void>();
  const readFetch = createFetchReader();
  const cursor: Cursor = { bytes: Buffer.alloc(0), at: 0, end: 0 };
  let continued: (() => void) | undefined;
  let greet: ((greeting: Status | BulkOutcome) => void) | undefined;
  let lastTag = 0;
  let over: BulkOutcome | undefined;
  let progressAt = performance.now();
  let deflated: ReturnType<typeof createDeflated> | undefined;

  const write = (data: string | Uint8Array): void => {
    if (deflated === undefined) socket.write(data);
    else deflated.write(data);
  };

  const finish = (outcome: BulkOutcome): void => {
    if (over !== undefined) return;
    over = outcome;
    clearInterval(watch);
    socket.destroy();
    deflated?.close();
    greet?.(over);
    for (const answer of waiting.values()) answer(over);
    waiting.clear();
    const resume = continued;
    continued = undefined;
    resume?.();
  };
  const watch = setInterval(
    () => {
      if (waiting.size === 0 && greet === undefined) progressAt = performance.now();
      else if (performance.now() - progressAt > progressTimeout) finish({ kind: 'connectionLost', cause: 'timeout' });
    },
    Math.min(1000, progressTimeout),
  );

  const notUnderstood = (detail: string): false => {
    finish({ kind: 'notUnderstood', detail });
    return false;
  };

  const statusOf = (line: string): Status | undefined => {
    const match = statusLine.exec(line);
    if (match === null) return undefined;
    return { status: (match[1] ?? '').toUpperCase(), code: match[2] ?? '', text: match[3] ?? '' };
  };

  const numbered = (): boolean => {
    const number = takeNumber(cursor);
    const { bytes, at: begin } = cursor;
    if (number < 0 || !take(cursor, 0x20)) return notUnderstood('number');
    const from = takeAtom(cursor);
    if (isWord(bytes, from, cursor.at, 'fetch')) {
      const data = take(cursor, 0x20) ? readFetch(cursor) : undefined;
      if (data === undefined || number === 0) return notUnderstood('fetch');
      return hearer.fetched(data, cursor.end - begin) || notUnderstood('unexpectedFetch');
    }
    if (cursor.at !== cursor.end) return notUnderstood('numbered');
    if (isWord(bytes, from, cursor.at, 'exists')) return hearer.exists(number) || notUnderstood('exists');
    if (isWord(bytes, from, cursor.at, 'expunge')) hearer.expunged(number);
    return true;
  };

  const untagged = (bytes: Buffer, start: number, end: number): boolean => {
    const code = bytes[start + 2] ?? 0;
    if (greet === undefined && code >= 0x30 && code <= 0x39) {
      cursor.bytes = bytes;
      cursor.at = start + 2;
      cursor.end = end;
      return numbered();
    }
    const line = bytes.toString('latin1', start + 2, Math.min(end, start + 2 + longestRest));
    const status = statusOf(line);
    if (greet !== undefined) {
      const answer = greet;
      greet = undefined;
      if (status === undefined) return notUnderstood('greeting');
      progressAt = performance.now();
      answer(status);
      return true;
    }
    if (status !== undefined) {
      if (status.status === 'BYE') {
        finish({ kind: 'connectionLost', cause: 'interrupted' });
        return false;
      }
      hearer.status(status);
      return true;
    }
    const match = /^([^\s(){"\\]+)(?: (.*))?$/su.exec(line);
    if (match === null) return notUnderstood('untagged');
    return hearer.said((match[1] ?? '').toUpperCase(), match[2] ?? '') || notUnderstood('untagged');
  };

  const tagged = (line: string): boolean => {
    const space = line.indexOf(' ');
    const tag = line.slice(0, space);
    const answer = waiting.get(tag);
    const status = statusOf(line.slice(space + 1));
    if (answer === undefined || status === undefined) return notUnderstood('tagged');
    waiting.delete(tag);
    progressAt = performance.now();
    answer(status);
    return over === undefined;
  };

  const framer = createFramer((bytes, start, end) => {
    if (over !== undefined) return false;
    if (bytes[start] === 0x2a && bytes[start + 1] === 0x20) return untagged(bytes, start, end);
    if (bytes[start] === 0x2b) {
      const resume = continued;
      continued = undefined;
      if (resume === undefined) return notUnderstood('continuation');
      resume();
      return true;
    }
    return tagged(bytes.toString('latin1', start, Math.min(end, start + 8192)));
  });

  const heard = (chunk: Buffer): void => {
    if (over !== undefined) return;
    try {
      const fault = framer.push(chunk);
      if (fault !== undefined && fault !== 'stopped') notUnderstood(fault);
    } catch {
      // A fault of this reader must not end the process that keeps everybody's mail: the patient one takes over.
      notUnderstood('fault');
    }
  };

  socket.on('data', (chunk: Buffer) => {
    if (over !== undefined) return;
    if (deflated === undefined) heard(chunk);
    else deflated.take(chunk);
  });
  socket.on('error', (fault) => finish({ kind: 'connectionLost', cause: lostCauseOf(fault) }));
  socket.on('close', () => finish({ kind: 'connectionLost', cause: 'interrupted' }));

  return {
    greeting: (): Promise<Status | BulkOutcome> =>
      new Promise((resolve) => {
        if (over === undefined) greet = resolve;
        else resolve(over);
      }),
    /**
     * Sends a command and resolves with its end. Each further part goes out when the server asks to go on: the text of
     * a literal, or the answer of a sign-in.
     */
    command: (first: string, ...rest: readonly (string | Uint8Array)[]): Promise<Status | BulkOutcome> =>
      new Promise((resolve) => {
        if (over !== undefined) {
          resolve(over);
          return;
        }
        lastTag += 1;
        const tag = `L${lastTag}`;
        const parts = [...rest];
        const goOn = (): void => {
          const part = parts.shift();
          if (part === undefined || over !== undefined) return;
          continued = parts.length > 0 ? goOn : undefined;
          write(part);
        };
        if (parts.length > 0) continued = goOn;
        waiting.set(tag, (status) => {
          if (parts.length > 0) continued = undefined;
          resolve(status);
        });
        if (waiting.size === 1) progressAt = performance.now();
        write(`${tag} ${first}\r\n`);
      }),
    /** The server agreed to COMPRESS: everything from here on is packed, both ways. */
    compress: (): void => {
      if (over !== undefined) return;
      if (framer.pending() > 0) notUnderstood('talkBeforeCompression');
      else deflated = createDeflated(socket, heard, () => notUnderstood('compression'));
    },
    /** Something that was asked for has come. */
    progressed: (): void => {
      progressAt = performance.now();
    },
    /** Ends it with this outcome, unless it is over already. */
    end: finish,
    isOver: (): boolean => over !== undefined,
    /** Takes leave; does not wait for the answer. */
    leave: (): void => {
      if (over !== undefined) return;
      over = { kind: 'done' };
      clearInterval(watch);
      const packed = deflated;
      socket.once('close', () => packed?.close());
      socket.setTimeout(2000, () => socket.destroy());
      if (packed === undefined) socket.end('L0 LOGOUT\r\n');
      else packed.write('L0 LOGOUT\r\n');
    },
  };
};

export type Conversation = ReturnType<typeof createConversation>;
