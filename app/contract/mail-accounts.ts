import { z } from 'zod';
import { accountId } from '../domain/account.ts';
import { mailSettings } from '../domain/mail-access.ts';
import { mailCheck } from '../domain/mail-check.ts';
import { type AreaContract, nothing } from './area.ts';

const address = z.string().trim().max(320);
const password = z.string().max(1024);

/** A certificate the person was shown and takes, for this one service. */
const accepted = z
  .array(z.strictObject({ host: z.string().max(255), port: z.int(), fingerprint: z.string().max(128) }))
  .max(4);

export const foundSettings = z.object({
  /** None where nothing was found. */
  settings: mailSettings.optional(),
  /** Who named them: we know the provider, its domain publishes them, its name records do, or they were tried. */
  from: z.enum(['provider', 'published', 'records', 'tried', 'nowhere']),
  /** They lie outside the domain, and only name records say so, which can be forged. */
  foreign: z.boolean(),
  takesPassword: z.boolean(),
});
export type FoundSettings = z.infer<typeof foundSettings>;

const tried = { settings: mailSettings, password, accepted };

/** Accounts that are reached by IMAP and SMTP alone, with a password that is kept in the keychain. */
export const mailAccountsContract = {
  servedBy: 'main',
  methods: {
    /** From the sign-in to the door of such an account. */
    begin: { input: z.strictObject({ address }), output: nothing },
    /**
     * Shows the own login page of a server that does not speak our second-factor calls, in a window of its own; leads to
     * the door of such an account once somebody is signed in there.
     */
    signInOnPage: { input: nothing, output: z.object({ signedIn: z.boolean() }) },
    /** Shows that server's pages again, to make an app password there; answers when they are closed. */
    visitPage: { input: z.strictObject({ account: accountId.optional() }), output: nothing },
    /** Back from there. */
    back: { input: nothing, output: nothing },
    /** Looks for the servers of an address; sends nothing secret. */
    find: { input: z.strictObject({ address }), output: foundSettings },
    /** Tries both servers with the password and changes nothing. */
    test: { input: z.strictObject(tried), output: mailCheck },
    /** Tries both, and opens the mailbox where both let us in. */
    open: {
      input: z.strictObject({ address, fullName: z.string().trim().max(200), ...tried, stay: z.boolean() }),
      output: mailCheck,
    },
    getSettings: { input: z.strictObject({ account: accountId }), output: z.object({ settings: mailSettings }) },
    /** Tries other settings or another password (empty: the one that is kept), and keeps them where both let us in. */
    change: { input: z.strictObject({ account: accountId, ...tried }), output: mailCheck },
  },
  events: {},
} as const satisfies AreaContract;
