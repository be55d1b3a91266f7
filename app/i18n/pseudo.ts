import type { Texts } from './languages.ts';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'àƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ';
const accents = new Map([...plain].map((letter, at) => [letter, [...accented][at] ?? letter]));

/** German takes about a third more room than English. */
const growth = 0.35;
const filling = 'one two three four five six seven eight nine ten ';

const mirroredWord = (word: string): string => (word === '' ? '' : `\u200f\u202e${word}\u202c\u200f`);

const placeholder = /(\{\{[^}]+\}\})/;

/**
 * One text as it would be in a language that nobody speaks: accented, longer, in brackets, and with right-to-left
 * words if `mirrored`. What stands on the screen without brackets did not come out of the catalogue.
 */
export const pseudoText = (text: string, mirrored: boolean): string => {
  const shown = text.split(placeholder);
  const letters = shown.filter((_, at) => at % 2 === 0).join('').length;
  const extra = filling.repeat(Math.ceil((letters * growth) / filling.length)).slice(0, Math.ceil(letters * growth));
  const strange = (piece: string): string => {
    const letterwise = [...piece].map((letter) => accents.get(letter) ?? letter).join('');
    return mirrored
      ? letterwise
          .split(/(\s+)/)
          .map((word, at) => (at % 2 === 0 ? mirroredWord(word) : word))
          .join('')
      : letterwise;
  };
  const body = shown.map((piece, at) => (at % 2 === 0 ? strange(piece) : piece)).join('');
  return `⟦${body}${extra === '' ? '' : ` ${strange(extra.trim())}`}⟧`;
};

type Branch = { readonly [key: string]: string | Branch };

const pseudoBranch = (branch: Branch, mirrored: boolean): Branch =>
  Object.fromEntries(
    Object.entries(branch).map(([key, value]) => [
      key,
      typeof value === 'string' ? pseudoText(value, mirrored) : pseudoBranch(value, mirrored),
    ]),
  );

/** A whole catalogue in that language. */
export const pseudoTexts = (texts: Texts, mirrored: boolean): Texts => pseudoBranch(texts, mirrored) as Texts;
