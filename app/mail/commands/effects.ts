import type { Place, Refusal, SeenFlags } from './mail-server.ts';
import type { Target } from './step.ts';

/** What the server did, as far as it is known; the store and the steps behind it are brought in line with it. */
export type Effect =
  | { readonly kind: 'moved'; readonly target: Target; readonly to: Place }
  | { readonly kind: 'removed'; readonly target: Target; readonly at: Place }
  | { readonly kind: 'flagged'; readonly folder: string; readonly uidValidity: string; readonly seen: SeenFlags }
  | { readonly kind: 'copied'; readonly target: Target; readonly at: Place }
  | { readonly kind: 'appended'; readonly at: Place };

export type StepEnd = {
  /** `later`: refused for now, worth another try. */
  readonly end: 'done' | 'refused' | 'later';
  readonly refusal: Refusal | undefined;
  readonly effects: readonly Effect[];
  /** Store ids of messages that were not there any more. */
  readonly gone: readonly number[];
};
