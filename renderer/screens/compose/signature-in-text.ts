import type { Editor } from '@tiptap/core';
import type { Signature } from '../../../app/domain/account-settings.ts';
import { signatureHtml, signatureText } from './begin.ts';

const inEditor = (editor: Editor, chosen: Signature | undefined): void => {
  const { doc } = editor.state;
  let range: { from: number; to: number } | undefined;
  let quoteAt: number | undefined;
  doc.forEach((node, offset) => {
    if (node.type.name === 'signature' && range === undefined) range = { from: offset, to: offset + node.nodeSize };
    if (node.type.name === 'blockquote') quoteAt ??= offset;
  });
  const html = chosen === undefined ? '' : signatureHtml(chosen);
  if (range !== undefined) {
    const at = range;
    const chain = editor.chain().deleteRange(at);
    if (html === '') chain.run();
    else chain.insertContentAt(at.from, html).run();
  } else if (html !== '') {
    // Above the line that introduces the quote, which is the paragraph before it.
    const before = quoteAt === undefined ? undefined : doc.resolve(quoteAt).nodeBefore;
    const place =
      chosen?.aboveQuote === true && quoteAt !== undefined ? quoteAt - (before?.nodeSize ?? 0) : doc.content.size;
    editor.chain().insertContentAt(place, html).run();
  }
};

const inText = (text: string, chosen: Signature | undefined): string => {
  const written = chosen === undefined ? '' : signatureText(chosen);
  const lines = text.split('\n');
  const begins = lines.indexOf('-- ');
  if (begins === -1) return written === '' ? text : `${text.trimEnd()}\n\n${written}`;
  const quoted = lines.findIndex((line, at) => at > begins && line.startsWith('>'));
  // The line that introduces the quote stays with it.
  const ends = quoted === -1 ? lines.length : Math.max(begins + 1, quoted - 1);
  return [...lines.slice(0, begins), ...(written === '' ? [] : written.split('\n')), '', ...lines.slice(ends)]
    .join('\n')
    .trimEnd();
};

/** Exchanges the signature in what is being written. */
export const putSignature = { inEditor, inText };
