import { type FileHandle, open } from 'node:fs/promises';

export type ScannedLine = { readonly line: number; readonly content: string };

const chunkBytes = 256 * 1024;
const lineFeed = 0x0a;

const openIfThere = (path: string): Promise<FileHandle | undefined> =>
  open(path, 'r').catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return undefined;
    throw fault;
  });

/**
 * Opens a log and what was set aside of it, the oldest first. Begins with the youngest: a log set aside meanwhile turns
 * up a second time under its next name, and none is missed.
 */
const openParts = async (path: string): Promise<FileHandle[]> => {
  const parts: FileHandle[] = [];
  const seen = new Set<number>();
  for (let number = 0; ; number += 1) {
    const part = await openIfThere(number === 0 ? path : `${path}.${number}`);
    if (part === undefined && number > 0) return parts;
    if (part === undefined) continue;
    const { ino } = await part.stat();
    if (seen.has(ino)) await part.close();
    else parts.unshift(part);
    seen.add(ino);
  }
};

async function* linesOf(file: FileHandle): AsyncGenerator<Buffer[]> {
  const { size } = await file.stat();
  let rest: Buffer = Buffer.alloc(0);
  for (let position = 0; position < size; ) {
    const piece = Buffer.allocUnsafe(Math.min(chunkBytes, size - position));
    const { bytesRead } = await file.read(piece, 0, piece.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    const data = rest.length === 0 ? piece.subarray(0, bytesRead) : Buffer.concat([rest, piece.subarray(0, bytesRead)]);
    const lines: Buffer[] = [];
    let start = 0;
    for (let end = data.indexOf(lineFeed); end >= 0; end = data.indexOf(lineFeed, start)) {
      lines.push(data.subarray(start, end));
      start = end + 1;
    }
    rest = data.subarray(start);
    yield lines;
  }
}

/**
 * Reads a log, with what was set aside of it, from its beginning to where it ended when asked, line by line as bytes,
 * giving other work its turn between the pieces of a large file. A line not yet ended by a line feed is still being
 * written and is left out. A log that does not exist is empty.
 */
export async function* logLines(path: string): AsyncGenerator<Buffer[]> {
  const parts = await openParts(path);
  try {
    for (const part of parts) yield* linesOf(part);
  } finally {
    await Promise.all(parts.map((part) => part.close()));
  }
}

/** How many bytes a log has with what was set aside of it, and when it last grew (milliseconds since the epoch). */
export const measureLog = async (path: string): Promise<{ readonly size: number; readonly changedAt?: number }> => {
  const parts = await openParts(path);
  try {
    const stats = await Promise.all(parts.map((part) => part.stat()));
    const last = stats.at(-1);
    return {
      size: stats.reduce((sum, { size }) => sum + size, 0),
      ...(last && { changedAt: last.mtimeMs }),
    };
  } finally {
    await Promise.all(parts.map((part) => part.close()));
  }
};

export type LogPart = { readonly fromLine: number; readonly countLines: number };

/**
 * The lines that match and belong to the wanted part, oldest first, and how many match in the whole log.
 * @param part `fromLine` -1: the last `countLines` that match; otherwise the first ones at or after that line
 */
export const scanLog = async (
  path: string,
  { fromLine, countLines }: LogPart,
  matches: (line: Buffer) => boolean,
): Promise<{ readonly list: readonly ScannedLine[]; readonly total: number }> => {
  const fromEnd = fromLine < 0;
  let kept: ScannedLine[] = [];
  let total = 0;
  let number = 0;
  for await (const lines of logLines(path)) {
    for (const bytes of lines) {
      const line = number;
      number += 1;
      if (!matches(bytes)) continue;
      total += 1;
      const wanted = fromEnd || (line >= fromLine && kept.length < countLines);
      if (wanted) kept.push({ line, content: bytes.toString('utf8') });
    }
    if (fromEnd && kept.length > countLines) kept = kept.slice(-countLines);
  }
  return { list: kept, total };
};

/** A test for lines that contain a text. */
export const containing = (text: string, caseSensitive: boolean): ((line: Buffer) => boolean) => {
  if (caseSensitive) {
    const wanted = Buffer.from(text);
    return (line) => line.includes(wanted);
  }
  const wanted = text.toLowerCase();
  return (line) => line.toString('utf8').toLowerCase().includes(wanted);
};
