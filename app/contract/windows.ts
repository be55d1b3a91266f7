import { z } from 'zod';
import { accountId } from '../domain/account.ts';
import { composeStart } from '../domain/compose-start.ts';
import { keptFile } from '../domain/letter.ts';
import { type AreaContract, nothing } from './area.ts';

/** What a window is for. */
export const windowEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('main') }),
  z.object({ kind: z.literal('compose'), account: accountId, start: composeStart }),
]);
export type WindowEntry = z.infer<typeof windowEntry>;

/** The application's windows: the mailbox, and one for each message that is written. */
export const windowsContract = {
  servedBy: 'main',
  perAccount: true,
  methods: {
    getEntry: { input: nothing, output: windowEntry },
    /** Opens a window for writing, or brings the one that already has this draft to the front. Only with the mailbox open. */
    compose: { input: z.strictObject({ start: composeStart }), output: nothing },
    /** The page of a window for writing can be looked at. */
    ready: { input: nothing, output: nothing },
    /** This window writes this draft: a reload, or the next start of the program, opens it again. */
    keepDraft: { input: z.strictObject({ draft: z.string().max(100) }), output: nothing },
    /** Lets the person choose files for a draft. `failed`: names of those that cannot be read. */
    chooseFiles: {
      input: z.strictObject({ draft: z.string().regex(/^[\w-]{1,100}$/) }),
      output: z.object({ files: z.array(keptFile), failed: z.array(z.string()) }),
    },
    /** The window may go: what was written is kept.  */
    leave: { input: nothing, output: nothing },
    /** The answer to `leaving` when what was written could not be kept; not heeded when the program ends. */
    stay: { input: nothing, output: nothing },
  },
  events: {
    /** Somebody closes this window: keep what is written and call `leave`. */
    leaving: nothing,
  },
} as const satisfies AreaContract;
