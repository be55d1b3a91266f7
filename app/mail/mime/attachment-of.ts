import { fail, type Result, succeed } from '../../domain/result.ts';
import { isMessage, isTnef } from './attachments.ts';
import { nameOf } from './body-choice.ts';
import { safeFileName } from './file-name.ts';
import { textOf } from './header-fields.ts';
import { bytesOf } from './part-content.ts';
import { leavesOf, parseTree } from './part-tree.ts';
import { readTnef } from './tnef.ts';
import { provenType } from './true-type.ts';

export type AttachmentContent = {
  readonly bytes: Buffer;
  /** Safe to create on any system; never empty. */
  readonly fileName: string;
  /** As the sender wrote it, signs that deceive the eye included. */
  readonly writtenName: string;
  /** What the sender calls it. */
  readonly mimeType: string;
  /** What its first bytes prove it is; undefined where they prove nothing. */
  readonly provenType: string | undefined;
};

const deepest = 10;

const contentOf = (bytes: Buffer, name: string, mimeType: string): AttachmentContent => ({
  bytes,
  fileName: safeFileName(name, mimeType),
  writtenName: name,
  mimeType,
  provenType: provenType(bytes),
});

/**
 * The bytes of an attachment and the name to save them under.
 * @param path a part as `MessageBody.attachments` names it; after a slash: a part of the message, or a file of the
 * winmail.dat, that the part before it is
 */
export const attachmentOf = (source: Uint8Array, path: string): Result<AttachmentContent, 'noSuchPart'> => {
  const steps = path.split('/');
  if (steps.length > deepest) return fail('noSuchPart');
  let bytes = source;
  for (const [at, step] of steps.entries()) {
    const tree = parseTree(bytes);
    const part = leavesOf(tree.root).find((leaf) => leaf.path === step);
    if (part === undefined) return fail('noSuchPart');
    const content = bytesOf(tree.source, part);
    const isLast = at === steps.length - 1;
    if (isLast) {
      const subject = isMessage(part) && nameOf(part) === '' ? textOf(parseTree(content).root.fields, 'subject') : '';
      return succeed(contentOf(content, subject === '' ? nameOf(part) : `${subject}.eml`, part.type.value));
    }
    if (isTnef(part)) {
      const number = steps[at + 1] ?? '';
      const item = /^\d{1,4}$/.test(number) ? readTnef(content).attachments[Number(number) - 1] : undefined;
      if (item === undefined || at !== steps.length - 2) return fail('noSuchPart');
      return succeed(contentOf(item.content, item.name, item.mimeType));
    }
    if (!isMessage(part)) return fail('noSuchPart');
    bytes = content;
  }
  return fail('noSuchPart');
};
