import { type CommandId, commands, placesMeet } from './command-list.ts';
import { isSign } from './strokes.ts';

export type KeyMap = 'latchkey' | 'gmail';

/** What a person chose about keys. `changed`: own keys of a command, none at all for an empty list. */
export type KeyboardChoice = {
  readonly map: KeyMap;
  readonly singleLetters: boolean;
  readonly changed: Readonly<Record<string, readonly string[]>>;
};

export const usualKeyboard: KeyboardChoice = { map: 'latchkey', singleLetters: true, changed: {} };

export type Bindings = ReadonlyMap<CommandId, readonly string[]>;

/** The keys a map gives a command, whatever was changed. */
export const keysOfMap = (id: CommandId, map: KeyMap): readonly string[] => {
  const command = commands.find((one) => one.id === id);
  return command === undefined ? [] : map === 'gmail' ? (command.gmail ?? command.keys) : command.keys;
};

/** The keys of every command. */
export const bindingsOf = ({ map, changed }: KeyboardChoice): Bindings =>
  new Map(commands.map(({ id }) => [id, changed[id] ?? keysOfMap(id, map)]));

/** Whether a sequence is heard at all under a choice. */
export const isHeard = (sequence: string, { singleLetters }: KeyboardChoice): boolean =>
  singleLetters || !isSign(sequence.split(' ')[0] ?? '');

const clash = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);

/** Commands that could be meant as well when a sequence is pressed where `id` is heard: the same keys, or one begins the other. */
export const conflictsOf = (bindings: Bindings, id: CommandId, sequence: string): CommandId[] => {
  const place = commands.find((command) => command.id === id)?.place ?? 'everywhere';
  return commands
    .filter((other) => other.id !== id && placesMeet(other.place, place))
    .filter((other) => (bindings.get(other.id) ?? []).some((keys) => clash(keys, sequence)))
    .map((other) => other.id);
};
