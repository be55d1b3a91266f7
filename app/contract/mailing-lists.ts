import { z } from 'zod';
import { messageKey } from '../domain/mail.ts';
import type { AreaContract } from './area.ts';

/** Leaving mailing lists: what to ask whom is read from the message itself, never told by a window. */
export const mailingListsContract = {
  servedBy: 'main',
  perAccount: true,
  methods: {
    /**
     * One POST to the address the message names (RFC 8058): no cookie, no redirect. `certain`: also where nothing proves
     * who sent the message.
     */
    leave: {
      input: z.strictObject({ key: messageKey, certain: z.boolean() }),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('done'), host: z.string() }),
        z.object({ outcome: z.literal('refused'), host: z.string(), status: z.int() }),
        z.object({ outcome: z.literal('unreachable'), host: z.string() }),
        z.object({ outcome: z.literal('notProved'), host: z.string() }),
      ]),
    },
  },
  events: {},
} as const satisfies AreaContract;
