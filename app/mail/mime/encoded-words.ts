import { decodeText } from './charset.ts';
import { decodeWordBytes } from './transfer.ts';

/** Header bytes arrive as one character a byte; what is beyond ASCII is UTF-8 or, failing that, windows-1252. */
export const rawHeaderText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: asks whether anything but ASCII is there
  /[^\x00-\x7f]/.test(text) ? decodeText(Buffer.from(text, 'latin1')) : text;

const word = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=/g;

/** Runs of encoded words with white space between them; their bytes belong together where charset and encoding agree. */
const mapWords = (text: string, print: (decoded: string) => string): string => {
  let out = '';
  let at = 0;
  let run: { charset: string; bytes: Buffer[]; text: string } | undefined;
  const flush = (): void => {
    if (run !== undefined) out += print(run.text + decodeText(Buffer.concat(run.bytes), run.charset));
    run = undefined;
  };
  for (const found of text.matchAll(word)) {
    const [whole, label = '', encoding = '', content = ''] = found;
    const between = text.slice(at, found.index);
    if (run === undefined || between.trim() !== '') {
      flush();
      out += between;
    }
    const charset = label.replace(/\*.*$/, '').toLowerCase();
    const bytes = decodeWordBytes(content, encoding.toLowerCase());
    if (run?.charset === charset) run.bytes.push(bytes);
    else {
      const before: string = run === undefined ? '' : run.text + decodeText(Buffer.concat(run.bytes), run.charset);
      run = { charset, bytes: [bytes], text: before };
    }
    at = found.index + whole.length;
  }
  flush();
  return out + text.slice(at);
};

/** Decodes encoded words (RFC 2047) wherever they stand, also where they are not allowed but found. */
export const decodeWords = (text: string): string =>
  text.includes('=?') ? mapWords(text, (decoded) => decoded) : text;

/** Writes every run of encoded words anew as one in UTF-8, so that an address parser can find its way around it. */
export const recodeWords = (text: string): string =>
  text.includes('=?')
    ? mapWords(text, (decoded) => `=?utf-8?B?${Buffer.from(decoded, 'utf8').toString('base64')}?=`)
    : text;

/** One line for a person: controls and line breaks become spaces. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
