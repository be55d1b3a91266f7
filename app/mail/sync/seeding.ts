import type { Failure } from '../../domain/failure.ts';
import type { Result } from '../../domain/result.ts';
import { urgencyOf } from './folder-order.ts';
import { type FolderSync, type Seeded, seedFolder } from './folder-sync.ts';
import type { Parking } from './parking.ts';

/** The folders whose older messages are still to be fetched. */
export type Seeding = {
  readonly add: (path: string) => void;
  /** What can be gone on with now. */
  readonly waiting: () => readonly string[];
  /** Goes on with the most urgent one that is not under way; undefined: there is none. May be called beside itself. */
  readonly next: (signal: AbortSignal) => Promise<{ path: string; seeded: Result<Seeded, Failure> } | undefined>;
  /** Breaks off the folder, or all, after the piece that is under way. */
  readonly breakOff: (path?: string) => void;
};

export const createSeeding = (sync: FolderSync, parking: Parking): Seeding => {
  const { store } = sync;
  const unfinished = new Set<string>();
  const running = new Map<string, AbortController>();
  const urgency = (path: string): number => {
    const folder = store.folder(path);
    return folder === undefined ? Number.POSITIVE_INFINITY : urgencyOf(folder);
  };
  const waiting = (): string[] => {
    for (const path of unfinished) if (store.folder(path) === undefined) unfinished.delete(path);
    return [...unfinished].filter((path) => !parking.isParked(path));
  };
  return {
    add: (path) => unfinished.add(path),
    waiting,
    next: async (signal) => {
      const [path] = waiting()
        .filter((each) => !running.has(each))
        .sort((one, other) => urgency(one) - urgency(other));
      if (path === undefined) return undefined;
      const controller = new AbortController();
      const end = () => controller.abort();
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
      running.set(path, controller);
      const seeded = await seedFolder(sync, path, controller.signal);
      running.delete(path);
      signal.removeEventListener('abort', end);
      if (seeded.ok && seeded.value !== 'paused') unfinished.delete(path);
      return { path, seeded };
    },
    breakOff: (path) => {
      for (const [each, controller] of running) if (path === undefined || path === each) controller.abort();
    },
  };
};
