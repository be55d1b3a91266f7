import type { TextKey } from '../text/keys.ts';
import { type Command, type CommandGroup, commands } from './command-list.ts';

/** Headings of the groups, in the order they are shown. */
const headings: readonly (readonly [CommandGroup, TextKey])[] = [
  ['list', 'keyboard.group.list'],
  ['message', 'keyboard.group.message'],
  ['writing', 'keyboard.group.writing'],
  ['go', 'keyboard.group.go'],
  ['search', 'keyboard.group.search'],
  ['application', 'keyboard.group.application'],
];

export const groupedCommands: readonly { readonly heading: TextKey; readonly list: readonly Command[] }[] =
  headings.map(([group, heading]) => ({ heading, list: commands.filter((command) => command.group === group) }));
