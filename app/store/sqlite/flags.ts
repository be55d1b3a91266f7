import type { Flags } from '../port.ts';

/** RFC 3501 section 2.3.2; the position is the bit. */
const systemFlags = ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft'] as const;

export const seen = 1;
export const answered = 2;
export const flagged = 4;
export const draft = 16;

/** Flags as they are stored: system flags as bits, the rest sorted and separated by spaces, which no flag contains. */
export type StoredFlags = { readonly bits: number; readonly keywords: string };

const bitOf = new Map(systemFlags.map((flag, index) => [flag.toLowerCase(), 1 << index]));

export const packFlags = (flags: Flags): StoredFlags => {
  let bits = 0;
  let keywords: Map<string, string> | undefined;
  for (const flag of flags) {
    const folded = flag.toLowerCase();
    const bit = bitOf.get(folded);
    if (bit !== undefined) bits |= bit;
    else {
      keywords ??= new Map();
      if (flag !== '' && !keywords.has(folded)) keywords.set(folded, flag.replaceAll(' ', '_'));
    }
  }
  return { bits, keywords: keywords === undefined ? '' : [...keywords.values()].sort().join(' ') };
};

export const unpackFlags = (bits: number, keywords: string): Flags => {
  const flags: string[] = systemFlags.filter((_, index) => (bits & (1 << index)) !== 0);
  return keywords === '' ? flags : flags.concat(keywords.split(' '));
};

/** Lays a local change over what the server said; keywords are compared without case. */
export const overlayFlags = (server: StoredFlags, added: StoredFlags, removed: StoredFlags): StoredFlags => {
  const gone = new Set(removed.keywords.toLowerCase().split(' '));
  const kept = server.keywords.split(' ').filter((keyword) => keyword !== '' && !gone.has(keyword.toLowerCase()));
  const { keywords } = packFlags([...kept, ...added.keywords.split(' ')]);
  return { bits: (server.bits & ~removed.bits) | added.bits, keywords };
};
