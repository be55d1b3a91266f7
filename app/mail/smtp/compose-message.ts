import type { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter, LetterFile } from '../../domain/letter.ts';
import type { MailAddress } from '../../domain/mail.ts';
import { flowedText } from './flowed-text.ts';

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

const fileOf = ({ name, mimeType, contentId, from }: LetterFile) => ({
  filename: name,
  contentType: mimeType,
  ...(contentId === undefined ? {} : { cid: contentId }),
  ...(from.kind === 'path' ? { path: from.path } : { content: Buffer.from(from.base64, 'base64') }),
});

/**
 * The message as bytes, made while they are read, so that large files never lie in memory whole. Fails, as a stream
 * does, when a file cannot be read.
 */
export const composeMessage = (letter: Letter, stamp: MessageStamp): Readable => {
  const { from, replyTo, to, cc, bcc, subject, text, html, inReplyTo, references, files } = letter;
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
      ...(html === undefined ? [] : [{ contentType: 'text/html; charset=utf-8', content: html }]),
    ],
    attachments: files.map(fileOf),
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
