import { decodeText } from './charset.ts';
import { unwrapFlowed } from './flowed-text.ts';
import type { Part } from './part-tree.ts';
import { decodeTransfer } from './transfer.ts';

/** A part's bytes behind their transfer encoding. */
export const bytesOf = (source: Buffer, part: Part): Buffer =>
  decodeTransfer(source.subarray(part.bodyStart, part.end), part.encoding);

/** An HTML document says its own character set where its header does not. */
const charsetOfMarkup = (bytes: Buffer): string =>
  /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(bytes.toString('latin1', 0, 4096))?.[1] ?? '';

/** A text part's text as sent, with line feeds alone and without NUL; flowed paragraphs are put together. */
export const textOfPart = (source: Buffer, part: Part): string => {
  const bytes = bytesOf(source, part);
  const told = part.type.parameters.get('charset') ?? '';
  const isMarkup = part.type.value === 'text/html';
  const saysNothing = told === '' || /^us-ascii$/i.test(told);
  const label = saysNothing && isMarkup ? charsetOfMarkup(bytes) : told;
  const decoded = decodeText(bytes, label);
  const clean = decoded.includes('\0') ? decoded.replaceAll('\0', '') : decoded;
  const text = clean.includes('\r') ? clean.replace(/\r\n?/g, '\n') : clean;
  if (isMarkup || part.type.parameters.get('format')?.toLowerCase() !== 'flowed') return text;
  return unwrapFlowed(text, part.type.parameters.get('delsp')?.toLowerCase() === 'yes');
};
