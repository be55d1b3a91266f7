import { Agent, createServer, request } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { issue, privatePem } from '../../unit/api/tls-server.ts';

/** `before`: the server never hears of the request. `after`: it does as it was asked, and nobody hears its answer. */
export type Break = 'before' | 'after';

type Target = { readonly url: string; readonly ca: string };

/**
 * A second door to a server, which breaks off at one chosen request: what comes over one connection is counted, and the
 * connection is cut there. It has a certificate of its own.
 */
export const openBreakingDoor = async (target: () => Target, options: { readonly keepAlive?: boolean } = {}) => {
  const authority = await issue({ name: 'Door authority', authority: true });
  const own = await issue({ name: '127.0.0.1', hosts: ['127.0.0.1'], issuer: authority });
  const agent = options.keepAlive === true ? new Agent({ keepAlive: true }) : undefined;
  /** When the server was at work, in milliseconds of the monotonic clock. */
  const works: { readonly from: number; readonly to: number }[] = [];
  const methods: string[] = [];
  let armed:
    | { readonly at: number; readonly how: Break; readonly meanwhile?: (() => Promise<void>) | undefined }
    | undefined;
  let broken = 0;
  const sockets = new Set<Socket>();

  const server = createServer({ key: await privatePem(own), cert: own.pem }, async (incoming, outgoing) => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    methods.push(body.length === 0 ? 'settings' : (JSON.parse(body.toString('utf8')) as { method: string }).method);
    const breaks = armed !== undefined && methods.length - 1 === armed.at ? armed : undefined;
    if (breaks !== undefined) broken += 1;
    if (breaks?.how === 'before') {
      await breaks.meanwhile?.();
      incoming.socket.destroy();
      return;
    }
    const { url, ca } = target();
    const from = performance.now();
    const onward = request(
      new URL(incoming.url ?? '/', url),
      { method: incoming.method, headers: { ...incoming.headers, host: new URL(url).host }, ca, agent: agent ?? false },
      (reply) => {
        reply.on('end', () => works.push({ from, to: performance.now() }));
        if (breaks !== undefined) {
          reply.resume();
          reply.on('end', () => incoming.socket.destroy());
          return;
        }
        outgoing.writeHead(reply.statusCode ?? 500, reply.headers);
        reply.pipe(outgoing);
      },
    );
    onward.on('error', () => incoming.socket.destroy());
    onward.end(body);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authority: authority.pem,
    /** Breaks off at that request, counted from now; `meanwhile` happens before the connection is cut. */
    breakAt: (at: number, how: Break, meanwhile?: () => Promise<void>) => {
      methods.length = 0;
      broken = 0;
      armed = { at, how, meanwhile };
    },
    watch: () => {
      methods.length = 0;
      works.length = 0;
      armed = undefined;
    },
    methods: (): readonly string[] => [...methods],
    broken: () => broken,
    /** How long the server was at work since `watch`, in milliseconds; what it did at the same time counts once. */
    serverTime: (): number => {
      let sum = 0;
      let until = Number.NEGATIVE_INFINITY;
      for (const { from, to } of [...works].sort((a, b) => a.from - b.from)) {
        sum += Math.max(0, to - Math.max(from, until));
        until = Math.max(until, to);
      }
      return sum;
    },
    close: () => {
      server.close();
      agent?.destroy();
      for (const socket of sockets) socket.destroy();
    },
  };
};
