import { z } from 'zod';

const ids = z.array(z.int().nonnegative()).min(1).max(10_000);
const path = z
  .string()
  .min(1)
  .max(1024)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no folder name may carry one to the wire
  .regex(/^[^\u0000-\u001f\u007f]+$/u);
/** A system flag but \Recent, which is the server's alone, or a keyword (RFC 9051 section 2.3.2). */
const flag = z
  .string()
  .max(100)
  .regex(/^(?:\\(?:Seen|Answered|Flagged|Deleted|Draft)|[!#$&'+,\-./0-9:;<=>?@A-Z[^_`a-z|}~]+)$/u);
const flags = z.array(flag).max(32);

/** What a window may ask for. Messages are named by the store's ids, folders by the paths that are shown. */
export const windowCommand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('flag'), ids, add: flags, remove: flags }),
  z.object({ kind: z.literal('move'), ids, to: path }),
  z.object({ kind: z.literal('copy'), ids, to: path }),
  /** Into the bin; messages that are in the bin or among junk are deleted for good. */
  z.object({ kind: z.literal('delete'), ids }),
  z.object({ kind: z.literal('archive'), ids }),
  z.object({ kind: z.literal('createFolder'), path }),
  z.object({ kind: z.literal('renameFolder'), path, to: path }),
  z.object({ kind: z.literal('deleteFolder'), path }),
  z.object({ kind: z.literal('subscribe'), path, subscribed: z.boolean() }),
]);

/** Something a person does to mail. */
export const command = z.discriminatedUnion('kind', [
  ...windowCommand.options,
  z.object({
    kind: z.literal('append'),
    to: path,
    source: z.instanceof(Uint8Array),
    flags,
    /** INTERNALDATE in milliseconds. */
    receivedAt: z.number().optional(),
  }),
]);
export type Command = z.infer<typeof command>;

/** How a command ended. */
export const commandReport = z.object({
  id: z.string(),
  kind: z.string(),
  outcome: z.enum(['done', 'refused']),
  /** Why the server, or the state of its folders, did not let it happen; the local change is taken back. */
  refusal: z
    .object({
      /** The server's response code, or `RELOCATION`: the folder was made anew and the messages were not found in it. */
      code: z.string(),
      text: z.string(),
    })
    .optional(),
  /** Messages that were not there any more. */
  gone: z.array(z.number()),
});
export type CommandReport = z.infer<typeof commandReport>;
