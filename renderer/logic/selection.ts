import { type ListLines, placeOf } from './list-lines.ts';

/** What is chosen in a list: the line one is at, and those that were picked for something done to many. */
export type Selection = {
  readonly current: number | undefined;
  /** Where a range began. */
  readonly anchor: number | undefined;
  readonly picked: ReadonlySet<number>;
};

export const nothingSelected: Selection = { current: undefined, anchor: undefined, picked: new Set() };

export const goTo = (thread: number | undefined): Selection => ({
  current: thread,
  anchor: thread,
  picked: new Set(),
});

/** Picks a line or lets it go; whoever picks a second one has the first, which they are at, picked as well. */
export const toggle = (before: Selection, thread: number): Selection => {
  const picked = new Set(before.picked);
  if (picked.size === 0 && before.current !== undefined && before.current !== thread) picked.add(before.current);
  if (!picked.delete(thread)) picked.add(thread);
  return { current: thread, anchor: thread, picked };
};

/** Picks everything from where the range began to this line. */
export const extendTo = (before: Selection, lines: ListLines, thread: number): Selection => {
  const to = placeOf(lines, thread);
  if (to === undefined) return before;
  const from = placeOf(lines, before.anchor) ?? to;
  const range = lines.threads.subarray(Math.min(from, to), Math.max(from, to) + 1);
  return { current: thread, anchor: before.anchor ?? thread, picked: new Set(range) };
};

export const selectAll = (before: Selection, lines: ListLines): Selection => ({
  ...before,
  picked: new Set(lines.threads),
});

export const letGo = (before: Selection): Selection => ({ ...before, anchor: before.current, picked: new Set() });

/** What a verb is done to, in the order of the list: what is picked, else the line one is at. */
export const targetsOf = (selection: Selection, lines: ListLines): number[] => {
  const { picked, current } = selection;
  if (picked.size === 0) return placeOf(lines, current) === undefined ? [] : [current ?? 0];
  return [...lines.threads].filter((thread) => picked.has(thread));
};
