import iconv from 'iconv-lite';
import type { SeededRandom } from '../../../app/server/seed/random.ts';
import { type Language, languages } from './generator-languages.ts';

/** A paragraph as it stands in a message, each a whole number of encoded lines, so that they can be joined freely. */
export type Paragraph = { readonly text: string; readonly html: string };

export type Prose = {
  readonly language: Language;
  readonly charset: string;
  readonly transfer: 'quoted-printable' | 'base64' | '7bit';
  readonly paragraphs: readonly Paragraph[];
  /** Encodes what only one message says. */
  readonly encode: (text: string) => Paragraph;
  readonly sentence: (random: SeededRandom, words: number) => string;
};

/** Stands in 6 of 10 messages, in the middle of whatever language. */
export const commonWord = 'meeting';
/** Stands in one of 5,000 messages or so, each with a number of its own behind it. */
export const rareWord = 'zephyrine';

const lineBytes = 57;
const paragraphsEach = 120;

const base64Lines = (bytes: Buffer): string => bytes.toString('base64').replace(/.{76}/gu, '$&\n').trimEnd();

/** Filled up with spaces to whole lines: otherwise the padding of base64 would stand amid the body. */
const toBase64 = (text: string, charset: string): string => {
  const bytes = iconv.encode(text, charset);
  const filled = Buffer.alloc(Math.ceil(bytes.length / lineBytes) * lineBytes, ' ');
  bytes.copy(filled);
  filled[filled.length - 1] = 0x0a;
  return `${base64Lines(filled)}\n`;
};

const toQuotedPrintable = (text: string, charset: string): string => {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    let out = '';
    for (const byte of iconv.encode(line, charset)) {
      const piece =
        byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte);
      if (out.length + piece.length > 75) {
        lines.push(`${out}=`);
        out = '';
      }
      out += piece;
    }
    lines.push(out.replace(/ $/u, '=20'));
  }
  return lines.join('\n');
};

const wrapped = (text: string): string => text.replace(/(.{60,72}) /gu, '$1\n');

const endings = ['', '', '', 'en', 's', 'er', 'a', 'ed', 'ing', 'o'] as const;

/** The words as often as people use them: the first few all the time, most of them hardly ever. */
const vocabulary = (language: Language, random: SeededRandom): (() => string) => {
  const base = language.words.split(' ');
  const inflects = language.transfer === 'quoted-printable';
  const all = [...base];
  for (let made = 0; made < 1500; made += 1) {
    const first = base[random.integer(0, base.length - 1)] ?? '';
    const second = base[random.integer(0, base.length - 1)] ?? '';
    all.push(
      inflects ? `${first}${random.pick(endings)}${made % 3 === 0 ? second.toLowerCase() : ''}` : `${first}${second}`,
    );
  }
  return () => all[Math.floor(random.next() ** 3 * all.length)] ?? '';
};

const proseOf = (language: Language, charset: string, random: SeededRandom): Prose => {
  const word = vocabulary(language, random);
  const sentenceOf = (count: number): string => {
    const words = Array.from({ length: count }, word);
    return `${words.join(language.space)}${language.end}`;
  };
  const transfer = charset === 'us-ascii' ? '7bit' : charset === 'utf-8' ? language.transfer : 'quoted-printable';
  const encode = (text: string): Paragraph => {
    const html = `<p style="margin:0 0 12px 0;font-family:Arial,Helvetica,sans-serif">${text}</p>`;
    if (transfer === '7bit') return { text: `${wrapped(text)}\n\n`, html: `${wrapped(html)}\n` };
    const encoder = transfer === 'base64' ? toBase64 : toQuotedPrintable;
    return { text: encoder(`${wrapped(text)}\n\n`, charset), html: encoder(`${html}\n`, charset) };
  };
  const paragraphs = Array.from({ length: paragraphsEach }, () => {
    const sentences = Array.from({ length: random.integer(2, 6) }, () => sentenceOf(random.integer(6, 18)));
    return encode(sentences.join(language.space));
  });
  return { language, charset, transfer, paragraphs, encode, sentence: (_random, count) => sentenceOf(count) };
};

/** Every language in UTF-8, and once more in what its mail was written in before. */
export const makeProse = (random: SeededRandom): readonly { readonly modern: Prose; readonly legacy: Prose }[] =>
  languages.map((language) => ({
    modern: proseOf(language, 'utf-8', random),
    legacy: proseOf(language, language.charset, random),
  }));

/** An encoded word (RFC 2047) where the text needs one. */
export const headerText = (text: string): string => {
  if (/^[\x20-\x7e]*$/u.test(text)) return text;
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > 42) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece].map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`).join('\n ');
};
