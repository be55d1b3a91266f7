/** Two columns of a list that belong together. */
export type Lines = { readonly threads: Float64Array<ArrayBuffer>; readonly heads: Float64Array<ArrayBuffer> };

/** Lines `from` up to `to` of the earlier list are replaced by these. */
export type ListChange = Lines & {
  readonly version: number;
  readonly whole: boolean;
  readonly from: number;
  readonly to: number;
};

/** So many lists are remembered, and so many versions of each: two windows may show the same one. */
const remembered = 8;
const versionsOfEach = 2;

const sameLine = (one: Lines, at: number, other: Lines, otherAt: number): boolean =>
  one.heads[at] === other.heads[otherAt] && one.threads[at] === other.threads[otherAt];

/** Remembers what was handed over, so that of a list of a hundred thousand lines only those that changed follow. */
export const createListVersions = (): ((name: string, lines: Lines, since: number | undefined) => ListChange) => {
  const known: { readonly name: string; readonly version: number; readonly lines: Lines }[] = [];
  let last = 0;
  return (name, lines, since) => {
    const before = known.find((each) => each.version === since && each.name === name);
    last += 1;
    const version = last;
    if (before !== undefined) known.splice(known.indexOf(before), 1);
    const [oldest, ...others] = known.filter((each) => each.name === name);
    if (oldest !== undefined && others.length + 1 >= versionsOfEach) known.splice(known.indexOf(oldest), 1);
    known.push({ name, version, lines });
    if (known.length > remembered) known.shift();
    if (before === undefined)
      return { version, whole: true, from: 0, to: 0, threads: lines.threads, heads: lines.heads };
    const old = before.lines;
    const [length, oldLength] = [lines.heads.length, old.heads.length];
    let from = 0;
    while (from < Math.min(length, oldLength) && sameLine(lines, from, old, from)) from += 1;
    let same = 0;
    while (same < Math.min(length, oldLength) - from && sameLine(lines, length - 1 - same, old, oldLength - 1 - same)) {
      same += 1;
    }
    return {
      version,
      whole: false,
      from,
      to: oldLength - same,
      threads: lines.threads.slice(from, length - same),
      heads: lines.heads.slice(from, length - same),
    };
  };
};
