import { bareId, fieldOf } from './header-fields.ts';
import type { Part } from './part-tree.ts';

/** Which parts are the message and which are attached to it (the algorithm of RFC 8621 section 4.1.4). */
export type BodyChoice = {
  readonly text: readonly Part[];
  readonly html: readonly Part[];
  readonly attachments: readonly Part[];
};

/** The name a sender gave a part; empty without one. */
export const nameOf = (part: Part): string =>
  part.disposition.parameters.get('filename') ?? part.type.parameters.get('name') ?? '';

const isMedia = (type: string): boolean => /^(?:image|audio|video)\//.test(type);
const isPlain = (type: string): boolean => type === 'text/plain' || type === 'text/x-plain' || type === 'text/unknown';
const isText = (type: string): boolean => type === 'text/html' || isPlain(type);

/** The root of related parts comes first, wherever `start` says it stands (RFC 2387 section 3.2). */
const rootFirst = (part: Part): readonly Part[] => {
  const start = part.type.parameters.get('start');
  if (start === undefined) return part.children;
  const root = part.children.find((child) => bareId(fieldOf(child.fields, 'content-id')) === bareId(start));
  return root === undefined ? part.children : [root, ...part.children.filter((child) => child !== root)];
};

type Lists = { readonly text: Part[] | undefined; readonly html: Part[] | undefined; readonly attachments: Part[] };

const sort = (parts: readonly Part[], kind: string, inAlternative: boolean, lists: Lists): void => {
  const textBefore = lists.text?.length ?? -1;
  const htmlBefore = lists.html?.length ?? -1;
  let { text, html } = lists;
  for (const [at, part] of parts.entries()) {
    const type = part.type.value;
    if (part.children.length > 0) {
      const inner = type.slice('multipart/'.length);
      const children = inner === 'related' ? rootFirst(part) : part.children;
      sort(children, inner, inAlternative || inner === 'alternative', { text, html, attachments: lists.attachments });
      continue;
    }
    const isShown =
      part.disposition.value !== 'attachment' &&
      (isText(type) || isMedia(type)) &&
      (at === 0 || (kind !== 'related' && (isMedia(type) || nameOf(part) === '')));
    if (!isShown) {
      lists.attachments.push(part);
      continue;
    }
    if (kind === 'alternative') {
      const list = type === 'text/html' ? html : isPlain(type) ? text : lists.attachments;
      (list ?? lists.attachments).push(part);
      continue;
    }
    if (inAlternative) {
      if (isPlain(type)) html = undefined;
      if (type === 'text/html') text = undefined;
    }
    text?.push(part);
    html?.push(part);
    if ((text === undefined || html === undefined) && isMedia(type)) lists.attachments.push(part);
  }
  if (kind !== 'alternative' || lists.text === undefined || lists.html === undefined) return;
  if (textBefore === lists.text.length && htmlBefore !== lists.html.length) {
    lists.text.push(...lists.html.slice(htmlBefore));
  } else if (htmlBefore === lists.html.length && textBefore !== lists.text.length) {
    lists.html.push(...lists.text.slice(textBefore));
  }
};

/** Chooses the parts to be read. A message that is one text of a kind without a reader here is read as plain text. */
export const chooseBody = (root: Part): BodyChoice => {
  const type = root.type.value;
  const isOther = root.children.length === 0 && type.startsWith('text/') && !isText(type);
  if (isOther && !/calendar|vcard|rtf/.test(type) && root.disposition.value !== 'attachment') {
    return { text: [root], html: [root], attachments: [] };
  }
  const lists = { text: [] as Part[], html: [] as Part[], attachments: [] as Part[] };
  sort([root], 'mixed', false, lists);
  const isWord = (part: Part): boolean => part.type.value.startsWith('text/');
  const media = [...new Set([...lists.text, ...lists.html].filter((part) => !isWord(part)))];
  return {
    text: lists.text.filter(isWord),
    html: lists.html.filter(isWord),
    attachments: [...lists.attachments, ...media.filter((part) => !lists.attachments.includes(part))],
  };
};
