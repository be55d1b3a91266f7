import type { Attachment } from '../../domain/mail.ts';
import type { AttachmentKind } from '../../domain/message-facts.ts';
import { nameOf } from './body-choice.ts';
import { safeFileName } from './file-name.ts';
import { textOf } from './header-fields.ts';
import { bytesOf } from './part-content.ts';
import { type Part, parseTree } from './part-tree.ts';
import { readTnef } from './tnef.ts';

const kinds: readonly (readonly [RegExp, AttachmentKind])[] = [
  [/^message\/(?:rfc822|global)$/, 'message'],
  [/^message\/|^text\/rfc822-headers$/, 'report'],
  [/^(?:text\/calendar|application\/ics)$/, 'invitation'],
  [/^text\/(?:x-vcard|vcard|directory)$/, 'contact'],
  [/^application\/(?:pgp-signature|(?:x-)?pkcs7-signature)$/, 'signature'],
  [/^application\/(?:pgp-encrypted|(?:x-)?pkcs7-mime)$/, 'encrypted'],
];

const kindOf = (type: string): AttachmentKind => kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'file';

export const isTnef = (part: Part): boolean =>
  /^application\/(?:vnd\.)?ms-tnef$/.test(part.type.value) || /^winmail\.dat$/i.test(nameOf(part).trim());

export const isMessage = (part: Part): boolean => kindOf(part.type.value) === 'message';

/** What is shown as the name of a part; empty where the sender gave none. */
const shownName = (source: Buffer, part: Part): string => {
  const type = part.type.value;
  const name = nameOf(part);
  if (name.trim() !== '') return safeFileName(name, type);
  if (!isMessage(part)) return '';
  const inner = parseTree(bytesOf(source, part).subarray(0, 64 * 1024));
  const subject = textOf(inner.root.fields, 'subject');
  return subject === '' ? '' : safeFileName(`${subject}.eml`, type);
};

/** Decoded size; where the content was left out, what the disposition says of it (RFC 2183 section 2.7). */
const sizeOf = (source: Buffer, part: Part, told: boolean): number => {
  const size = bytesOf(source, part).length;
  const claimed = Number(part.disposition.parameters.get('size') ?? Number.NaN);
  return told && size === 0 && Number.isSafeInteger(claimed) && claimed > 0 ? claimed : size;
};

/**
 * The attachments as a reader sees them; a winmail.dat stands for the files in it.
 * @param complete false: contents were left out, sizes are what the parts say of themselves
 */
export const listAttachments = (source: Buffer, parts: readonly Part[], complete: boolean): Attachment[] =>
  parts.flatMap((part) => {
    if (isTnef(part)) {
      const items = readTnef(bytesOf(source, part)).attachments;
      if (items.length > 0) {
        return items.map((item, at) => ({
          name: item.name === '' ? '' : safeFileName(item.name, item.mimeType),
          mimeType: item.mimeType,
          size: item.content.length,
          part: `${part.path}/${at + 1}`,
          kind: kindOf(item.mimeType),
        }));
      }
    }
    return [
      {
        name: shownName(source, part),
        mimeType: part.type.value,
        size: sizeOf(source, part, !complete),
        part: part.path,
        kind: kindOf(part.type.value),
      },
    ];
  });
