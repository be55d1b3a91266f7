import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Source address of connections handed on. It must differ from Dovecot's own: see below. */
const source = '127.0.0.2';
const target = '127.0.0.1';

export type StarttlsPort = {
  readonly port: number;
  /** The client's own address behind a connection from this port of ours, or undefined when there is none. */
  readonly clientBehind: (port: number) => string | undefined;
  readonly close: () => Promise<void>;
};

/**
 * Takes IMAP connections that begin without TLS and hands them to Dovecot from another loopback address. Dovecot 2.3
 * counts a connection whose two ends have one address as secured and would take a password in clear text on it; no
 * setting changes that.
 */
export const startStarttlsPort = async (
  listen: { readonly host: string; readonly port: number },
  dovecotPort: () => number,
): Promise<StarttlsPort> => {
  const clients = new Map<number, string>();
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const ip = client.remoteAddress ?? '';
    const inner = connect({
      host: target,
      port: dovecotPort(),
      localAddress: source,
      allowHalfOpen: true,
      noDelay: true,
    });
    const end = () => {
      client.destroy();
      inner.destroy();
    };
    open.add(client);
    client.on('error', end);
    inner.on('error', end);
    inner.once('connect', () => {
      const { localPort } = inner;
      if (localPort === undefined) return end();
      clients.set(localPort, ip);
      inner.once('close', () => clients.delete(localPort));
      client.pipe(inner);
      inner.pipe(client);
    });
    client.once('close', () => {
      open.delete(client);
      inner.destroy();
    });
    inner.once('close', () => client.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    clientBehind: (port) => clients.get(port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
};
