import { z } from 'zod';
import { type AreaContract, nothing } from './area.ts';

/** The window and the desktop around it. */
export const systemContract = {
  servedBy: 'main',
  methods: {
    getInfo: {
      input: nothing,
      output: z.object({
        version: z.string(),
        platform: z.enum(['linux', 'darwin', 'win32', 'other']),
        deviceName: z.string(),
        locale: z.string(),
      }),
    },
    minimise: { input: nothing, output: nothing },
    toggleMaximise: { input: nothing, output: nothing },
    close: { input: nothing, output: nothing },
    /** Puts text on the clipboard; with `clearAfter` (seconds) it is taken off again if it is still there. */
    copy: {
      input: z.strictObject({ text: z.string().max(100_000), clearAfter: z.int().min(1).max(600).optional() }),
      output: nothing,
    },
    /** Asks the person where to put a text and puts it there; `saved` is false where they thought better of it. */
    saveText: {
      input: z.strictObject({ name: z.string().min(1).max(200), text: z.string().max(100_000) }),
      output: z.object({ saved: z.boolean() }),
    },
    /** Opens a link outside: https, http, mailto and, for the set-up, otpauth. */
    openLink: { input: z.strictObject({ url: z.string().max(4096) }), output: nothing },
    /**
     * Makes the document of one message's frame from sanitized HTML and answers its address. `remote` lets this one
     * document load pictures from the network; `dark`: its colours are meant for a dark page.
     */
    prepareMessageFrame: {
      input: z.strictObject({
        html: z.string().max(20_000_000),
        remote: z.boolean(),
        dark: z.boolean(),
        title: z.string().max(1000),
      }),
      output: z.object({ url: z.string() }),
    },
  },
  events: {},
} as const satisfies AreaContract;
