import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Address } from './mail-server.ts';

export type TcpProxy = Address & {
  /** Bytes that were handed on since the start or the last `resetBytes`, TLS included. */
  readonly bytes: () => { readonly up: number; readonly down: number };
  readonly resetBytes: () => void;
  /** Connections that are open, and all there ever were. */
  readonly open: () => number;
  readonly accepted: () => number;
  /** Resets every open connection, as a router does that has forgotten them. */
  readonly cut: () => void;
  /** Resets the connection over which this many more bytes have come from the server; what is beyond is withheld. */
  readonly cutAfter: (bytes: number) => void;
  /** From now on (or no longer) connections are closed as soon as they are made. */
  readonly refuse: (refusing: boolean) => void;
  /** Hands nothing on, without an end or an error: a cable that was pulled out. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Holds back everything for as many milliseconds, each way. */
  readonly delay: (milliseconds: number) => void;
  readonly stop: () => Promise<void>;
};

type Pair = { readonly client: Socket; readonly server: Socket };

/** Stands between a mail program and its server, and knows nothing of what they say. */
export const startTcpProxy = async (target: Address): Promise<TcpProxy> => {
  const pairs = new Set<Pair>();
  const count = { up: 0, down: 0 };
  let accepted = 0;
  let latency = 0;
  let frozen = false;
  let refusing = false;
  let allowance = Number.POSITIVE_INFINITY;

  const end = (pair: Pair) => {
    pair.client.resetAndDestroy();
    pair.server.resetAndDestroy();
    pairs.delete(pair);
  };

  const hand = (pair: Pair, way: 'up' | 'down', part: Buffer) => {
    const to = way === 'up' ? pair.server : pair.client;
    if (to.destroyed) return;
    const last = way === 'down' && part.length >= allowance;
    const sent = last ? part.subarray(0, allowance) : part;
    if (way === 'down') allowance -= sent.length;
    count[way] += sent.length;
    if (last) {
      allowance = Number.POSITIVE_INFINITY;
      // What was written before a reset may never arrive, so the reset waits for it to be sent.
      to.write(sent, () => end(pair));
      pair.server.pause();
    } else to.write(sent);
  };

  const join = (pair: Pair) => {
    const ways = [
      { way: 'up', from: pair.client, to: pair.server },
      { way: 'down', from: pair.server, to: pair.client },
    ] as const;
    for (const { way, from, to } of ways) {
      const later = (step: () => void) => (latency === 0 ? step() : setTimeout(step, latency));
      from.on('data', (part) => later(() => hand(pair, way, part)));
      from.on('end', () => later(() => to.end()));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        if (from.errored !== null) to.destroy();
        if (pair.client.destroyed && pair.server.destroyed) pairs.delete(pair);
      });
      if (frozen) from.pause();
    }
  };

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    accepted += 1;
    if (refusing) {
      client.resetAndDestroy();
      return;
    }
    const pair = { client, server: connect({ ...target, allowHalfOpen: true }) };
    client.setNoDelay();
    pair.server.setNoDelay();
    pairs.add(pair);
    join(pair);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const each = (step: (socket: Socket) => void) => {
    for (const { client, server } of pairs) for (const socket of [client, server]) step(socket);
  };
  const cut = () => {
    for (const pair of [...pairs]) end(pair);
  };
  return {
    host: '127.0.0.1',
    port,
    bytes: () => ({ ...count }),
    resetBytes: () => Object.assign(count, { up: 0, down: 0 }),
    open: () => pairs.size,
    accepted: () => accepted,
    cut,
    cutAfter: (bytes) => {
      allowance = bytes;
    },
    refuse: (now) => {
      refusing = now;
    },
    freeze: () => {
      frozen = true;
      each((socket) => socket.pause());
    },
    thaw: () => {
      frozen = false;
      each((socket) => socket.resume());
    },
    delay: (milliseconds) => {
      latency = milliseconds;
    },
    stop: async () => {
      cut();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
};
