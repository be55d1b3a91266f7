import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { MailServer } from '../../integration/support/mail-server.ts';

export type RawAnswer = {
  /** The last bytes at least, with the tagged line; everything of a short answer. */
  readonly text: string;
  readonly bytes: number;
  readonly milliseconds: number;
};

/** IMAP without a library: commands as text, answers as bytes that are counted and hardly looked at. */
export type RawConnection = {
  readonly say: (command: string) => Promise<RawAnswer>;
  /** Leaves the command unfinished; resolves with its continuation. */
  readonly begin: (command: string) => Promise<void>;
  readonly finish: (line: string) => Promise<RawAnswer>;
  /** Resolves with the next bytes that hold the text. */
  readonly hear: (text: string) => Promise<void>;
  readonly end: () => void;
};

const kept = 64 * 1024;
const quote = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** A signed-in connection over TLS. */
export const rawConnection = async (
  server: Pick<MailServer, 'imaps' | 'user' | 'password' | 'ca'>,
): Promise<RawConnection> => {
  const socket: TLSSocket = connectTls({ ...server.imaps, ca: server.ca });
  socket.setNoDelay();
  let parts: Buffer[] = [];
  let held = 0;
  let bytes = 0;
  let tag = 0;
  let wanted: ((text: string) => boolean) | undefined;
  let found: () => void = () => undefined;
  let fail: (fault: Error) => void = () => undefined;
  const tail = () => Buffer.concat(parts).toString('latin1');
  const clear = () => {
    parts = [];
    held = 0;
    bytes = 0;
  };
  const look = () => {
    if (wanted?.(tail()) !== true) return;
    wanted = undefined;
    found();
  };
  socket.on('data', (part: Buffer) => {
    bytes += part.length;
    parts.push(part);
    held += part.length;
    while (parts.length > 2 && held - (parts[0]?.length ?? 0) > kept) held -= parts.shift()?.length ?? 0;
    // Only the end of what came can be the end of an answer.
    if (part.at(-1) === 10) look();
  });
  socket.on('error', (fault) => fail(fault));
  socket.on('close', () => fail(new Error('the server closed the connection')));
  const until = (test: (text: string) => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      wanted = test;
      found = resolve;
      fail = reject;
      look();
    });
  const answer = async (name: string, since: number): Promise<RawAnswer> => {
    const line = new RegExp(`(?:^|\\n)${name} (OK|NO|BAD)[^\\n]*\\n$`, 'u');
    await until((text) => line.test(text.slice(-2048)));
    const text = tail();
    if (line.exec(text.slice(-2048))?.[1] !== 'OK') throw new Error(`refused: ${text.slice(-200).trim()}`);
    return { text, bytes, milliseconds: performance.now() - since };
  };
  let name = '';
  const write = (command: string) => {
    clear();
    tag += 1;
    name = `r${tag}`;
    socket.write(`${name} ${command}\r\n`);
  };
  const connection: RawConnection = {
    say: (command) => {
      const since = performance.now();
      write(command);
      return answer(name, since);
    },
    begin: (command) => {
      write(command);
      return until((text) => /^\+[^\n]*\n/mu.test(text));
    },
    finish: (line) => {
      const since = performance.now();
      clear();
      socket.write(`${line}\r\n`);
      return answer(name, since);
    },
    hear: async (text) => {
      await until((all) => all.includes(text));
      clear();
    },
    end: () => {
      fail = () => undefined;
      socket.destroy();
    },
  };
  await until((text) => text.startsWith('* OK'));
  await connection.say(`LOGIN ${quote(server.user)} ${quote(server.password)}`);
  return connection;
};
