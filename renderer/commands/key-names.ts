import type { TFunction } from 'i18next';
import type { TextKey } from '../text/keys.ts';
import { partsOf } from './strokes.ts';

const names: Readonly<Record<string, TextKey>> = {
  ctrl: 'keyName.ctrl',
  alt: 'keyName.alt',
  shift: 'keyName.shift',
  enter: 'keyName.enter',
  esc: 'keyName.esc',
  space: 'keyName.space',
  tab: 'keyName.tab',
  delete: 'keyName.delete',
  backspace: 'keyName.backspace',
  home: 'keyName.home',
  end: 'keyName.end',
  pageup: 'keyName.pageUp',
  pagedown: 'keyName.pageDown',
  insert: 'keyName.insert',
};
const arrows: Readonly<Record<string, string>> = { left: '←', right: '→', up: '↑', down: '↓' };
const macSigns: Readonly<Record<string, string>> = {
  mod: '⌘',
  ctrl: '⌃',
  alt: '⌥',
  shift: '⇧',
  enter: '↩',
  delete: '⌦',
  backspace: '⌫',
};

const nameOfPart = (t: TFunction, part: string, mac: boolean): string => {
  const sign = (mac ? macSigns[part] : undefined) ?? arrows[part];
  if (sign !== undefined) return sign;
  const key = names[part === 'mod' ? 'ctrl' : part];
  return key === undefined ? part.toUpperCase() : t(key);
};

/** The keys of a sequence as they are printed on keyboards, stroke by stroke: `[['Ctrl', 'K']]`, `[['G'], ['I']]`. */
export const printedKeys = (t: TFunction, sequence: string, mac: boolean): readonly (readonly string[])[] =>
  sequence.split(' ').map((stroke) => partsOf(stroke).map((part) => nameOfPart(t, part, mac)));

/** The same in one line, for tooltips. */
export const printedLine = (t: TFunction, sequence: string, mac: boolean): string =>
  printedKeys(t, sequence, mac)
    .map((parts) => parts.join(mac ? '' : '+'))
    .join(' ');
