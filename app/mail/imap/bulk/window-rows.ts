import type { FetchedMessage, Flags } from '../../../store/port.ts';
import type { FetchData } from './fetch-response.ts';
import type { Window } from './uid-set.ts';

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** The rows of one command as they come in. */
export type WindowRows = {
  readonly window: Window;
  /** Whether the UID was asked for with this command. */
  readonly holds: (uid: number) => boolean;
  /** Takes a row that is told in full; false when something is missing. */
  readonly put: (uid: number, data: FetchData, length: number) => boolean;
  /** Applies a later word on the flags; false when the message has not come yet. */
  readonly changeFlags: (uid: number, flags: Flags, modSeq: string | undefined) => boolean;
  readonly count: () => number;
  /** Of all responses taken. */
  readonly bytes: () => number;
  /** Newest first, each message once. */
  readonly rows: (vanished: (uid: number) => boolean) => FetchedMessage[];
};

export const createWindowRows = (window: Window, withModSeq: boolean): WindowRows => {
  const rows: Mutable<FetchedMessage>[] = [];
  const again = new Set<number>();
  let bytes = 0;
  const seen = new Map<number, Mutable<FetchedMessage>>();
  return {
    window,
    holds: (uid) =>
      uid >= window.low && uid <= window.high && window.ranges.some(({ from, to }) => uid >= from && uid <= to),
    put: (uid, { flags, modSeq, receivedAt, size, hasAttachment, headers }, length) => {
      if (
        flags === undefined ||
        receivedAt === undefined ||
        size === undefined ||
        hasAttachment === undefined ||
        headers === undefined ||
        (withModSeq && modSeq === undefined)
      ) {
        return false;
      }
      bytes += length;
      if (seen.has(uid)) again.add(uid);
      const row = { uid, modSeq: withModSeq ? modSeq : undefined, flags, receivedAt, size, hasAttachment, headers };
      seen.set(uid, row);
      rows.push(row);
      return true;
    },
    changeFlags: (uid, flags, modSeq) => {
      const row = seen.get(uid);
      if (row === undefined) return false;
      row.flags = flags;
      if (withModSeq && modSeq !== undefined) row.modSeq = modSeq;
      return true;
    },
    count: () => seen.size,
    bytes: () => bytes,
    rows: (vanished) => {
      const last = again.size === 0 ? rows : [...seen.values()];
      return last.filter(({ uid }) => !vanished(uid)).sort((one, other) => other.uid - one.uid);
    },
  };
};
