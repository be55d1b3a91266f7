import { currentPreferences, onPreferences } from '../hooks/use-preferences.ts';
import { type CommandId, commandOf, commands } from './command-list.ts';
import { type Bindings, bindingsOf, isHeard, type KeyboardChoice } from './key-bindings.ts';
import { hear, nothingPending, type Pending } from './key-sequence.ts';
import { isSign, type KeyPress, strokeOf } from './strokes.ts';

/** What a command does now. `withFolder`: the palette asks for a folder first and hands it over. */
export type CommandAction = (() => void) | { readonly run: () => void; readonly withFolder: (path: string) => void };
export type CommandActions = Partial<Readonly<Record<CommandId, CommandAction | undefined>>>;

export const isMac = navigator.userAgent.includes('Mac OS');

/** Newest last: what was put on top of the rest answers first. */
const registered: { readonly actions: () => CommandActions }[] = [];

let pending: Pending = nothingPending;
let made: { readonly of: KeyboardChoice; readonly bindings: Bindings } | undefined;

/** The keys of every command as they are now; the same object until something is changed. */
export const bindingsNow = (): Bindings => {
  const { keyboard } = currentPreferences();
  if (made?.of !== keyboard) made = { of: keyboard, bindings: bindingsOf(keyboard) };
  return made.bindings;
};

export const watchBindings = onPreferences;

/** What a command would do now; undefined when it makes no sense now. */
export const actionOf = (id: CommandId): CommandAction | undefined => {
  for (let at = registered.length - 1; at >= 0; at -= 1) {
    const action = registered[at]?.actions()[id];
    if (action !== undefined) return action;
  }
  return undefined;
};

/** Commands that can be carried out now, in the order of the list. */
export const availableCommands = (): CommandId[] =>
  commands.filter(({ id }) => actionOf(id) !== undefined).map(({ id }) => id);

/** @returns whether there was anything to do */
export const runCommand = (id: CommandId): boolean => {
  const action = actionOf(id);
  if (action === undefined) return false;
  if (typeof action === 'function') action();
  else action.run();
  return true;
};

const untyped = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file']);

const isTyping = (target: EventTarget | null): boolean => {
  if (target instanceof HTMLInputElement) return !untyped.has(target.type);
  return target instanceof HTMLElement && (target.matches('textarea, select') || target.isContentEditable);
};

/** What the space bar presses by itself. */
const isPressable = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('button, a[href], summary, input, [role="menuitem"], [role="tab"]') !== null;

/** A dialog or menu has the keys to itself. */
const isTaken = (): boolean =>
  [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="menu"]')].some(
    (one) => one.closest('[inert]') === null,
  );

/**
 * Carries out what a key press means. @returns whether it meant anything; the press is used up then
 */
export const hearKey = (press: KeyPress, typing: boolean): boolean => {
  const stroke = strokeOf(press, isMac);
  if (stroke === undefined) return false;
  const { keyboard } = currentPreferences();
  const candidates = [...bindingsNow()]
    .filter(([id]) => !typing || (commandOf(id).whileTyping === true && !isSign(stroke)))
    .filter(([id]) => actionOf(id) !== undefined)
    .flatMap(([id, sequences]) =>
      sequences.filter((keys) => isHeard(keys, keyboard)).map((keys) => [id, keys] as const),
    );
  const heard = hear(pending, stroke, Date.now(), candidates);
  pending = heard.pending;
  if (heard.kind === 'run') runCommand(heard.id);
  return heard.kind !== 'nothing';
};

const press = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing || isTaken()) return;
  if (event.key === ' ' && isPressable(event.target)) return;
  const altGraph = event.getModifierState('AltGraph');
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  const used = hearKey({ key, code, ctrlKey, metaKey, shiftKey, altKey, altGraph }, isTyping(event.target));
  if (used) event.preventDefault();
};

/** Puts actions on top of those registered so far. @returns takes them away again */
export const registerCommands = (actions: () => CommandActions): (() => void) => {
  if (registered.length === 0) window.addEventListener('keydown', press);
  const entry = { actions };
  registered.push(entry);
  return () => {
    registered.splice(registered.indexOf(entry), 1);
    if (registered.length === 0) window.removeEventListener('keydown', press);
  };
};
