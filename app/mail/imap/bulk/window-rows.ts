import type { FetchedMessage, Flags } from '../../../store/port.ts';
import type { FetchData } from './fetch-response.ts';
import type { Window } from './uid-set.ts';

/** What is kept of a message as soon as it is told, so that little of many waits for the end of their command. */
export type RowShape<Row> = {
  readonly make: (message: FetchedMessage) => Row;
  /** The same with other flags. */
  readonly reflag: (row: Row, flags: Flags, modSeq: string | undefined) => Row;
};

/** Everything of a message. */
export const wholeMessages: RowShape<FetchedMessage> = {
  make: (message) => message,
  reflag: (message, flags, modSeq) => ({ ...message, flags, modSeq: modSeq ?? message.modSeq }),
};

/** The rows of one command as they come in. */
export type WindowRows<Row> = {
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
  readonly rows: (vanished: (uid: number) => boolean) => Row[];
};

export const createWindowRows = <Row>(
  window: Window,
  withModSeq: boolean,
  { make, reflag }: RowShape<Row>,
): WindowRows<Row> => {
  const seen = new Map<number, Row>();
  let bytes = 0;
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
      seen.set(
        uid,
        make({ uid, modSeq: withModSeq ? modSeq : undefined, flags, receivedAt, size, hasAttachment, headers }),
      );
      return true;
    },
    changeFlags: (uid, flags, modSeq) => {
      const row = seen.get(uid);
      if (row === undefined) return false;
      seen.set(uid, reflag(row, flags, withModSeq ? modSeq : undefined));
      return true;
    },
    count: () => seen.size,
    bytes: () => bytes,
    rows: (vanished) =>
      [...seen]
        .filter(([uid]) => !vanished(uid))
        .sort(([one], [other]) => other - one)
        .map(([, row]) => row),
  };
};
