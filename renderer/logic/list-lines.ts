import type { ConversationList } from '../../app/domain/conversation.ts';

/** A list in its order, by numbers alone: a hundred thousand lines take less than two megabytes. */
export type ListLines = {
  /** The conversation of each line. */
  readonly threads: Float64Array<ArrayBuffer>;
  /** Its newest message in this place. */
  readonly heads: Float64Array<ArrayBuffer>;
  /** Lines that stand where they do for another time than their newest message's: milliseconds by conversation. */
  readonly moved: ReadonlyMap<number, number>;
};

export const noLines: ListLines = { threads: new Float64Array(), heads: new Float64Array(), moved: new Map() };

const spliced = (
  before: Float64Array<ArrayBuffer>,
  from: number,
  to: number,
  put: Float64Array<ArrayBuffer>,
): Float64Array<ArrayBuffer> => {
  const after = new Float64Array(before.length - (to - from) + put.length);
  after.set(before.subarray(0, from));
  after.set(put, from);
  after.set(before.subarray(to), from + put.length);
  return after;
};

/** The list after a change. Where nothing changed it is the same object. */
export const changeLines = (
  before: ListLines,
  change: Pick<ConversationList, 'from' | 'to' | 'threads' | 'heads' | 'moved'>,
): ListLines => {
  const same = change.from === change.to && change.heads.length === 0;
  if (same && before.moved.size === 0 && change.moved.length === 0) return before;
  const threads = change.threads as Float64Array<ArrayBuffer>;
  const heads = change.heads as Float64Array<ArrayBuffer>;
  return {
    threads: same ? before.threads : spliced(before.threads, change.from, change.to, threads),
    heads: same ? before.heads : spliced(before.heads, change.from, change.to, heads),
    moved: new Map(change.moved.map(({ thread, at }) => [thread, at])),
  };
};

/** Where a conversation stands; undefined: it is not in the list. */
export const placeOf = ({ threads }: ListLines, thread: number | undefined): number | undefined => {
  const at = thread === undefined ? -1 : threads.indexOf(thread);
  return at === -1 ? undefined : at;
};

/** A message's id is the second of its receipt, times this, and a counter. */
const idsPerSecond = 2 ** 20;

/** The time a line stands for, in milliseconds. */
export const timeAt = ({ threads, heads, moved }: ListLines, at: number): number =>
  (moved.size === 0 ? undefined : moved.get(threads[at] ?? 0)) ?? Math.floor((heads[at] ?? 0) / idsPerSecond) * 1000;

/** The line to be at when some go away: the next that stays, or the one before. */
export const lineAfter = (
  { threads }: ListLines,
  at: number | undefined,
  gone: ReadonlySet<number>,
): number | undefined => {
  if (at === undefined) return undefined;
  for (let next = at; next < threads.length; next += 1) {
    const thread = threads[next];
    if (thread !== undefined && !gone.has(thread)) return thread;
  }
  for (let before = at - 1; before >= 0; before -= 1) {
    const thread = threads[before];
    if (thread !== undefined && !gone.has(thread)) return thread;
  }
  return undefined;
};
