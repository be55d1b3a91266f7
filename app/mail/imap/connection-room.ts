import type { Purpose } from './connections.ts';

/** How many connections the server bears; learnt from what it says. */
export type ConnectionRoom = {
  readonly limit: () => number;
  /** The server refused one more while so many were open. */
  readonly crowded: (open: number) => void;
  /** Takes the place of a connection made elsewhere; undefined: there is none. */
  readonly lend: (open: number) => (() => void) | undefined;
};

/** @param tryMoreAfter milliseconds after which a server that had too many is offered one more again */
export const createConnectionRoom = (most: number, tryMoreAfter: number, now: () => number): ConnectionRoom => {
  let limit = most;
  let crowdedAt = 0;
  let lent = 0;
  const current = (): number => {
    if (limit < most && now() - crowdedAt >= tryMoreAfter) {
      limit += 1;
      crowdedAt = now();
    }
    return limit;
  };
  return {
    limit: current,
    crowded: (open) => {
      limit = Math.max(1, Math.min(limit, open));
      crowdedAt = now();
    },
    lend: (open) => {
      if (open + lent >= current()) return undefined;
      lent += 1;
      let isOut = true;
      return () => {
        if (isOut) lent -= 1;
        isOut = false;
      };
    },
  };
};

/** Who is served first where purposes share a connection. */
export const ranks: Readonly<Record<Purpose, number>> = { read: 0, act: 1, watch: 2, sync: 3 };

/** Which connection serves a purpose when there may be only so many. */
export const sharedBy = (purpose: Purpose, limit: number): Purpose => {
  if (limit <= 1) return 'sync';
  if (limit === 2) return purpose === 'watch' ? 'watch' : 'sync';
  if (limit === 3) return purpose === 'read' ? 'act' : purpose;
  return purpose;
};
