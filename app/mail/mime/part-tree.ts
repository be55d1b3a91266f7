import type { HeaderField, HeaderFields } from './header-fields.ts';
import { fieldOf } from './header-fields.ts';
import { type ParameterisedValue, parseParameters } from './parameters.ts';

/** A MIME entity as byte ranges of the source; nothing is decoded. */
export type Part = {
  /** IMAP's part number (RFC 3501 section 6.4.5); the only part of a message without parts is "1", a root of parts is "". */
  readonly path: string;
  readonly fields: HeaderFields;
  readonly type: ParameterisedValue;
  readonly disposition: ParameterisedValue;
  /** Lower case; empty without one. */
  readonly encoding: string;
  readonly start: number;
  readonly bodyStart: number;
  readonly end: number;
  readonly children: readonly Part[];
};

export type PartTree = {
  readonly root: Part;
  /** More parts, deeper ones or more header than is read; the rest is left out. */
  readonly limited: boolean;
};

export const limits = {
  parts: 1000,
  depth: 30,
  /** Header bytes read of one entity, and of all together. */
  header: 256 * 1024,
  headers: 4 * 1024 * 1024,
  fields: 2000,
  boundary: 1000,
} as const;

const lf = 0x0a;
const cr = 0x0d;
const dash = 0x2d;
const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09;

type Delimiter = { readonly at: number; readonly next: number; readonly level: number; readonly closing: boolean };
type Scan = {
  readonly source: Buffer;
  /** Open boundaries, outermost first. */
  readonly boundaries: string[];
  parts: number;
  headerBytes: number;
  limited: boolean;
};

const lineEnd = (source: Buffer, at: number): number => {
  const found = source.indexOf(lf, at);
  return found === -1 ? source.length : found + 1;
};

/** The delimiter a line beginning at `at` is, the innermost boundary first. */
const delimiterAt = (scan: Scan, at: number): Delimiter | undefined => {
  const { source, boundaries } = scan;
  if (source[at] !== dash || source[at + 1] !== dash || boundaries.length === 0) return undefined;
  const next = lineEnd(source, at);
  let end = next;
  while (end > at && (source[end - 1] === lf || source[end - 1] === cr || isBlank(source[end - 1]))) end -= 1;
  if (end - at > limits.boundary + 4) return undefined;
  const line = source.toString('latin1', at + 2, end);
  for (let level = boundaries.length - 1; level >= 0; level -= 1) {
    const boundary = boundaries[level] ?? '';
    if (line === boundary) return { at, next, level, closing: false };
    if (line.length === boundary.length + 2 && line.startsWith(boundary) && line.endsWith('--')) {
      return { at, next, level, closing: true };
    }
  }
  return undefined;
};

const lineBreakAndDashes = Buffer.from('\n--');

/** The next delimiter line at or after the line that begins at `from`. */
const nextDelimiter = (scan: Scan, from: number): Delimiter | undefined => {
  if (scan.boundaries.length === 0) return undefined;
  const first = delimiterAt(scan, from);
  if (first !== undefined) return first;
  let at = scan.source.indexOf(lineBreakAndDashes, from);
  while (at !== -1) {
    const found = delimiterAt(scan, at + 1);
    if (found !== undefined) return found;
    at = scan.source.indexOf(lineBreakAndDashes, at + 1);
  }
  return undefined;
};

const fieldName = /^[!-9;-~]+$/;

type Head = { readonly fields: HeaderField[]; readonly bodyStart: number; readonly delimiter: Delimiter | undefined };

/** Reads an entity's header; it ends at an empty line, at a delimiter, or before what cannot be a header. */
const readHead = (scan: Scan, from: number): Head => {
  const { source } = scan;
  const fields: HeaderField[] = [];
  let name = '';
  let value = '';
  let at = from;
  const finish = (): void => {
    if (name !== '') fields.push({ name: name.toLowerCase(), value: value.trim() });
    name = '';
  };
  while (at < source.length) {
    const delimiter = delimiterAt(scan, at);
    if (delimiter !== undefined) {
      finish();
      return { fields, bodyStart: at, delimiter };
    }
    const next = lineEnd(source, at);
    let end = next;
    while (end > at && (source[end - 1] === lf || source[end - 1] === cr)) end -= 1;
    if (end === at) {
      finish();
      return { fields, bodyStart: next, delimiter: undefined };
    }
    scan.headerBytes += next - at;
    const isFull = at - from > limits.header || fields.length >= limits.fields || scan.headerBytes > limits.headers;
    if (isFull) scan.limited = true;
    else if (isBlank(source[at])) {
      if (name !== '') value += source.toString('latin1', at, end);
      else if (source.toString('latin1', at, end).trim() === '')
        return { fields, bodyStart: next, delimiter: undefined };
    } else {
      const line = source.toString('latin1', at, end);
      const colon = line.indexOf(':');
      const candidate = colon === -1 ? '' : line.slice(0, colon).trimEnd();
      if (fieldName.test(candidate)) {
        finish();
        name = candidate;
        value = line.slice(colon + 1);
      } else if (fields.length === 0 && name === '' && !/^>?From /.test(line)) {
        return { fields, bodyStart: at, delimiter: undefined };
      }
    }
    at = next;
  }
  finish();
  return { fields, bodyStart: source.length, delimiter: undefined };
};

