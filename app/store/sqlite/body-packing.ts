import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Below this a text hardly shrinks. */
const worthPacking = 200;

/** Bit for each of the two parts of a body: it is deflated. */
export const textPacked = 1;
export const sourcePacked = 2;

const window = (length: number): number => Math.min(15, Math.max(9, 32 - Math.clz32(length)));

/** Deflates what becomes smaller by it; otherwise `bytes` is what was given. A large picture is not tried in vain. */
export const pack = (
  bytes: Uint8Array<ArrayBuffer>,
): { readonly bytes: Uint8Array<ArrayBuffer>; readonly packed: boolean } => {
  if (bytes.length < worthPacking) return { bytes, packed: false };
  const smaller = deflateRawSync(bytes, { level: 3, windowBits: window(bytes.length), memLevel: 7 });
  return smaller.length < bytes.length * 0.95 ? { bytes: smaller, packed: true } : { bytes, packed: false };
};

export const unpack = (bytes: Uint8Array<ArrayBuffer>, packed: boolean): Uint8Array<ArrayBuffer> =>
  packed ? inflateRawSync(bytes) : bytes;
