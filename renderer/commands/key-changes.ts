import type { CommandId } from './command-list.ts';
import { bindingsOf, conflictsOf, type KeyboardChoice, keysOfMap } from './key-bindings.ts';

type Changed = KeyboardChoice['changed'];

const isUsual = (choice: KeyboardChoice, id: CommandId, keys: readonly string[]): boolean => {
  const usual = keysOfMap(id, choice.map);
  return usual.length === keys.length && usual.every((key, at) => key === keys[at]);
};

const withKeys = (choice: KeyboardChoice, id: CommandId, keys: readonly string[]): KeyboardChoice => {
  const { [id]: _, ...others } = choice.changed;
  return { ...choice, changed: isUsual(choice, id, keys) ? others : { ...others, [id]: keys } };
};

/** A command's own keys from now on; what else was meant by them loses them. */
export const rebound = (choice: KeyboardChoice, id: CommandId, sequence: string): Changed => {
  const taken = conflictsOf(bindingsOf(choice), id, sequence);
  const freed = taken.reduce((before, other) => {
    const left = (bindingsOf(before).get(other) ?? []).filter(
      (keys) => keys !== sequence && !keys.startsWith(`${sequence} `) && !sequence.startsWith(`${keys} `),
    );
    return withKeys(before, other, left);
  }, choice);
  return withKeys(freed, id, [sequence]).changed;
};

export const unbound = (choice: KeyboardChoice, id: CommandId): Changed => withKeys(choice, id, []).changed;

/** Back to the keys of the map. */
export const usualAgain = (choice: KeyboardChoice, id: CommandId): Changed => {
  const { [id]: _, ...others } = choice.changed;
  return others;
};
