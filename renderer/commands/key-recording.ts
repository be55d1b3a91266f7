import { isReserved, isSign, type Stroke } from './strokes.ts';

/** Longest pause between two strokes that belong together, in milliseconds. */
export const recordingPause = 1_200;

/** A sequence that is being pressed to become a command's key. */
export type Recording = { readonly strokes: readonly Stroke[]; readonly at: number };

export const nothingRecorded: Recording = { strokes: [], at: 0 };

/** Sequences begin with a sign, such as G: what begins with Ctrl stands alone. */
export const record = ({ strokes, at }: Recording, stroke: Stroke, now: number): Recording => {
  const [first] = strokes;
  const follows = first !== undefined && strokes.length === 1 && now - at <= recordingPause && isSign(first);
  return { strokes: follows && isSign(stroke) ? [first, stroke] : [stroke], at: now };
};

export const sequenceOf = ({ strokes }: Recording): string => strokes.join(' ');

/** Whether it can be a command's key: not one that moves, writes, or leaves. */
export const isUsable = ({ strokes }: Recording): boolean =>
  strokes.length > 0 && strokes.every((stroke) => !isReserved(stroke));
