import { z } from 'zod';
import { messageKey } from '../domain/mail.ts';
import { type AreaContract, nothing } from './area.ts';

/** A part as `MessageBody.attachments` names it. */
const part = z.string().max(200);
const onePart = z.strictObject({ key: messageKey, part });

/** Why a file is not opened from a message. */
export const fileDanger = z.enum([
  'program',
  'script',
  'installer',
  'shortcut',
  'macros',
  'image',
  'page',
  'disguised',
]);

/** What can be looked at in the window itself; bytes prove what a picture or a document is, not its name. */
export const filePreview = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('picture'), url: z.string() }),
  z.object({ kind: z.literal('pdf'), bytes: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('text'), text: z.string(), cut: z.boolean() }),
  z.object({ kind: z.literal('none') }),
]);
export type FilePreview = z.infer<typeof filePreview>;

/** Messages and their attachments as files. The window names them; bytes and paths stay with main. */
export const messageFilesContract = {
  servedBy: 'main',
  perAccount: true,
  methods: {
    preview: { input: onePart, output: filePreview },
    /** Hands a copy to the program the desktop has for it; one that is dangerous is not opened, whoever asks. */
    open: { input: onePart, output: z.object({ danger: fileDanger.optional() }) },
    /** Asks where to; answers false when the person thought better of it. A dangerous one needs `certain`. */
    save: {
      input: onePart.extend({ certain: z.boolean() }),
      output: z.object({ saved: z.boolean(), danger: fileDanger.optional() }),
    },
    /** Into one folder the person chooses; what is dangerous is left out and counted, unless `certain`. */
    saveAll: {
      input: z.strictObject({ key: messageKey, parts: z.array(part).max(1000), certain: z.boolean() }),
      output: z.object({ saved: z.int(), leftOut: z.int(), failed: z.int() }),
    },
    /** The message as a file (message/rfc822). */
    saveMessage: { input: messageKey, output: z.object({ saved: z.boolean() }) },
    /** The message as it came, for looking at it; `cut` where it is too long for that. */
    source: { input: messageKey, output: z.object({ text: z.string(), cut: z.boolean() }) },
    /** Makes a file ready to be dragged; without `part` the message itself. Asked for when the pointer goes down. */
    prepareDrag: {
      input: z.strictObject({ key: messageKey, part: part.optional() }),
      output: z.object({ ticket: z.string() }),
    },
    /** Begins the drag of what was made ready. */
    startDrag: { input: z.strictObject({ ticket: z.string().max(100) }), output: nothing },
    /** Prints a document made of sanitized HTML through the desktop's own dialog. */
    print: { input: z.strictObject({ html: z.string().max(20_000_000), remote: z.boolean() }), output: nothing },
  },
  events: {},
} as const satisfies AreaContract;
