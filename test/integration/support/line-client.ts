import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ServerRun } from './run-server.ts';

/** A conversation in lines, as with IMAP, POP3 and SMTP, without a library that would hide what is said. */
export type LineClient = {
  /** Sends one line and resolves with what came until `until` matched. */
  readonly say: (line: string, until: RegExp) => Promise<string>;
  readonly expect: (until: RegExp) => Promise<string>;
  /** Goes on inside TLS on the same connection. */
  readonly startTls: () => Promise<void>;
  /** Resolves when the other side ended the connection. */
  readonly closed: Promise<void>;
  readonly end: () => void;
};

const patience = 10_000;

export const lineClient = async (
  run: Pick<ServerRun, 'ca'>,
  at: { readonly host: string; readonly port: number },
  options: { readonly tls: boolean; readonly from?: string },
): Promise<LineClient> => {
  const target = { ...at, ...(options.from !== undefined && { localAddress: options.from }) };
  let socket: Socket = options.tls ? connectTls({ ...target, ca: run.ca }) : connectPlain(target);
  let received = '';
  let wake: () => void = () => undefined;
  let markClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    markClosed = resolve;
  });
  const listen = () => {
    socket.on('data', (part: Buffer) => {
      received += part.toString('utf8');
      wake();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => {
      markClosed();
      wake();
    });
  };
  listen();
  await new Promise<void>((resolve, reject) => {
    socket.once(options.tls ? 'secureConnect' : 'connect', () => resolve());
    socket.once('error', reject);
  });
  const expectText = (until: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${until} in: ${received}`)), patience);
      const look = () => {
        const match = until.exec(received);
        if (match !== null) {
          clearTimeout(timer);
          const text = received.slice(0, match.index + match[0].length);
          received = received.slice(text.length);
          resolve(text);
        } else if (socket.destroyed) {
          clearTimeout(timer);
          reject(new Error(`the connection ended before ${until}: ${received}`));
        }
      };
      wake = look;
      look();
    });
  return {
    expect: expectText,
    say: (line, until) => {
      socket.write(`${line}\r\n`);
      return expectText(until);
    },
    startTls: () =>
      new Promise((resolve, reject) => {
        socket.removeAllListeners('data').removeAllListeners('close');
        const inner = connectTls({ socket, ca: run.ca, host: at.host });
        socket = inner;
        listen();
        inner.once('secureConnect', () => resolve());
        inner.once('error', reject);
      }),
    closed,
    end: () => socket.destroy(),
  };
};

const plain = (user: string, password: string): string => Buffer.from(`\0${user}\0${password}`).toString('base64');

/** The server's whole answer to one sign-in over IMAP inside TLS. */
export const imapSignIn = async (run: ServerRun, user: string, password: string, from?: string): Promise<string> => {
  const client = await lineClient(run, run.ready.imaps, { tls: true, ...(from !== undefined && { from }) });
  await client.expect(/^\* OK[^\n]*\n/u);
  const answer = await client.say(`a AUTHENTICATE PLAIN ${plain(user, password)}`, /^a [^\r\n]*/mu);
  client.end();
  return answer.slice(answer.lastIndexOf('a '));
};

/** The same over POP3. */
export const pop3SignIn = async (run: ServerRun, user: string, password: string, from?: string): Promise<string> => {
  const client = await lineClient(run, run.ready.pop3s, { tls: true, ...(from !== undefined && { from }) });
  await client.expect(/^\+OK[^\n]*\n/u);
  await client.say(`USER ${user}`, /^\+OK[^\n]*\n/u);
  const answer = await client.say(`PASS ${password}`, /^(?:\+OK|-ERR)[^\r\n]*/mu);
  client.end();
  return answer;
};

/** The same over SMTP submission. */
export const smtpSignIn = async (run: ServerRun, user: string, password: string, from?: string): Promise<string> => {
  const client = await lineClient(run, run.ready.smtps, { tls: true, ...(from !== undefined && { from }) });
  await client.expect(/^220[^\n]*\n/u);
  await client.say('EHLO test', /^250 [^\n]*\n/mu);
  const answer = await client.say(`AUTH PLAIN ${plain(user, password)}`, /^\d{3} [^\r\n]*/mu);
  client.end();
  return answer;
};
