import { decodeText } from './charset.ts';
import { decodeWordBytes } from './transfer.ts';

/** Header bytes arrive as one character a byte; what is beyond ASCII is UTF-8 or, failing that, windows-1252. */
export const rawHeaderText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: asks whether anything but ASCII is there
  /[^\x00-\x7f]/.test(text) ? decodeText(Buffer.from(text, 'latin1')) : text;

const word = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=/g;

type Run = { readonly charset: string; readonly chunks: { encoding: string; text: string }[]; readonly before: string };

/** Base64 cut anywhere, not after four signs, is put together before it is decoded. */
const addChunk = (run: Run, encoding: string, text: string): void => {
  const last = run.chunks.at(-1);
  const belongs =
    encoding === 'b' &&
    last?.encoding === 'b' &&
    last.text.length % 4 !== 0 &&
    (last.text.length + text.length) % 4 === 0;
  if (belongs && last !== undefined && !last.text.includes('=')) last.text += text;
  else run.chunks.push({ encoding, text });
};

const decodeRun = ({ charset, chunks, before }: Run): string => {
  const bytes = chunks.map(({ encoding, text }) => decodeWordBytes(text, encoding));
  const [only] = bytes;
  return before + decodeText(bytes.length === 1 && only !== undefined ? only : Buffer.concat(bytes), charset);
};

/** Runs of encoded words with white space between them; their bytes belong together where the charset is the same. */
const mapWords = (text: string, print: (decoded: string) => string): string => {
  let out = '';
  let at = 0;
  let run: Run | undefined;
  for (const found of text.matchAll(word)) {
    const [whole, label = '', encoding = '', content = ''] = found;
    const between = text.slice(at, found.index);
    if (run !== undefined && between.trim() !== '') {
      out += print(decodeRun(run));
      run = undefined;
    }
    if (run === undefined) out += between;
    const charset = label.replace(/\*.*$/, '').toLowerCase();
    if (run?.charset !== charset) run = { charset, chunks: [], before: run === undefined ? '' : decodeRun(run) };
    addChunk(run, encoding.toLowerCase(), content);
    at = found.index + whole.length;
  }
  if (run !== undefined) out += print(decodeRun(run));
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

/** One line for a person: runs of white space, controls and line breaks become one space each. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
