import type { BodyFacts } from '../../store/port.ts';
import { chooseBody, nameOf } from './body-choice.ts';
import { oneLine } from './encoded-words.ts';
import { textOf } from './header-fields.ts';
import { htmlToText } from './html-text.ts';
import { calendarWords, withoutEncodedFiles } from './indexed-text.ts';
import { bytesOf, textOfPart } from './part-content.ts';
import { type Part, parseTree } from './part-tree.ts';
import { previewOf } from './preview.ts';
import { readTnef } from './tnef.ts';

const longestText = 2_000_000;
const mostNames = 200;
const deepestMessage = 4;

type Gathered = { readonly text: string[]; length: number; readonly names: string[] };

const gather = (into: Gathered, text: string): void => {
  if (text === '' || into.length >= longestText) return;
  const piece = text.slice(0, longestText - into.length);
  into.text.push(piece);
  into.length += piece.length;
};

const wordsOf = (source: Buffer, part: Part): string => {
  const text = textOfPart(source, part);
  return part.type.value === 'text/html' ? htmlToText(text, longestText) : withoutEncodedFiles(text).trim();
};

const isHtml = (part: Part): boolean => part.type.value === 'text/html';

/** What a reader sees: the HTML's words, unless they are a mere pointer to the plain text. */
const bodyWords = (source: Buffer, html: readonly Part[], text: readonly Part[]): string => {
  const rich = html.map((part) => wordsOf(source, part)).join('\n');
  if (text.length === 0 || !html.some(isHtml) || text.every((part) => html.includes(part))) return rich;
  const plainSize = text.reduce((sum, part) => sum + part.end - part.bodyStart, 0);
  if (rich.length * 2 >= plainSize) return rich;
  const plain = text.map((part) => wordsOf(source, part)).join('\n');
  return plain.length > 2 * rich.length ? plain : rich;
};

const gatherAttachment = (source: Buffer, part: Part, into: Gathered, depth: number): void => {
  const type = part.type.value;
  const name = oneLine(nameOf(part));
  if (name !== '' && into.names.length < mostNames) into.names.push(name);
  if (type === 'message/rfc822' || type === 'message/global' || type === 'text/rfc822-headers') {
    if (depth < deepestMessage) gatherMessage(bytesOf(source, part), into, depth + 1);
  } else if (type === 'message/delivery-status') gather(into, textOfPart(source, part).trim());
  else if (type === 'text/calendar') gather(into, calendarWords(textOfPart(source, part)));
  else if (type === 'application/ms-tnef' || name.toLowerCase() === 'winmail.dat') {
    for (const item of readTnef(bytesOf(source, part)).attachments) {
      if (item.name !== '' && into.names.length < mostNames) into.names.push(item.name);
    }
  }
};

const gatherMessage = (bytes: Uint8Array, into: Gathered, depth: number): void => {
  const { root, source } = parseTree(bytes);
  if (depth > 0) {
    gather(
      into,
      [textOf(root.fields, 'from'), textOf(root.fields, 'subject')].filter((line) => line !== '').join('\n'),
    );
  }
  const { text, html, attachments } = chooseBody(root);
  gather(into, bodyWords(source, html.length === 0 ? text : html, text));
  for (const part of attachments) gatherAttachment(source, part, into, depth);
};

/**
 * Everything of a message that is searched and previewed: the words of its texts, of messages inside it and of
 * invitations, and the names of what is attached. Any bytes give a result.
 * @param complete false for a source whose attachments were left out
 */
export const toBody = (source: Uint8Array, complete = true): BodyFacts => {
  const gathered: Gathered = { text: [], length: 0, names: [] };
  gatherMessage(source, gathered, 0);
  const text = gathered.text.join('\n').trim();
  return { source, complete, text, attachmentNames: gathered.names, preview: previewOf(text) };
};
