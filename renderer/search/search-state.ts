import { useSyncExternalStore } from 'react';
import { parseSearch } from '../../app/domain/search-parser.ts';
import { goTo, letGo, nothingSelected, type Selection } from '../logic/selection.ts';
import { type Marks, marksOf, noMarks } from './marks.ts';
import { emptySearch, isBlank, type SearchText, searchOf, textOf } from './search-text.ts';

/** The search of the window: the box in the title bar writes it, the mailbox shows what it finds. */
export type SearchState = {
  readonly text: SearchText;
  /** Grows whenever something outside of the box wants the cursor in it. */
  readonly focusAsked: number;
  /** Results that are chosen, by the ids of their messages. */
  readonly selection: Selection;
};

let state: SearchState = { text: emptySearch, focusAsked: 0, selection: nothingSelected };
const listeners = new Set<() => void>();

const set = (next: SearchState): void => {
  state = next;
  for (const listener of listeners) listener();
};

const watch = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useSearchState = (): SearchState => useSyncExternalStore(watch, () => state);

export const useResultSelection = (): Selection => useSyncExternalStore(watch, () => state.selection);

export const setSearch = (text: SearchText): void =>
  set({ ...state, text, selection: isBlank(text) ? nothingSelected : letGo(state.selection) });
export const searchFor = (text: string): void => setSearch(searchOf(text));
/** The account a search was begun in that went on over all of them. */
let cameFrom: string | undefined;
let carried = false;

export const endSearch = (): void => {
  cameFrom = undefined;
  if (!isBlank(state.text) || state.text.draft !== '') setSearch(emptySearch);
};
/** The search goes on when the mailbox of all accounts takes the place of this one. */
export const carrySearch = (from: string | undefined): void => {
  [cameFrom, carried] = [from, true];
};

/** The mailbox it was made in is left. */
export const endSearchHere = (): void => {
  if (carried) set({ ...state, selection: nothingSelected });
  else endSearch();
  carried = false;
};

/** Where to go back to once the search is left. */
export const takeOrigin = (): string | undefined => {
  const origin = cameFrom;
  cameFrom = undefined;
  return origin;
};

export const askForSearchFocus = (): void => set({ ...state, focusAsked: state.focusAsked + 1 });
export const selectResults = (selection: Selection): void => set({ ...state, selection });
export const selectResult = (id: number | undefined): void => selectResults(goTo(id));

let marked: { readonly of: SearchText; readonly marks: Marks } = { of: emptySearch, marks: noMarks };

const marksNow = (): Marks => {
  if (marked.of !== state.text) {
    const clock = { now: Date.now(), offsetAt: (time: number) => -new Date(time).getTimezoneOffset() };
    marked = {
      of: state.text,
      marks: isBlank(state.text) ? noMarks : marksOf(parseSearch(textOf(state.text), clock).query),
    };
  }
  return marked.marks;
};

/** What is to be marked in a message that is open while something is searched for. */
export const useMarks = (): Marks => useSyncExternalStore(watch, marksNow);
