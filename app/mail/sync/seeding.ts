import type { Failure } from '../../domain/failure.ts';
import type { Result } from '../../domain/result.ts';
import { urgencyOf } from './folder-order.ts';
import { type FolderSync, type Seeded, seedFolder } from './folder-sync.ts';
import type { Parking } from './parking.ts';

/** Messages of a folder that is read at one go before longer ones, and of INBOX before all others. */
const short = 3_000;
const longRank = 100;

/** The folders whose older messages are still to be fetched. */
export type Seeding = {
  readonly add: (path: string) => void;
  /** What can be gone on with now. */
  readonly waiting: () => readonly string[];
  /**
   * Goes on with the one whose turn it is and that is not under way; undefined: there is none. May be called beside itself.
   * @param moreToCome short folders may still be added, or somebody waits for first rows: what is long, and what
   * nobody has seen yet, waits for them
   */
  readonly next: (
    signal: AbortSignal,
    moreToCome: boolean,
  ) => Promise<{ path: string; seeded: Result<Seeded, Failure> } | undefined>;
  /** Breaks off the folder, or all, after the piece that is under way. */
  readonly breakOff: (path?: string) => void;
};

export const createSeeding = (sync: FolderSync, parking: Parking): Seeding => {
  const { store } = sync;
  const unfinished = new Set<string>();
  const running = new Map<string, AbortController>();
  const begun = new Set<string>();

  type Turn = { readonly path: string; readonly rank: number; readonly stretch?: number };
  /**
   * The newest of INBOX first, then what is short, then what is long: older messages of a long folder are missed
   * least, and the fewer there are, the faster those of another folder are put between them by their date.
   */
  const turnOf = (path: string): Turn => {
    const folder = store.folder(path);
    if (folder === undefined) return { path, rank: Number.POSITIVE_INFINITY };
    // How long it is shows when it is opened.
    if (folder.sync === undefined) return { path, rank: urgencyOf(folder), stretch: short };
    const isLong = (folder.sync?.exists ?? 0) > short;
    if (isLong && folder.role === 'inbox' && !begun.has(path)) return { path, rank: 0, stretch: short };
    return { path, rank: urgencyOf(folder) + (isLong ? longRank : 0) };
  };
  const waiting = (): string[] => {
    for (const path of unfinished) if (store.folder(path) === undefined) unfinished.delete(path);
    return [...unfinished].filter((path) => !parking.isParked(path));
  };
  return {
    add: (path) => unfinished.add(path),
    waiting,
    next: async (signal, moreToCome) => {
      const [turn] = waiting()
        .filter((each) => !running.has(each))
        .map(turnOf)
        .sort((one, other) => one.rank - other.rank);
      if (turn === undefined) return undefined;
      if (moreToCome && (turn.rank >= longRank || store.folder(turn.path)?.sync === undefined)) return undefined;
      const { path, stretch } = turn;
      begun.add(path);
      const controller = new AbortController();
      const end = () => controller.abort();
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
      running.set(path, controller);
      const seeded = await seedFolder(sync, path, controller.signal, stretch);
      running.delete(path);
      signal.removeEventListener('abort', end);
      if (seeded.ok && seeded.value !== 'paused' && seeded.value !== 'part') unfinished.delete(path);
      return { path, seeded };
    },
    breakOff: (path) => {
      for (const [each, controller] of running) if (path === undefined || path === each) controller.abort();
    },
  };
};
