import { z } from 'zod';
import { mailAddress, messageKey } from './mail.ts';

/** Header values are one line; whatever else is in them would become headers of its own. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it must not contain
const line = z.string().regex(/^[^\u0000-\u0008\u000a-\u001f\u007f]*$/u);
const messageId = z
  .string()
  .max(998)
  .regex(/^[^\s<>]+$/u);
/** Somebody with an address mail can be sent to. */
export const person = mailAddress.extend({
  name: line.max(500),
  address: z
    .string()
    .max(320)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: nothing of it may end the address in the envelope
    .regex(/^[^\u0000-\u0020\u007f<>,;]+@[^\u0000-\u0020\u007f<>,;@]+$/u),
});

/** A file that goes with a message: read from the disk when the message is built, or carried along. */
export const letterFile = z.object({
  name: line.min(1).max(255),
  mimeType: z.string().regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/u),
  /** For pictures the HTML text shows. */
  contentId: messageId.optional(),
  from: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('path'), path: z.string() }),
    z.object({ kind: z.literal('bytes'), base64: z.string() }),
    /** Among the files of drafts; `size` in bytes. */
    z.object({ kind: z.literal('kept'), id: z.string().max(100), size: z.int().nonnegative() }),
  ]),
});
export type LetterFile = z.infer<typeof letterFile>;

/** What a letter is to messages that are here: they are marked so once it has gone out. */
export const about = z.object({ keys: z.array(messageKey).max(50), how: z.enum(['answered', 'forwarded']) });
export type About = z.infer<typeof about>;

/** A message as a person writes it. */
export const letter = z.object({
  from: person,
  replyTo: z.array(person),
  to: z.array(person),
  cc: z.array(person),
  bcc: z.array(person),
  subject: line,
  text: z.string(),
  html: z.string().optional(),
  /** Message-ID of what is answered, without brackets, and those before it, oldest first. */
  inReplyTo: messageId.optional(),
  references: z.array(messageId),
  files: z.array(letterFile),
  about: about.optional(),
  /** An answer to an invitation (RFC 6047): what calendars read of it. */
  calendar: z.object({ method: z.enum(['REPLY']), text: z.string().max(500_000) }).optional(),
});
export type Letter = z.infer<typeof letter>;

const unfinished = z.array(mailAddress.extend({ name: line.max(500), address: line.max(320) }));

/** A message while it is written: its addresses may be half there. */
export const draftLetter = letter.extend({ replyTo: unfinished, to: unfinished, cc: unfinished, bcc: unfinished });
export type DraftLetter = z.infer<typeof draftLetter>;

/** The letter without the addresses that are not whole yet. */
export const finishedPart = (draft: DraftLetter): Letter => {
  const whole = (list: DraftLetter['to']) => list.filter((each) => person.safeParse(each).success);
  const { replyTo, to, cc, bcc } = draft;
  return { ...draft, replyTo: whole(replyTo), to: whole(to), cc: whole(cc), bcc: whole(bcc) };
};

const carried = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bytes'), base64: z.string().max(40_000_000) }),
  z.object({ kind: z.literal('kept'), id: z.string().max(100), size: z.int().nonnegative() }),
]);
const carriedFiles = { files: z.array(letterFile.extend({ from: carried })).max(100) };

/** A file that is kept for a draft. */
export const keptFile = letterFile.extend({
  from: z.object({ kind: z.literal('kept'), id: z.string().max(100), size: z.int().nonnegative() }),
});
export type KeptFile = z.infer<typeof keptFile>;

/** What a window may hand over: files by their bytes or kept ones, for a path would be believed without being checked. */
export const windowLetter = letter.extend(carriedFiles);
export const windowDraft = draftLetter.extend(carriedFiles);
