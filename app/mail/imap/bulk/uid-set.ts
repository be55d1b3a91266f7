import type { UidRange } from './bulk-event.ts';

const largestUid = 0xffff_ffff;

/**
 * Reads a set such as `1:5,9,12:10` (RFC 3501 section 9, uid-set), highest first; undefined for anything else. The
 * order of the set and of both ends is the server's choice; pieces that touch or overlap become one.
 */
export const parseUidSet = (text: string): UidRange[] | undefined => {
  const ranges: UidRange[] = [];
  for (const piece of text.split(',')) {
    const match = /^(\d{1,10})(?::(\d{1,10}))?$/u.exec(piece);
    if (match === null) return undefined;
    const one = Number(match[1]);
    const other = Number(match[2] ?? match[1]);
    if (Math.min(one, other) < 1 || Math.max(one, other) > largestUid) return undefined;
    ranges.push({ from: Math.min(one, other), to: Math.max(one, other) });
  }
  return joined(ranges);
};

/** Highest first, each UID once. */
export const joined = (ranges: readonly UidRange[]): UidRange[] => {
  const result: UidRange[] = [];
  for (const range of [...ranges].sort((one, other) => other.to - one.to)) {
    const last = result.at(-1);
    if (last !== undefined && range.to >= last.from - 1) {
      result[result.length - 1] = { from: Math.min(last.from, range.from), to: last.to };
    } else result.push(range);
  }
  return result;
};

/** Ascending UIDs as ranges, highest first. */
export const rangesOf = (uids: readonly number[]): UidRange[] => joined(uids.map((uid) => ({ from: uid, to: uid })));

export const countOf = (ranges: readonly UidRange[]): number =>
  ranges.reduce((count, { from, to }) => count + to - from + 1, 0);

export const formatUidSet = (ranges: readonly UidRange[]): string =>
  ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}:${to}`)).join(',');

/** What of the ranges lies within these bounds. */
export const clipped = (ranges: readonly UidRange[], low: number, high: number): UidRange[] =>
  ranges
    .filter(({ from, to }) => to >= low && from <= high)
    .map(({ from, to }) => ({ from: Math.max(from, low), to: Math.min(to, high) }));

/** One command's share. */
export type Window = {
  readonly low: number;
  readonly high: number;
  /** What to ask for; it may name UIDs that don't exist. */
  readonly ranges: readonly UidRange[];
  /** How many messages are there. */
  readonly expected: number;
};

/**
 * Divides what is there into shares of a size, newest first.
 * @param there the UIDs that exist within `asked`, highest first
 */
export function* windowsOf(
  asked: readonly UidRange[],
  there: readonly UidRange[],
  first: number,
  size: number,
): Generator<Window> {
  let wanted = first;
  let count = 0;
  let high = 0;
  for (const range of there) {
    for (let top = range.to; top >= range.from; ) {
      if (count === 0) high = top;
      const taken = Math.min(wanted - count, top - range.from + 1);
      count += taken;
      top -= taken;
      if (count < wanted) break;
      yield { low: top + 1, high, ranges: clipped(asked, top + 1, high), expected: count };
      wanted = size;
      count = 0;
    }
  }
  const last = there.at(-1);
  if (count > 0 && last !== undefined) {
    yield { low: last.from, high, ranges: clipped(asked, last.from, high), expected: count };
  }
}
