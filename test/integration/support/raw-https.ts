import { connect, type TLSSocket } from 'node:tls';
import type { ServerRun } from './run-server.ts';

export type RawReply = { readonly status: number; readonly head: string; readonly body: string };

/** One TLS connection on which bytes are sent as they are: what no HTTP client would send. */
export const rawConnection = (run: Pick<ServerRun, 'ca' | 'ready'>, component: 'webmail' | 'admin' = 'webmail') => {
  const { hostname, port } = new URL(run.ready[component]);
  return new Promise<TLSSocket>((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ca: run.ca }, () => resolve(socket));
    socket.on('error', reject);
  });
};

/** Everything the server says until it closes the connection. */
export const everythingFrom = (socket: TLSSocket): Promise<string> =>
  new Promise((resolve) => {
    const parts: Buffer[] = [];
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(Buffer.concat(parts).toString('utf8')));
  });

/** Sends one request with these bytes as its body and reads the reply. */
export const postBytes = async (
  run: Pick<ServerRun, 'ca' | 'ready'>,
  body: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  component: 'webmail' | 'admin' = 'webmail',
): Promise<RawReply> => {
  const socket = await rawConnection(run, component);
  const reply = everythingFrom(socket);
  const all = {
    Host: 'localhost',
    'Content-Type': 'application/json-rpc',
    'Content-Length': String(body.length),
    Connection: 'close',
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.write(`POST /${component}/api/jsonrpc/ HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  socket.write(body);
  return parseReply(await reply);
};

export const parseReply = (text: string): RawReply => {
  const end = text.indexOf('\r\n\r\n');
  const head = text.slice(0, end);
  return { status: Number(/^HTTP\/1\.1 (\d{3})/u.exec(head)?.[1]), head, body: text.slice(end + 4) };
};
