import { type BodySync, fetchSomeBodies } from './fetch-bodies.ts';
import { urgencyOf } from './folder-order.ts';
import { isConnection } from './folder-state.ts';
import type { BodyPolicy } from './ports.ts';

/** Texts that are fetched unasked, those of the most urgent folder first. */
export type BodyQueue = {
  readonly mayBeMissing: (path: string) => void;
  /** Fetches some. @returns false: nothing is left, or nothing can be fetched now */
  readonly next: (signal: AbortSignal) => Promise<boolean>;
};

export const createBodyQueue = (sync: BodySync, policy: BodyPolicy): BodyQueue => {
  const unfetchable = new Set<number>();
  const done = new Set<string>();
  return {
    mayBeMissing: (path) => done.delete(path),
    next: async (signal) => {
      const next = sync.store
        .folders()
        .filter(({ path, selectable, sync: state }) => selectable && state !== undefined && !done.has(path))
        .sort((one, other) => urgencyOf(one) - urgencyOf(other))[0];
      if (next === undefined) return false;
      const some = await fetchSomeBodies(sync, next.path, policy, unfetchable, signal);
      if (!some.ok && isConnection(some.error)) return false;
      if (!some.ok || some.value === 0) done.add(next.path);
      return true;
    },
  };
};
