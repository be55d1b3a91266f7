import { useSyncExternalStore } from 'react';
import type { ComposeStart } from '../../app/domain/compose-start.ts';
import { shownAccount } from '../bridge.ts';

/** Answers that are written below their messages, by account and conversation. They end with the window. */
const answers = new Map<string, ComposeStart>();
const listeners = new Set<() => void>();

const keyOf = (thread: number): string => `${shownAccount() ?? ''} ${thread}`;
const told = (): void => {
  for (const listener of listeners) listener();
};
const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Begins an answer below a conversation; one that is there already is gone on with. */
export const answerBelow = (thread: number, start: ComposeStart): void => {
  if (answers.has(keyOf(thread))) return;
  answers.set(keyOf(thread), start);
  told();
};

/** The answer is this draft from now on: it is opened again so when the conversation is shown the next time. */
export const keepAnswer = (thread: number, draft: string): void => {
  answers.set(keyOf(thread), { kind: 'draft', id: draft });
};

export const endAnswer = (thread: number): void => {
  if (answers.delete(keyOf(thread))) told();
};

/** What the answer below a conversation begins with, if there is one. */
export const useAnswer = (thread: number): ComposeStart | undefined =>
  useSyncExternalStore(listen, () => answers.get(keyOf(thread)));
