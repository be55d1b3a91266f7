import type { DraftLetter } from '../../domain/letter.ts';
import type { MailAddress, MessageBody } from '../../domain/mail.ts';
import { addressesOf } from '../mime/header-facts.ts';
import { bareId, fieldOf } from '../mime/header-fields.ts';
import { parseTree } from '../mime/part-tree.ts';

const idsIn = (value: string): string[] => [...value.matchAll(/<([^\s<>]{1,990})>/gu)].map((found) => found[1] ?? '');

/** Pictures the text shows by `cid:` as data: addresses, so that the text stands alone. */
const withPictures = (html: string, inline: Readonly<Record<string, string>>): string =>
  html.replace(/\bcid:([^\s"'<>()]+)/giu, (written, id: string) => inline[id] ?? inline[decodeSafely(id)] ?? written);

const decodeSafely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const oneLine = (text: string): string => text.replace(/[\p{Cc}]+/gu, ' ').trim();

const people = (list: readonly MailAddress[]): MailAddress[] =>
  list.map(({ name, address }) => ({ name: oneLine(name).slice(0, 500), address: oneLine(address).slice(0, 320) }));

/**
 * A message of the folder of drafts as a letter to go on with; its files are added by whoever keeps them.
 * @param self who writes, where the message does not say
 */
export const letterOf = (source: Uint8Array, body: MessageBody, self: MailAddress): DraftLetter => {
  const { fields } = parseTree(source).root;
  const inReplyTo = bareId(fieldOf(fields, 'in-reply-to'));
  return {
    from: people(body.from)[0] ?? self,
    replyTo: people(body.replyTo ?? []),
    to: people(body.to),
    cc: people(body.cc),
    bcc: people(addressesOf(fields, 'bcc')),
    subject: oneLine(body.subject),
    text: body.text ?? '',
    ...(body.html === undefined ? {} : { html: withPictures(body.html, body.inline) }),
    ...(/^[^\s<>]{1,990}$/u.test(inReplyTo) ? { inReplyTo } : {}),
    references: idsIn(fieldOf(fields, 'references')),
    files: [],
  };
};
