import { Agent, request } from 'node:https';
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

/** A client that keeps one connection, as programs do, from a loopback address of its own. */
export const keptClient = (run: Pick<ServerRun, 'ca' | 'ready'>, from: string): KeptClient => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: run.ca });
  const url = `${run.ready.webmail}/webmail/api/jsonrpc/`;
  return {
    call: (method, params, cookie, token) =>
      new Promise((resolve, reject) => {
        const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
        let since = 0;
        const sent = request(
          url,
          {
            method: 'POST',
            agent,
            localAddress: from,
            headers: {
              'Content-Type': 'application/json-rpc',
              'Content-Length': Buffer.byteLength(body),
              ...(cookie !== undefined && { Cookie: cookie }),
              ...(token !== undefined && { 'X-Token': token }),
            },
          },
          (answer) => {
            const parts: Buffer[] = [];
            answer.on('data', (part: Buffer) => parts.push(part));
            answer.on('end', () => {
              const milliseconds = performance.now() - since;
              const setCookie = answer.headers['set-cookie']?.find((line) => line.startsWith('SESSION_'));
              const reply = JSON.parse(Buffer.concat(parts).toString('utf8')) as Omit<KeptReply, 'session'>;
              resolve({ ...reply, session: setCookie?.split(';')[0], milliseconds });
            });
          },
        );
        const send = () => {
          since = performance.now();
          sent.end(body);
        };
        sent.on('socket', (socket) => {
          if (socket.connecting) socket.once('secureConnect', send);
          else send();
        });
        sent.on('error', reject);
      }),
    end: () => agent.destroy(),
  };
};

export const application = { name: 'Bench', vendor: 'Latchkey', version: '1.0.0' };

let lastAddress = 0;
/** A loopback address nobody used before: each has its own limit of wrong passwords. */
export const ownAddress = (): string => {
  lastAddress += 1;
  return `127.9.${Math.floor(lastAddress / 250)}.${(lastAddress % 250) + 2}`;
};
