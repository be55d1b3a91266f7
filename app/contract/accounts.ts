import { z } from 'zod';
import { accountId, accountLook, household } from '../domain/account.ts';
import { type AreaContract, nothing } from './area.ts';

const one = { account: accountId };
/** Mail, drafts and settings stay on this computer, encrypted, for when the account comes back. */
const keepMail = z.boolean();

const leaving = z.strictObject({ ...one, keepMail, anyway: z.boolean() });

/** The accounts side by side. Signing in itself goes through `auth`, for the account the window is at. */
export const accountsContract = {
  servedBy: 'main',
  methods: {
    get: { input: nothing, output: household },
    /** Goes to an account: to its mailbox, or to its sign-in where it has none. */
    show: { input: z.strictObject(one), output: nothing },
    /** Opens the sign-in for a further account; the others go on behind it. */
    add: { input: nothing, output: nothing },
    /** Leaves a sign-in for the mailboxes behind it; nothing of it stays. */
    leave: { input: nothing, output: nothing },
    edit: { input: z.strictObject({ ...one, ...accountLook }), output: nothing },
    /** The new order; ids that are not named follow in their old one. */
    arrange: { input: z.strictObject({ accounts: z.array(accountId).max(100) }), output: nothing },
    /**
     * Ends device and app password on the server. `trustRemains`, and nothing has changed, where that cannot be done and
     * it is not to go on anyway. With its mail kept the account stays listed.
     */
    signOut: { input: leaving, output: nothing },
    /** Takes the account off the list, signed in or not. */
    remove: { input: leaving, output: nothing },
  },
  events: { changed: household },
} as const satisfies AreaContract;
