import type { CommandLine } from 'electron';

/** Switches by which Chromium would let a program on this computer read and steer the window. */
const doors = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'remote-allow-origins'];

/** Takes them off the command line; Chromium reads them only after the application's own first lines. */
export const closeDebugger = (commandLine: Pick<CommandLine, 'hasSwitch' | 'removeSwitch'>): void => {
  for (const door of doors) if (commandLine.hasSwitch(door)) commandLine.removeSwitch(door);
};
