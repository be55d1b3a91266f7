/** How much a server may say at once, in bytes. Whoever says more is left to the patient reader. */
export type FrameLimits = {
  /** Between two literals, and of a response without any. */
  readonly line: number;
  readonly literal: number;
  /** A response with all its literals. */
  readonly response: number;
};

export const frameLimits: FrameLimits = { line: 1024 * 1024, literal: 2 * 1024 * 1024, response: 4 * 1024 * 1024 };

/** Handles one whole response without its last CRLF; the bytes are lent until it returns. False: read no further. */
export type ResponseHandler = (bytes: Buffer, start: number, end: number) => boolean;

export type FrameFault = 'lineTooLong' | 'literalTooLong' | 'responseTooLong' | 'bareLineFeed';

const initialCapacity = 64 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Digits enough for any literal that is within a sane limit. */
const mostDigits = 10;

/**
 * Whether literals can be in a response that begins here: status responses, tagged ones and continuation requests end
 * with text for people, in which `{5}` is only text (RFC 3501 section 7.1).
 */
const hasLiterals = (bytes: Buffer, at: number): boolean => {
  if (bytes[at] !== 0x2a || bytes[at + 1] !== 0x20) return false;
  const word = (first: number, second: number, third: number): boolean =>
    ((bytes[at + 2] ?? 0) | 0x20) === first &&
    ((bytes[at + 3] ?? 0) | 0x20) === second &&
    (((bytes[at + 4] ?? 0) | 0x20) === third || (third === 0x20 && bytes[at + 4] === carriageReturn));
  return !(
    word(0x6f, 0x6b, 0x20) || // OK
    word(0x6e, 0x6f, 0x20) || // NO
    word(0x62, 0x61, 0x64) || // BAD
    word(0x62, 0x79, 0x65) || // BYE
    word(0x70, 0x72, 0x65) // PREAUTH
  );
};

/** The length a line that ends at `end` announces as a literal, `{n}` or `{n+}`; -1 when it announces none. */
const announced = (bytes: Buffer, lineStart: number, end: number): number => {
  let at = end - 1;
  if (bytes[at] !== 0x7d) return -1;
  at -= 1;
  if (bytes[at] === 0x2b) at -= 1;
  let length = 0;
  let scale = 1;
  let digits = 0;
  for (; at >= lineStart; at -= 1) {
    const code = bytes[at] ?? 0;
    if (code < 0x30 || code > 0x39) break;
    digits += 1;
    if (digits > mostDigits) return Number.MAX_SAFE_INTEGER;
    length += (code - 0x30) * scale;
    scale *= 10;
  }
  return digits > 0 && at >= lineStart && bytes[at] === 0x7b ? length : -1;
};

/**
 * Cuts a stream of bytes, split anywhere, into whole responses. Keeps no more than one response and the piece that
 * came last, looks at every byte once and makes no garbage.
 */
export const createFramer = (handle: ResponseHandler, limits: FrameLimits = frameLimits) => {
  let buffer = Buffer.allocUnsafe(initialCapacity);
  /** Begin of the response, of its current line, where to look on, and end of what is there. */
  let start = 0;
  let line = 0;
  let scan = 0;
  let end = 0;

  const makeRoom = (wanted: number): void => {
    const kept = end - start;
    if (start === end && buffer.length > 16 * initialCapacity && wanted <= initialCapacity) {
      buffer = Buffer.allocUnsafe(initialCapacity);
    } else if (buffer.length - end >= wanted) return;
    else if (kept + wanted > buffer.length / 2) {
      const larger = Buffer.allocUnsafe(2 ** Math.ceil(Math.log2(2 * (kept + wanted))));
      buffer.copy(larger, 0, start, end);
      buffer = larger;
    } else buffer.copyWithin(0, start, end);
    line -= start;
    scan -= start;
    end = kept;
    start = 0;
  };

  const cut = (): FrameFault | 'stopped' | undefined => {
    while (scan < end) {
      const at = buffer.indexOf(lineFeed, scan);
      if (at < 0 || at >= end) {
        if (end - line > limits.line) return 'lineTooLong';
        scan = end;
        return undefined;
      }
      if (at - line > limits.line) return 'lineTooLong';
      if (at === line || buffer[at - 1] !== carriageReturn) return 'bareLineFeed';
      const length = hasLiterals(buffer, start) ? announced(buffer, line, at - 1) : -1;
      if (length >= 0) {
        if (length > limits.literal) return 'literalTooLong';
        line = at + 1 + length;
        scan = line;
        if (line - start > limits.response) return 'responseTooLong';
        continue;
      }
      const from = start;
      start = at + 1;
      line = start;
      scan = start;
      if (start - from > limits.response) return 'responseTooLong';
      if (!handle(buffer, from, at - 1)) return 'stopped';
    }
    return undefined;
  };

  return {
    /** @returns why nothing more can be read; undefined: go on */
    push: (chunk: Uint8Array): FrameFault | 'stopped' | undefined => {
      makeRoom(chunk.length);
      buffer.set(chunk, end);
      end += chunk.length;
      return cut();
    },
    /** Bytes that are there and belong to no response yet. */
    pending: (): number => end - start,
  };
};
