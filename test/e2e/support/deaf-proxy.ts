import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type DeafProxy = {
  /** Connections that were broken off. */
  readonly broken: () => number;
  /** From now on everything is handed on. */
  readonly mend: () => void;
  readonly stop: () => Promise<void>;
};

/**
 * Stands before a server and breaks a connection off as soon as the server answers to more than so many bytes: it has
 * taken them, and the client never hears of it.
 */
export const startDeafProxy = async (port: number, target: number, bytes: number): Promise<DeafProxy> => {
  const open = new Set<Socket>();
  let broken = 0;
  let mended = false;
  const listener = createServer((client) => {
    const server = connect(target, '127.0.0.1');
    let sent = 0;
    const end = (): void => {
      client.resetAndDestroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        open.delete(socket);
        end();
      });
    }
    client.on('data', (part) => {
      sent += part.length;
      server.write(part);
    });
    server.on('data', (part) => {
      if (mended || sent < bytes) client.write(part);
      else {
        broken += 1;
        end();
      }
    });
  });
  listener.listen(port, '127.0.0.1');
  await once(listener, 'listening');
  return {
    broken: () => broken,
    mend: () => {
      mended = true;
    },
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise<void>((done) => listener.close(() => done()));
    },
  };
};
