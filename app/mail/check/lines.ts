import type { Socket } from 'node:net';

/** What is read of a server that only greets and answers a sign-in, in characters. */
const longest = 64 * 1024;

/** The lines of a socket, one at a time. */
export type Lines = {
  /** The next line without its end; undefined when nothing more comes. */
  readonly next: () => Promise<string | undefined>;
  readonly send: (line: string) => void;
  /** Whether something was said that nobody asked for yet. */
  readonly pending: () => boolean;
  /** Why nothing more comes, where the socket told. */
  readonly fault: () => NodeJS.ErrnoException | undefined;
  /** Reads no further and leaves the socket to somebody else. */
  readonly release: () => void;
};

/** Reads lines off a socket as long as they stay within reason. */
export const createLines = (socket: Socket): Lines => {
  const lines: string[] = [];
  let rest = '';
  let read = 0;
  let over = false;
  let fault: NodeJS.ErrnoException | undefined;
  let waiting: ((line: string | undefined) => void) | undefined;
  const answer = (line: string | undefined): void => {
    const hear = waiting;
    waiting = undefined;
    hear?.(line);
  };
  const heard = (chunk: Buffer): void => {
    read += chunk.length;
    if (read > longest) {
      socket.destroy();
      return;
    }
    const parts = (rest + chunk.toString('latin1')).split('\r\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    if (waiting !== undefined && lines.length > 0) answer(lines.shift());
  };
  const failed = (error: NodeJS.ErrnoException): void => {
    fault ??= error;
  };
  const closed = (): void => {
    over = true;
    answer(undefined);
  };
  socket.on('data', heard).on('error', failed).on('close', closed);
  return {
    next: () =>
      new Promise((resolve) => {
        const line = lines.shift();
        if (line !== undefined || over) resolve(line);
        else waiting = resolve;
      }),
    send: (line) => void socket.write(`${line}\r\n`),
    pending: () => lines.length > 0 || rest !== '',
    fault: () => fault,
    release: () => void socket.off('data', heard).off('close', closed),
  };
};
