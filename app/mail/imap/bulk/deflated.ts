import type { Socket } from 'node:net';
import { constants, createDeflateRaw, createInflateRaw } from 'node:zlib';

/**
 * Both directions of a connection after COMPRESS DEFLATE (RFC 4978). A little that unpacks to very much is no danger:
 * it is unpacked piece by piece, and whoever hears the pieces bounds what is kept.
 */
export const createDeflated = (socket: Socket, heard: (chunk: Buffer) => void, broken: () => void) => {
  const inflate = createInflateRaw();
  const deflate = createDeflateRaw({ flush: constants.Z_SYNC_FLUSH });
  inflate.on('data', heard);
  inflate.on('drain', () => socket.resume());
  inflate.on('error', broken);
  deflate.on('data', (chunk: Buffer) => socket.writable && socket.write(chunk));
  deflate.on('error', broken);
  return {
    take: (chunk: Buffer): void => {
      if (!inflate.write(chunk)) socket.pause();
    },
    write: (data: string | Uint8Array): void => {
      deflate.write(data);
    },
    close: (): void => {
      inflate.destroy();
      deflate.destroy();
    },
  };
};

/** Compressing pays on every line that is slower than the work it makes, which only the machine's own is not. */
export const isWorthCompressing = (socket: Socket): boolean =>
  !/^(?:::ffff:)?127\.|^::1$/u.test(socket.remoteAddress ?? '127.0.0.1');
