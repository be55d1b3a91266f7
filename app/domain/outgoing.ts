import { z } from 'zod';

/** A message on its way out, as it is shown. Times in milliseconds since 1970. */
export const outgoing = z.object({
  id: z.string(),
  messageId: z.string(),
  /** `unknown`: the connection broke when the server may have had it already; never sent again by itself. */
  state: z.enum(['queued', 'sending', 'sent', 'unknown', 'failed']),
  sendAt: z.number(),
  /** The draft it was written in. */
  draft: z.string().optional(),
  subject: z.string(),
  recipients: z.array(z.string()),
  refused: z.array(z.object({ address: z.string(), code: z.number(), reason: z.string(), temporary: z.boolean() })),
  failure: z
    .object({ cause: z.enum(['server', 'network', 'tls', 'crash']), code: z.number(), reason: z.string() })
    .optional(),
  sentAt: z.number().optional(),
  /** What became of the copy in the Sent folder. */
  copy: z.enum(['none', 'wanted', 'done', 'failed']),
});
export type Outgoing = z.infer<typeof outgoing>;
