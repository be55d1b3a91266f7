import type { TextKey } from '../text/keys.ts';
import type { Preset } from './app-passwords.ts';

/** What devices of a kind are usually called, the likeliest first. */
export const usualNames: Readonly<Record<Preset, readonly TextKey[]>> = {
  phone: ['deviceNames.phone', 'deviceNames.tablet', 'deviceNames.iphone'],
  program: ['deviceNames.program', 'deviceNames.thunderbird', 'deviceNames.script'],
  printer: ['deviceNames.printer', 'deviceNames.scanner'],
  calendar: ['deviceNames.calendar', 'deviceNames.contacts'],
};

/** The name itself, or with the first number under which it is free: names are unique, without regard to case. */
export const freeName = (name: string, taken: readonly string[], numbered: (number: number) => string): string => {
  const used = new Set(taken.map((one) => one.toLowerCase()));
  if (!used.has(name.toLowerCase())) return name;
  let number = 2;
  while (used.has(numbered(number).toLowerCase())) number += 1;
  return numbered(number);
};
