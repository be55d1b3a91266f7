import type { Attachment } from '../../app/domain/mail.ts';

/** What an attachment is to the eye. */
export type AttachmentLook =
  | 'picture'
  | 'pdf'
  | 'archive'
  | 'sheet'
  | 'slides'
  | 'text'
  | 'sound'
  | 'film'
  | 'mail'
  | 'date'
  | 'person'
  | 'code'
  | 'key'
  | 'file';

const byKind: Readonly<Partial<Record<NonNullable<Attachment['kind']>, AttachmentLook>>> = {
  message: 'mail',
  report: 'text',
  invitation: 'date',
  contact: 'person',
  signature: 'key',
  encrypted: 'key',
};

const byType: readonly (readonly [RegExp, AttachmentLook])[] = [
  [/^image\//, 'picture'],
  [/^application\/pdf$/, 'pdf'],
  [/zip|x-tar|compressed|7z|gzip|rar/, 'archive'],
  [/spreadsheet|ms-excel|csv/, 'sheet'],
  [/presentation|powerpoint/, 'slides'],
  [/^audio\//, 'sound'],
  [/^video\//, 'film'],
  [/html|xml|javascript|json/, 'code'],
  [/^text\/|word|document|rtf/, 'text'],
];

const byEnding: readonly (readonly [RegExp, AttachmentLook])[] = [
  [/\.(?:png|jpe?g|gif|webp|bmp|avif|heic|tiff?)$/i, 'picture'],
  [/\.pdf$/i, 'pdf'],
  [/\.(?:zip|7z|rar|tar|gz|tgz|bz2|xz)$/i, 'archive'],
  [/\.(?:xlsx?|ods|csv|tsv)$/i, 'sheet'],
  [/\.(?:pptx?|odp)$/i, 'slides'],
  [/\.(?:txt|md|docx?|odt|rtf|log)$/i, 'text'],
  [/\.(?:eml|msg)$/i, 'mail'],
];

export const lookOf = ({ kind, mimeType, name }: Attachment): AttachmentLook =>
  (kind === undefined ? undefined : byKind[kind]) ??
  byType.find(([pattern]) => pattern.test(mimeType))?.[1] ??
  byEnding.find(([pattern]) => pattern.test(name))?.[1] ??
  'file';

/** Whether it is worth asking for a preview; its bytes decide whether there is one. */
export const mayPreview = (attachment: Attachment): boolean =>
  ['picture', 'pdf', 'text', 'code', 'mail', 'date', 'person'].includes(lookOf(attachment)) &&
  !/word|document|rtf|svg|heic|tiff?/.test(attachment.mimeType) &&
  !/\.(?:docx?|odt|rtf|svg|heic|tiff?)$/i.test(attachment.name);
