import type { Stroke } from './strokes.ts';

/** Longest pause within a sequence, in milliseconds. */
export const sequencePause = 1_500;

/** Strokes pressed so far that begin a sequence, and when the last was. */
export type Pending = { readonly strokes: readonly Stroke[]; readonly at: number };
export const nothingPending: Pending = { strokes: [], at: 0 };

export type Heard<Id> =
  | { readonly kind: 'run'; readonly id: Id; readonly pending: Pending }
  /** The beginning of something: the next stroke decides. */
  | { readonly kind: 'wait'; readonly pending: Pending }
  | { readonly kind: 'nothing'; readonly pending: Pending };

/**
 * What a stroke means after those before it. A stroke that does not go on with a sequence begins anew.
 * @param bindings sequences that can be heard now; of equal ones the first counts
 */
export const hear = <Id>(
  pending: Pending,
  stroke: Stroke,
  now: number,
  bindings: readonly (readonly [Id, string])[],
): Heard<Id> => {
  const before = now - pending.at <= sequencePause ? pending.strokes : [];
  for (const strokes of before.length === 0 ? [[stroke]] : [[...before, stroke], [stroke]]) {
    const pressed = strokes.join(' ');
    const found = bindings.find(([, sequence]) => sequence === pressed);
    if (found !== undefined) return { kind: 'run', id: found[0], pending: nothingPending };
    if (bindings.some(([, sequence]) => sequence.startsWith(`${pressed} `))) {
      return { kind: 'wait', pending: { strokes, at: now } };
    }
  }
  return { kind: 'nothing', pending: nothingPending };
};
