import { z } from 'zod';
import { accountColours } from './choices.ts';
import { failure } from './failure.ts';

/** An account's own id on this computer: made here, never its address. */
export const accountId = z.string().regex(/^[0-9a-f]{12}$/);

/** `server`: on a server that speaks our contract. `mail`: any mailbox, reached by IMAP and SMTP alone. */
export const accountKind = z.enum(['server', 'mail']);
export type AccountKind = z.infer<typeof accountKind>;

export const accountColour = z.enum(accountColours);
export type AccountColour = z.infer<typeof accountColour>;

/** What a person calls the account and how it is marked. An empty name stands for its address. */
export const accountLook = { name: z.string().trim().max(64), colour: accountColour };

/** Where an account stands between start and mailbox, while others go their own way. */
export const accountState = z.enum([
  'starting',
  'open',
  /** Open, but the server refuses its credential. */
  'refused',
  /** Somebody must sign in, or is doing so. */
  'signIn',
  /** Signed out by the person; its mail is still on this computer. */
  'signedOut',
  /** The keychain does not give its sign-in back. */
  'keychain',
]);
export type AccountState = z.infer<typeof accountState>;

/** An account as the window may know it. */
export const accountFacts = z.object({
  id: accountId,
  kind: accountKind,
  address: z.string(),
  fullName: z.string(),
  ...accountLook,
  serverHost: z.string(),
  state: accountState,
  failure: failure.optional(),
  kept: z.enum(['keychain', 'memory', 'memoryNoKeychain']),
});
export type AccountFacts = z.infer<typeof accountFacts>;

/** All accounts in the person's order, and which of them the window is at. */
export const household = z.object({
  accounts: z.array(accountFacts),
  shown: accountId,
  /** A sign-in that covers the mailboxes can be left for them. */
  leavable: z.boolean(),
});
export type Household = z.infer<typeof household>;
