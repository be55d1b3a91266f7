/** UIDs from `from` to `to`, both included. */
export type UidRange = { readonly from: number; readonly to: number };

/** Joins neighbours of an ascending list, so that a command line stays short. */
export const rangesOf = (uids: ArrayLike<number>): UidRange[] => {
  const ranges: { from: number; to: number }[] = [];
  for (let index = 0; index < uids.length; index += 1) {
    const uid = uids[index] as number;
    const last = ranges.at(-1);
    if (last !== undefined && last.to + 1 === uid) last.to = uid;
    else ranges.push({ from: uid, to: uid });
  }
  return ranges;
};

/** A sequence set (RFC 3501 section 9). */
export const sequenceSet = (ranges: readonly UidRange[]): string =>
  ranges.map(({ from, to }) => (from === to ? String(from) : `${from}:${to}`)).join(',');

/** Cuts an ascending list into pieces of at most `size`, the newest first; each piece is ascending. */
export const newestFirst = (uids: ArrayLike<number>, size: number): number[][] => {
  const pieces: number[][] = [];
  const all = Array.from(uids);
  for (let end = all.length; end > 0; end -= size) pieces.push(all.slice(Math.max(0, end - size), end));
  return pieces;
};

/** Cuts a list into pieces of at most `size` in its own order. */
export const pieces = <Item>(items: readonly Item[], size: number): Item[][] => {
  const cut: Item[][] = [];
  for (let start = 0; start < items.length; start += size) cut.push(items.slice(start, start + size));
  return cut;
};

/**
 * Ranges that together cover `lowest` to `highest` without a gap, newest first, each holding at most `size` of the
 * known UIDs: comparing one is bounded by `size`, and nothing between the known ones is left out.
 */
export const coveringBlocks = (
  known: ArrayLike<number>,
  { from: lowest, to: highest }: UidRange,
  size: number,
): UidRange[] => {
  const blocks: UidRange[] = [];
  let to = highest;
  const cut = newestFirst(known, size);
  cut.forEach((piece, index) => {
    const from = index === cut.length - 1 ? lowest : Math.max(lowest, piece[0] as number);
    if (from <= to) blocks.push({ from, to });
    to = Math.min(to, from - 1);
  });
  if (cut.length === 0 && lowest <= highest) blocks.push({ from: lowest, to: highest });
  return blocks;
};
