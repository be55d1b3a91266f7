/**
 * A stroke is one press of a key, written as `mod+shift+a`, `alt+left`, `g`, `?` or `f6`. `mod` is the Command key on a
 * Mac and Ctrl elsewhere. Signs are named by what they type, so that `?` needs no `shift+`; letters are small ones.
 * Strokes that follow each other are parted by a space: `g i`.
 */
export type Stroke = string;

export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  /** AltGr: what Windows reports as Ctrl and Alt together. */
  readonly altGraph: boolean;
};

const named: Readonly<Record<string, string>> = {
  ' ': 'space',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Escape: 'esc',
};
const modifierKeys = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Fn']);

/** On keyboards of other scripts the letter that stands on the key's place counts. */
const letterOf = ({ key, code }: KeyPress): string => {
  const small = key.toLowerCase();
  if (/^[a-z]$/.test(small)) return small;
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  return place !== undefined && /^\p{L}$/u.test(key) && !/\p{Script=Latin}/u.test(key) ? place.toLowerCase() : small;
};

/** The stroke of a key press; undefined for a modifier alone. */
export const strokeOf = (press: KeyPress, mac: boolean): Stroke | undefined => {
  if (modifierKeys.has(press.key) || press.key === 'Unidentified') return undefined;
  const sign = [...press.key].length === 1 && press.key !== ' ';
  const name = sign ? letterOf(press) : (named[press.key] ?? press.key.toLowerCase());
  const letter = /^\p{L}$/u.test(name);
  const typed = sign && press.altGraph;
  const [mod, other] = mac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  return [
    mod && !typed ? 'mod' : '',
    other && !typed ? 'ctrl' : '',
    press.altKey && !typed ? 'alt' : '',
    press.shiftKey && (!sign || letter) ? 'shift' : '',
    name,
  ]
    .filter((part) => part !== '')
    .join('+');
};

/** The parts of a stroke; a plus sign may be the key itself. */
export const partsOf = (stroke: Stroke): readonly string[] =>
  stroke.endsWith('+') ? [...stroke.slice(0, -1).split('+').filter(Boolean), '+'] : stroke.split('+');

/** A sign or letter alone: what a person also types, and what a preference can turn off. */
export const isSign = (stroke: Stroke): boolean => {
  const parts = partsOf(stroke);
  const key = parts.at(-1) ?? '';
  return [...key].length === 1 && parts.slice(0, -1).every((part) => part === 'shift');
};

/** Keys that move, write, or leave: no command may take them alone. */
const reserved = new Set(['enter', 'esc', 'tab', 'shift+tab', 'space', 'up', 'down', 'left', 'right', 'backspace']);
export const isReserved = (stroke: Stroke): boolean => reserved.has(stroke);
