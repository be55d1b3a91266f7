import type { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter, LetterFile } from '../../domain/letter.ts';
import type { MailAddress } from '../../domain/mail.ts';
import { flowedText } from './flowed-text.ts';
import { withInlineParts } from './inline-pictures.ts';

export type MessageStamp = {
  /** Without angle brackets. */
  readonly messageId: string;
  /** Milliseconds since the epoch. */
  readonly date: number;
  /** Header fields of our own; none for what is sent. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Only for copies the writer keeps. */
  readonly keepBcc?: boolean;
};

/** A Message-ID of the sender's own domain (RFC 5322 section 3.6.4). @param unique a name nobody else has */
export const newMessageId = (from: MailAddress, unique: string): string =>
  `${unique}@${from.address.slice(from.address.lastIndexOf('@') + 1).toLowerCase()}`;

/** Everybody the message goes to, each once. */
export const recipientsOf = ({ to, cc, bcc }: Letter): string[] => {
  const known = new Map<string, string>();
  for (const { address } of [...to, ...cc, ...bcc]) {
    if (!known.has(address.toLowerCase())) known.set(address.toLowerCase(), address);
  }
  return [...known.values()];
};

const people = (list: readonly MailAddress[]): { name: string; address: string }[] => list.map((each) => ({ ...each }));

/** Gives the bytes of a file that is kept for a draft; undefined when it is gone. */
export type KeptBytes = (id: string) => Buffer | undefined;

const sourceOf = (from: LetterFile['from'], keptBytes: KeptBytes) => {
  if (from.kind === 'path') return { path: from.path };
  if (from.kind === 'bytes') return { content: Buffer.from(from.base64, 'base64') };
  const content = keptBytes(from.id);
  if (content === undefined) throw new Error('A file of the draft is gone');
  return { content };
};

const fileOf = ({ name, mimeType, contentId, from }: LetterFile, keptBytes: KeptBytes) => ({
  filename: name,
  contentType: mimeType,
  contentDisposition: contentId === undefined ? ('attachment' as const) : ('inline' as const),
  ...(contentId === undefined ? {} : { cid: contentId }),
  ...sourceOf(from, keptBytes),
});

export const noneKept: KeptBytes = () => undefined;

/**
 * The message as bytes, made while they are read, so that large files never lie in memory whole. Fails, as a stream
 * does, when a file cannot be read; throws when one that was kept is gone.
 */
export const composeMessage = (letter: Letter, stamp: MessageStamp, keptBytes = noneKept): Readable => {
  const { from, replyTo, to, cc, bcc, subject, text, html, inReplyTo, references, files, calendar } = letter;
  const inline = html === undefined ? undefined : withInlineParts(html, stamp.messageId);
  const composer = new MailComposer({
    from: { ...from },
    replyTo: people(replyTo),
    to: people(to),
    cc: people(cc),
    ...(stamp.keepBcc === true ? { bcc: people(bcc) } : {}),
    subject,
    messageId: `<${stamp.messageId}>`,
    date: new Date(stamp.date),
    ...(inReplyTo === undefined ? {} : { inReplyTo: `<${inReplyTo}>` }),
    references: references.map((id) => `<${id}>`),
    headers: { ...stamp.headers },
    // As alternatives, because the library's own text part has no way to say format=flowed.
    alternatives: [
      { contentType: 'text/plain; charset=utf-8; format=flowed', content: flowedText(text) },
      ...(inline === undefined ? [] : [{ contentType: 'text/html; charset=utf-8', content: inline.html }]),
      ...(calendar === undefined
        ? []
        : [{ contentType: `text/calendar; charset=utf-8; method=${calendar.method}`, content: calendar.text }]),
    ],
    attachments: [
      ...(inline?.pictures ?? []).map(({ contentId, mimeType, bytes }, at) => ({
        filename: `picture-${at + 1}.${mimeType.slice('image/'.length)}`,
        contentType: mimeType,
        cid: contentId,
        content: bytes,
      })),
      ...files.map((file) => fileOf(file, keptBytes)),
    ],
    newline: 'win',
    disableUrlAccess: true,
  });
  const message = composer.compile();
  message.keepBcc = stamp.keepBcc === true;
  return message.createReadStream();
};

/** The Bcc field as the writer's own copy has it, with its line break; empty when there is none. */
export const bccField = async (letter: Letter): Promise<string> => {
  if (letter.bcc.length === 0) return '';
  const bare = { ...letter, to: [], cc: [], replyTo: [], references: [], files: [], text: '', subject: '' };
  const { html: _html, inReplyTo: _inReplyTo, ...without } = bare;
  const parts: Buffer[] = [];
  for await (const part of composeMessage(without, { messageId: 'x@x', date: 0, keepBcc: true })) {
    parts.push(part as Buffer);
  }
  return /^bcc:[\s\S]*?\r\n(?![ \t])/imu.exec(Buffer.concat(parts).toString('latin1'))?.[0] ?? '';
};