/** A part's content ends before the line break that belongs to the delimiter (RFC 2046 section 5.1.1). */
const contentEnd = (source: Buffer, from: number, delimiter: Delimiter | undefined): number => {
  if (delimiter === undefined) return source.length;
  let end = delimiter.at;
  if (end > from && source[end - 1] === lf) end -= 1;
  if (end > from && source[end - 1] === cr) end -= 1;
  return end;
};

type Read = { readonly part: Part; readonly delimiter: Delimiter | undefined };

const parsed = new Map<string, ParameterisedValue>();

/** Few values make up most of all mail. */
const parametersOf = (text: string): ParameterisedValue => {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const found = parseParameters(text);
  if (text.length < 60 && parsed.size < 500) parsed.set(text, found);
  return found;
};

const digestDefault: ParameterisedValue = { value: 'message/rfc822', parameters: new Map() };
const textDefault: ParameterisedValue = { value: 'text/plain', parameters: new Map() };

const readPart = (scan: Scan, from: number, path: string, depth: number, inDigest: boolean): Read => {
  const { source } = scan;
  scan.parts += 1;
  const head = readHead(scan, from);
  const { fields, bodyStart } = head;
  const written = fieldOf(fields, 'content-type');
  const told = written === '' ? undefined : parametersOf(written);
  const usable = told !== undefined && /^[^\s/]+\/[^\s/]+$/.test(told.value) ? told : undefined;
  const type =
    usable ?? (inDigest ? digestDefault : { ...textDefault, parameters: told?.parameters ?? textDefault.parameters });
  const rest = {
    fields,
    type,
    disposition: parametersOf(fieldOf(fields, 'content-disposition')),
    encoding: fieldOf(fields, 'content-transfer-encoding')
      .replace(/\(.*\)|["';]/g, '')
      .trim()
      .toLowerCase(),
    start: from,
    bodyStart,
  };
  const boundary = type.value.startsWith('multipart/') ? type.parameters.get('boundary')?.trimEnd() : undefined;
  const opens = boundary !== undefined && boundary !== '' && boundary.length <= limits.boundary;
  if (!opens || depth >= limits.depth || head.delimiter !== undefined) {
    if (opens && depth >= limits.depth) scan.limited = true;
    const delimiter = head.delimiter ?? nextDelimiter(scan, bodyStart);
    const end = Math.max(bodyStart, contentEnd(source, bodyStart, delimiter));
    const shown = type.value.startsWith('multipart/') && !opens ? textDefault : type;
    return { part: { ...rest, type: shown, path: path === '' ? '1' : path, end, children: [] }, delimiter };
  }
  const level = scan.boundaries.push(Buffer.from(boundary, 'utf8').toString('latin1')) - 1;
  const children: Part[] = [];
  let delimiter = nextDelimiter(scan, bodyStart);
  while (delimiter !== undefined && delimiter.level === level && !delimiter.closing) {
    if (scan.parts >= limits.parts) {
      scan.limited = true;
      delimiter = undefined;
      break;
    }
    const childPath = path === '' ? String(children.length + 1) : `${path}.${children.length + 1}`;
    const child = readPart(scan, delimiter.next, childPath, depth + 1, type.value === 'multipart/digest');
    children.push(child.part);
    delimiter = child.delimiter;
  }
  scan.boundaries.length = level;
  if (delimiter !== undefined && delimiter.level === level) delimiter = nextDelimiter(scan, delimiter.next);
  if (children.length === 0 && !scan.limited) {
    // A multipart whose boundary never comes is text to a reader, who would otherwise see nothing at all.
    const end = Math.max(bodyStart, contentEnd(source, bodyStart, delimiter));
    return { part: { ...rest, type: textDefault, path: path === '' ? '1' : path, end, children }, delimiter };
  }
  const end = Math.max(bodyStart, contentEnd(source, bodyStart, delimiter));
  return { part: { ...rest, path, end, children }, delimiter };
};

/** Mail of old Macintosh programs ends its lines with CR alone. */
const withLineFeeds = (source: Buffer): Buffer => {
  if (source.includes(lf) || !source.includes(cr)) return source;
  return Buffer.from(source.toString('latin1').replaceAll('\r', '\n'), 'latin1');
};

/** A message and its parts. `source` is what the ranges are of: the bytes given, but for odd line ends. */
export type ParsedSource = PartTree & { readonly source: Buffer };

/**
 * Finds the parts of a message (RFC 5322, RFC 2045, RFC 2046) in one pass over its bytes. Whatever is wrong with it,
 * there is a tree: an unfinished part goes on to the end, unknown delimiters are content.
 */
export const parseTree = (bytes: Uint8Array): ParsedSource => {
  const source = withLineFeeds(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const scan: Scan = { source, boundaries: [], parts: 0, headerBytes: 0, limited: false };
  let start = 0;
  while (source[start] === lf || source[start] === cr) start += 1;
  const { part } = readPart(scan, start, '', 0, false);
  return { root: part, limited: scan.limited, source };
};

/** All parts without parts of their own, in order. */
export const leavesOf = (part: Part): Part[] => (part.children.length === 0 ? [part] : part.children.flatMap(leavesOf));
