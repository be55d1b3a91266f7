import { system, windows } from '../../bridge.ts';

/** Where a letter is written: in a window of its own, or below the message it answers. */
export type LetterPlace = {
  readonly below: boolean;
  /** Somebody wants to go: `onLeaving` is told. */
  readonly close: () => void;
  /** Calls when what is written must be kept, for the place is about to go; returns the function that ends it. */
  readonly onLeaving: (listener: () => void) => () => void;
  /** What is written is kept, sent or thrown away: the place may go. */
  readonly leave: () => void;
  /** What is written could not be kept. */
  readonly stay: () => void;
  /** From now on this draft is what is written here. */
  readonly keep: (draft: string) => void;
  /** It can be looked at. */
  readonly ready: () => void;
};

export const windowPlace: LetterPlace = {
  below: false,
  close: () => void system.close({}),
  onLeaving: (listener) => windows.on.leaving(listener),
  leave: () => void windows.leave({}),
  stay: () => void windows.stay({}),
  keep: (draft) => void windows.keepDraft({ draft }),
  ready: () => void windows.ready({}),
};
