import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import type { ServerRun } from '../../integration/support/run-server.ts';

export type KeptReply = {
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly data: { readonly symbol?: string } };
  readonly session: string | undefined;
  /** From sending to the whole answer, without the making of the connection. */
  readonly milliseconds: number;
};

export type KeptClient = {
  readonly call: (method: string, params: object, cookie?: string, token?: string) => Promise<KeptReply>;
  readonly end: () => void;
};

const headEnd = '\r\n\r\n';

/** A whole answer in `received`, or undefined while some of it is on its way. */
const answerIn = (received: string): Omit<KeptReply, 'milliseconds'> | undefined => {
  const end = received.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = received.slice(0, end);
  const body = received.slice(end + headEnd.length);
  if (body.length < Number(/^content-length: (\d+)/imu.exec(head)?.[1])) return undefined;
  const session = /^set-cookie: (SESSION_[^;\r]+)/imu.exec(head)?.[1];
  return { ...(JSON.parse(body) as Pick<KeptReply, 'result' | 'error'>), session };
};

/**
 * A client that keeps one connection, as programs do, from a loopback address of its own. It does no more than it has to,
 * for it works on the processors that are measured.
 */
export const keptClient = (run: Pick<ServerRun, 'ca' | 'ready'>, from: string): KeptClient => {
  const { hostname, port } = new URL(run.ready.webmail);
  let kept: TLSSocket | undefined;
  const connected = async (): Promise<TLSSocket> => {
    if (kept !== undefined && !kept.destroyed) return kept;
    const target = { host: hostname, port: Number(port), localAddress: from };
    const socket = connect({ ...target, ca: run.ca });
    await once(socket, 'secureConnect');
    // The answers are ASCII, so that characters are bytes.
    socket.setEncoding('latin1').setNoDelay(true);
    kept = socket;
    return socket;
  };
  return {
    call: async (method, params, cookie, token) => {
      const socket = await connected();
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
      const head = [
        'POST /webmail/api/jsonrpc/ HTTP/1.1',
        `Host: ${hostname}`,
        'Content-Type: application/json-rpc',
        `Content-Length: ${Buffer.byteLength(body)}`,
        ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
        ...(token === undefined ? [] : [`X-Token: ${token}`]),
      ].join('\r\n');
      return new Promise((resolve, reject) => {
        const since = performance.now();
        let received = '';
        const done = () => socket.off('data', take).off('close', lost).off('error', lost);
        const take = (part: string) => {
          received += part;
          const answer = answerIn(received);
          if (answer === undefined) return;
          done();
          resolve({ ...answer, milliseconds: performance.now() - since });
        };
        const lost = () => {
          done();
          reject(new Error(`the connection ended before an answer to ${method}`));
        };
        socket.on('data', take).on('close', lost).on('error', lost);
        socket.write(`${head}${headEnd}${body}`);
      });
    },
    end: () => kept?.destroy(),
  };
};

export const application = { name: 'Bench', vendor: 'Latchkey', version: '1.0.0' };

let lastAddress = 0;
/** A loopback address nobody used before: each has its own limit of wrong passwords. */
export const ownAddress = (): string => {
  lastAddress += 1;
  return `127.9.${Math.floor(lastAddress / 250)}.${(lastAddress % 250) + 2}`;
};
