import { z } from 'zod';
import { messageKey } from '../domain/mail.ts';
import { type AreaContract, nothing } from './area.ts';

/** A message as a notification names it. */
const namedMessage = z.object({ id: z.number(), key: messageKey });

const asked = z.discriminatedUnion('what', [
  z.object({
    what: z.enum(['open', 'reply', 'archive', 'markRead']),
    account: z.string(),
    message: namedMessage,
  }),
  z.object({ what: z.literal('folder'), account: z.string(), folder: z.string() }),
  z.object({ what: z.literal('compose') }),
]);
export type AskedOfWindow = z.infer<typeof asked>;

/** The desktop around the windows: notifications, the icon in the tray, the count on the icon. */
export const desktopContract = {
  servedBy: 'main',
  methods: {
    /** How many unread messages the icon shows. */
    showUnread: { input: z.strictObject({ count: z.int().nonnegative() }), output: nothing },
    /** The folder the mailbox shows now; without one it shows none. */
    lookingAt: { input: z.strictObject({ folder: z.string().max(1024).optional() }), output: nothing },
    /** What was asked for while another account was shown, or nothing; told once. */
    takeAsked: { input: nothing, output: z.object({ asked: asked.optional() }) },
  },
  events: {
    /** Somebody asked for this from outside the window: from a notification or from the tray. */
    asked,
  },
} as const satisfies AreaContract;
