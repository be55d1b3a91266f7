/** As much of D-Bus's wire format as a service needs that takes simple calls (D-Bus specification, "Message Protocol"). */

export type Incoming = {
  readonly type: number;
  readonly serial: number;
  readonly sender: string;
  readonly member: string;
  readonly interface: string;
  readonly body: Buffer;
};

const align = (offset: number, to: number): number => Math.ceil(offset / to) * to;

/** Reads values one after the other; every value lies at a multiple of its own size. */
export const reader = (bytes: Buffer, start = 0) => {
  let at = start;
  const uint32 = (): number => {
    at = align(at, 4);
    at += 4;
    return bytes.readUInt32LE(at - 4);
  };
  const text = (): string => {
    const length = uint32();
    at += length + 1;
    return bytes.toString('utf8', at - 1 - length, at - 1);
  };
  return {
    uint32,
    text,
    texts: (): string[] => {
      const end = uint32() + align(at, 4);
      const all: string[] = [];
      while (at < end) all.push(text());
      return all;
    },
    position: () => at,
    move: (to: number) => {
      at = to;
    },
    byte: () => bytes.readUInt8(at++),
  };
};

const padded = (parts: Buffer[], to: number): void => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  parts.push(Buffer.alloc(align(length, to) - length));
};
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

export type Value = { readonly u: number } | { readonly s: string } | { readonly as: readonly string[] };

const put = (parts: Buffer[], value: Value): void => {
  padded(parts, 4);
  if ('u' in value) parts.push(uint32(value.u));
  else if ('s' in value) parts.push(uint32(Buffer.byteLength(value.s)), Buffer.from(`${value.s}\0`));
  else {
    const inner: Buffer[] = [];
    for (const one of value.as) put(inner, { s: one });
    parts.push(uint32(Buffer.concat(inner).length), ...inner);
  }
};

const signatureOf = (values: readonly Value[]): string => values.map((value) => Object.keys(value)[0]).join('');

const field = (parts: Buffer[], code: number, type: string, value: Buffer): void => {
  padded(parts, 8);
  parts.push(Buffer.from([code, 1, type.charCodeAt(0), 0]), value);
};
const textValue = (value: string): Buffer =>
  Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(`${value}\0`)]);

export type Outgoing = {
  /** 1 call, 2 answer, 4 signal. */
  readonly type: 1 | 2 | 4;
  readonly serial: number;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly destination?: string;
  readonly answers?: number;
  readonly body?: readonly Value[];
};

export const encode = (message: Outgoing): Buffer => {
  const body: Buffer[] = [];
  for (const value of message.body ?? []) put(body, value);
  const payload = Buffer.concat(body);
  const fields: Buffer[] = [];
  if (message.path !== undefined) field(fields, 1, 'o', textValue(message.path));
  if (message.interface !== undefined) field(fields, 2, 's', textValue(message.interface));
  if (message.member !== undefined) field(fields, 3, 's', textValue(message.member));
  if (message.answers !== undefined) field(fields, 5, 'u', uint32(message.answers));
  if (message.destination !== undefined) field(fields, 6, 's', textValue(message.destination));
  const signature = signatureOf(message.body ?? []);
  if (signature !== '') {
    field(fields, 8, 'g', Buffer.concat([Buffer.from([signature.length]), Buffer.from(`${signature}\0`)]));
  }
  const header = [Buffer.from([0x6c, message.type, 0, 1]), uint32(payload.length), uint32(message.serial)];
  header.push(uint32(Buffer.concat(fields).length), ...fields);
  padded(header, 8);
  return Buffer.concat([...header, payload]);
};

/** Takes one whole message off the front of the bytes; nothing where there is not yet one. */
export const decode = (bytes: Buffer): { readonly message: Incoming; readonly rest: Buffer } | undefined => {
  if (bytes.length < 16) return undefined;
  const bodyLength = bytes.readUInt32LE(4);
  const fieldsEnd = 16 + bytes.readUInt32LE(12);
  const bodyStart = align(fieldsEnd, 8);
  if (bytes.length < bodyStart + bodyLength) return undefined;
  const read = reader(bytes, 16);
  const texts = new Map<number, string>();
  while (read.position() < fieldsEnd) {
    read.move(align(read.position(), 8));
    const code = read.byte();
    read.byte();
    const type = String.fromCharCode(read.byte());
    read.byte();
    if (type === 'g') read.move(read.position() + bytes.readUInt8(read.position()) + 2);
    else if (type === 'u') read.uint32();
    else texts.set(code, read.text());
  }
  return {
    message: {
      type: bytes.readUInt8(1),
      serial: bytes.readUInt32LE(8),
      sender: texts.get(7) ?? '',
      member: texts.get(3) ?? '',
      interface: texts.get(2) ?? '',
      body: Buffer.from(bytes.subarray(bodyStart, bodyStart + bodyLength)),
    },
    rest: bytes.subarray(bodyStart + bodyLength),
  };
};
