import type { FlagChange } from '../../../store/port.ts';
import type { BulkEvent, UidRange } from './bulk-event.ts';

type Changes = Extract<BulkEvent, { readonly kind: 'changes' }>;

/** More than this at once is no folder but a flood. */
const most = 100_000;

/** Collects what a server tells of the folder besides what it was asked. */
export const createFolderNews = () => {
  let flags: FlagChange[] = [];
  let vanished: UidRange[] = [];
  let expunged = 0;
  let unnamed = 0;
  let exists = 0;
  let fresh = false;
  /** Expunges may be told before or after the answer that misses the message, so they count for the whole time. */
  let everGone = false;
  const gone: UidRange[] = [];
  return {
    flags: (change: FlagChange): boolean => {
      fresh = true;
      return flags.push(change) <= most;
    },
    unnamed: (): void => {
      fresh = true;
      unnamed += 1;
    },
    vanished: (ranges: readonly UidRange[]): boolean => {
      fresh = true;
      everGone = true;
      vanished.push(...ranges);
      gone.push(...ranges);
      return gone.length <= most;
    },
    expunged: (): void => {
      fresh = true;
      everGone = true;
      expunged += 1;
      exists = Math.max(0, exists - 1);
    },
    exists: (count: number, isNews: boolean): void => {
      exists = count;
      if (isNews) fresh = true;
    },
    someGone: (): boolean => everGone,
    isGone: (uid: number): boolean => gone.some(({ from, to }) => uid >= from && uid <= to),
    /** What came since the last call; undefined: nothing. */
    take: (): Changes | undefined => {
      if (!fresh) return undefined;
      const event: Changes = { kind: 'changes', flags, vanished, expunged, unnamed, exists };
      flags = [];
      vanished = [];
      expunged = 0;
      unnamed = 0;
      fresh = false;
      return event;
    },
  };
};
