import { closeSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/** When a log is set aside for a new one. */
export type LogRotation = {
  /** A file does not grow beyond this many bytes; 0 = it is never set aside. */
  readonly bytes: number;
  /** How many files set aside are kept: `error.log.1` is the youngest. */
  readonly kept: number;
};

export type LogFile = {
  /** Appends one line; it is in the file when the call returns. Never throws: a lost line is counted. */
  readonly write: (line: string) => void;
  /** Goes on in the file that has the name now. */
  readonly reopen: () => void;
  readonly close: () => void;
};

type OpenFile = { readonly fd: number; size: number };

const sizeOf = (fd: number): number => fstatSync(fd).size;

/** Makes room for a new file under the name: `log` becomes `log.1`, that `log.2`, and the oldest goes. */
const setAside = (path: string, kept: number): void => {
  rmSync(kept === 0 ? path : `${path}.${kept}`, { force: true });
  for (let number = kept - 1; number >= 0; number -= 1) {
    try {
      renameSync(number === 0 ? path : `${path}.${number}`, `${path}.${number + 1}`);
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
    }
  }
};

/**
 * One log on the disk.
 * @param lost the line that tells how many could not be written before it, once writing works again
 * @param onFault told when writing begins to fail, with the reason
 */
export const openLogFile = (
  path: string,
  rotation: LogRotation,
  lost: (lines: number) => string,
  onFault: (reason: string) => void,
): LogFile => {
  let file: OpenFile | undefined;
  let lostLines = 0;
  /** A line was cut off in its middle, so that the next one has to begin with a line break. */
  let torn = false;

  const close = (): void => {
    if (file !== undefined) closeSync(file.fd);
    file = undefined;
  };
  const opened = (): OpenFile => {
    if (file !== undefined) return file;
    const fd = openSync(path, 'a', 0o600);
    file = { fd, size: sizeOf(fd) };
    return file;
  };
  const append = (text: string): void => {
    const bytes = Buffer.from(torn ? `\n${text}` : text);
    const current = opened();
    const written = writeSync(current.fd, bytes);
    current.size += written;
    torn = written === bytes.length ? false : torn || written > 0;
    if (written < bytes.length) throw new Error('no space left on the device');
  };
  const makeRoom = (bytes: number): void => {
    const current = opened();
    if (rotation.bytes === 0 || current.size === 0 || current.size + bytes <= rotation.bytes) return;
    // Somebody else may have emptied it.
    current.size = sizeOf(current.fd);
    if (current.size === 0 || current.size + bytes <= rotation.bytes) return;
    close();
    setAside(path, rotation.kept);
    torn = false;
  };
  let told = false;
  const attempt = (work: () => void): boolean => {
    try {
      work();
      return true;
    } catch (fault) {
      if (!told) onFault(fault instanceof Error ? fault.message : String(fault));
      told = true;
      return false;
    }
  };

  attempt(() => void opened());
  return {
    write: (line) => {
      const text = `${line}\n`;
      // A log that cannot be set aside still takes lines.
      const roomy = attempt(() => makeRoom(Buffer.byteLength(text)));
      const done = attempt(() => {
        if (lostLines > 0) append(`${lost(lostLines)}\n`);
        lostLines = 0;
        append(text);
      });
      if (!done) lostLines += 1;
      else if (roomy) told = false;
    },
    reopen: () => void attempt(close),
    close: () => void attempt(close),
  };
};
