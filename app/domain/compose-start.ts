import { z } from 'zod';
import { messageKey } from './mail.ts';

const list = z.string().max(20_000);

/** What a window for writing begins with. Addresses are as a person would type them, separated by commas. */
export const composeStart = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('new'),
    to: list.optional(),
    cc: list.optional(),
    bcc: list.optional(),
    subject: z.string().max(2_000).optional(),
    body: z.string().max(200_000).optional(),
  }),
  /** A draft kept here. */
  z.object({
    kind: z.literal('draft'),
    id: z.string().max(100),
    /** When it was to be sent, in milliseconds since 1970: not part of the draft itself. */
    sendAt: z.int().nonnegative().optional(),
  }),
  /** A message in the folder of drafts, written here or by another program. */
  z.object({ kind: z.literal('edit'), key: messageKey }),
  z.object({ kind: z.literal('reply'), key: messageKey, all: z.boolean() }),
  z.object({ kind: z.literal('forward'), keys: z.array(messageKey).min(1).max(50), attached: z.boolean() }),
]);
export type ComposeStart = z.infer<typeof composeStart>;
