/** Where the lines of a list are, all of one height, with a heading before some of them. In CSS pixels. */
export type ListGeometry = {
  readonly height: number;
  readonly topOf: (line: number) => number;
  readonly topOfHeading: (heading: number) => number;
  /** The lines in sight, the last not included. */
  readonly between: (top: number, bottom: number) => { readonly from: number; readonly to: number };
  /** The headings in sight, the last not included. */
  readonly headingsBetween: (top: number, bottom: number) => { readonly from: number; readonly to: number };
};

/** @param headings the lines that have a heading before them, ascending */
export const listGeometry = (
  count: number,
  headings: readonly number[],
  rowHeight: number,
  headingHeight: number,
): ListGeometry => {
  /** How many headings stand above a line, its own included. */
  const headingsUpTo = (line: number): number => {
    let [low, high] = [0, headings.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((headings[middle] ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const topOf = (line: number): number => line * rowHeight + headingsUpTo(line) * headingHeight;
  const topOfHeading = (heading: number): number => (headings[heading] ?? 0) * rowHeight + heading * headingHeight;
  /** The first of `length` things whose lower edge is below `y`. */
  const first = (length: number, bottomOf: (at: number) => number, y: number): number => {
    let [low, high] = [0, length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bottomOf(middle) > y) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const lineAt = (y: number): number => first(count, (line) => topOf(line) + rowHeight, y);
  const headingAt = (y: number): number => first(headings.length, (at) => topOfHeading(at) + headingHeight, y);
  return {
    height: count * rowHeight + headings.length * headingHeight,
    topOf,
    topOfHeading,
    between: (top, bottom) => ({ from: lineAt(top), to: Math.min(count, lineAt(bottom) + 1) }),
    headingsBetween: (top, bottom) => ({
      from: headingAt(top),
      to: Math.min(headings.length, headingAt(bottom) + 1),
    }),
  };
};
