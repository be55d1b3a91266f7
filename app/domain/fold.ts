/**
 * How text becomes words, the same for the index and for what is searched: case, diacritics and compatibility forms
 * folded; writing without spaces taken sign by sign, so that any part of it is found as a sequence of signs.
 * The result is made for SQLite's ascii tokenizer: everything above ASCII in it belongs to a word.
 */

/** Above ASCII, and the ASCII letter before it, which a combining mark may belong to. */
const beyondAscii = /[A-Za-z]?\P{ASCII}+/gu;
const oneOf = (ranges: string): RegExp =>
  new RegExp(`[${ranges.replaceAll(/[0-9a-f]{4}/g, (code) => `\\u${code}`).replaceAll(' ', '')}]`, 'g');
/** Combining marks of scripts where the bare letter is what people type: Latin, Greek, Cyrillic, Hebrew, Arabic. */
const marks = oneOf(
  '0300-036f 0483-0489 0591-05bd 05bf 05c1 05c2 05c4 05c5 05c7 0610-061a 064b-065f 0670 06d6-06dc 06df-06e8 06ea-06ed 1ab0-1aff 1dc0-1dff 20d0-20ff fe20-fe2f',
);
/** Soft hyphen, joiners, tatweel, variation selectors, direction marks: never part of what is searched. */
const invisible = oneOf('00ad 0640 034f 061c 200b-200f 202a-202e 2060-2064 fe00-fe0f feff');
const noWord = /[^\p{L}\p{N}\p{M}\p{ASCII}]+/gu;
/** Han, kana, Hangul, Bopomofo, Yi, Thai, Lao, Myanmar, Khmer: written without spaces, or with few. */
export const unspacedSign =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}\\p{Script=Yi}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Myanmar}\\p{Script=Khmer}\\u30fc\\u3005]';
const withoutSpaces = new RegExp(unspacedSign, 'gu');
const single = new RegExp(`^${unspacedSign}$`, 'u');
/** Letters that do not decompose but are typed without their stroke. */
const plain: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
};
const stroked = /[øłđðħŧæœþς]/g;

const foldThoroughly = (run: string): string =>
  run
    .normalize('NFKD')
    .replace(marks, '')
    .replace(invisible, '')
    .normalize('NFC')
    // Upwards first: it takes ß to SS and the dotless i to I.
    .toUpperCase()
    .toLowerCase()
    .replace(marks, '')
    .replace(stroked, (letter) => plain[letter] ?? letter)
    .replace(noWord, ' ')
    .replace(withoutSpaces, ' $& ');

/** The same few letters and words make up most of a text. */
const shortRun = 24;
const mostRemembered = 40_000;
const remembered = new Map<string, string>();

const foldRun = (run: string): string => {
  if (run.length > shortRun) return foldThoroughly(run);
  const known = remembered.get(run);
  if (known !== undefined) return known;
  const folded = foldThoroughly(run);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(run, folded);
  return folded;
};

/** Text for the index; ASCII is left to the tokenizer, which folds its case. */
export const foldText = (text: string): string => text.replace(beyondAscii, foldRun);

const asciiBreaks = /[^a-z0-9\u0080-\uffff]+/;

/** The words of a text, as the index has them. */
export const foldWords = (text: string): string[] =>
  foldText(text)
    .toLowerCase()
    .split(asciiBreaks)
    .filter((word) => word !== '');

/** One sign of a script that is written without spaces: a word of its own, that cannot go on. */
export const standsAlone = (word: string): boolean => single.test(word);
