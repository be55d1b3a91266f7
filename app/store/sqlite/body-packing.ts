import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

type Bytes = Uint8Array<ArrayBuffer>;

/** Below this a text hardly shrinks. */
const worthPacking = 100;
/** Up to this text and source are packed together: the source repeats the text, so it costs nearly nothing. */
const together = 128 * 1024;

const joined = 1;
const firstPacked = 2;
const sourcePacked = 4;

/** A body as it is stored: text and source in one, or beside each other. */
export type PackedBody = {
  readonly form: number;
  readonly textBytes: number;
  readonly packed: Bytes;
  readonly packedSource: Bytes | null;
};

/** The fastest setting: the stronger ones take twice the time for a tenth less. */
const compress = (bytes: Bytes): Bytes =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 0,
      [constants.BROTLI_PARAM_LGWIN]: Math.min(22, Math.max(12, 33 - Math.clz32(bytes.length))),
    },
  });

const pack = (bytes: Bytes): { readonly bytes: Bytes; readonly isPacked: boolean } => {
  if (bytes.length < worthPacking) return { bytes, isPacked: false };
  const smaller = compress(bytes);
  return smaller.length < bytes.length ? { bytes: smaller, isPacked: true } : { bytes, isPacked: false };
};

const unpack = (bytes: Bytes, isPacked: boolean): Bytes => (isPacked ? brotliDecompressSync(bytes) : bytes);

export const packBody = (text: string, source: Uint8Array): PackedBody => {
  const textBytes = Buffer.from(text, 'utf8');
  if (textBytes.length + source.length <= together) {
    const both = pack(Buffer.concat([textBytes, source]));
    return {
      form: joined | (both.isPacked ? firstPacked : 0),
      textBytes: textBytes.length,
      packed: both.bytes,
      packedSource: null,
    };
  }
  const first = pack(textBytes);
  const second = pack(new Uint8Array(source));
  return {
    form: (first.isPacked ? firstPacked : 0) | (second.isPacked ? sourcePacked : 0),
    textBytes: textBytes.length,
    packed: first.bytes,
    packedSource: second.bytes,
  };
};

export const unpackText = ({ form, textBytes, packed }: Omit<PackedBody, 'packedSource'>): string =>
  Buffer.from(unpack(packed, (form & firstPacked) !== 0).subarray(0, textBytes)).toString('utf8');

export const unpackSource = ({ form, textBytes, packed, packedSource }: PackedBody): Bytes =>
  (form & joined) !== 0
    ? new Uint8Array(unpack(packed, (form & firstPacked) !== 0).subarray(textBytes))
    : unpack(packedSource ?? new Uint8Array(), (form & sourcePacked) !== 0);
