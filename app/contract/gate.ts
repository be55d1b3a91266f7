import { z } from 'zod';
import { accountId, accountKind } from '../domain/account.ts';
import { certificateFacts, failure, keychainState } from '../domain/failure.ts';
import { mailSettings } from '../domain/mail-access.ts';

/** Who named the server: the person or administrator, the domain's own documents, its name records, or only custom. */
export const serverOrigin = z.enum(['chosen', 'wellKnown', 'autoconfig', 'serviceRecord', 'commonName']);
export type ServerOrigin = z.infer<typeof serverOrigin>;

/** What is known of the server before a password leaves this computer. */
export const serverFacts = z.object({
  url: z.string(),
  host: z.string(),
  port: z.int(),
  from: serverOrigin,
  product: z.string(),
  version: z.string(),
  tlsProtocol: z.string(),
  validTo: z.iso.datetime(),
  /** Who vouches for the certificate: the usual authorities, one the organisation installed, or the person. */
  trustedBy: z.enum(['authorities', 'organisation', 'person']),
  /** This computer's clock minus the server's, in seconds. */
  clockSkew: z.number(),
});
export type ServerFacts = z.infer<typeof serverFacts>;

export const probe = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  z.object({ state: z.literal('searching'), host: z.string() }),
  z.object({ state: z.literal('found'), server: serverFacts }),
  /**
   * Found outside the domain of the address, and only name records say so, which can be forged: the person decides
   * before a password goes there (RFC 6186, section 6).
   */
  z.object({ state: z.literal('elsewhere'), server: serverFacts }),
  z.object({ state: z.literal('untrusted'), certificate: certificateFacts }),
  z.object({ state: z.literal('failed'), failure }),
]);
export type Probe = z.infer<typeof probe>;

/** Why the sign-in is shown to somebody who did not ask for it. */
export const signInNotice = z.enum([
  'signedOut',
  'expired',
  'noStoredSignIn',
  'deviceTrustEnded',
  'passwordChanged',
  'secondFactorOn',
  'accountDisabled',
  'secondFactorReset',
  'certificateRefused',
]);
export type SignInNotice = z.infer<typeof signInNotice>;

const signedIn = { address: z.string(), server: serverFacts };

/** The place of the set-up wizard; `done` comes with its own step. */
export const setUpStage = z.enum(['recovery', 'link', 'code']);
export type SetUpStage = z.infer<typeof setUpStage>;

/** A lost second factor on its way back: a code is mailed to the recovery address, and resets everything. */
export const recovery = z.object({
  /** Where the mail went, masked; missing before the first one was sent. */
  sentTo: z.string().optional(),
  /** When the code in that mail ends. */
  codeEndsAt: z.iso.datetime().optional(),
  /** When another mail may be asked for. */
  resendAt: z.iso.datetime().optional(),
});
export type Recovery = z.infer<typeof recovery>;

/**
 * Where the application stands between start and mailbox, as the renderer may know it: no password, no cookie, no
 * token. The key of the set-up is there because a person must see it to link an authenticator.
 */
export const gate = z.discriminatedUnion('step', [
  z.object({ step: z.literal('starting') }),
  /** The keychain does not give the sign-in back. */
  z.object({ step: z.literal('keychain'), address: z.string(), state: keychainState }),
  z.object({
    step: z.literal('signIn'),
    address: z.string(),
    /** Server address a person or the administrator chose; empty = found from the address. */
    serverUrl: z.string(),
    probe,
    busy: z.boolean(),
    failure: failure.optional(),
    notice: signInNotice.optional(),
  }),
  z.object({
    step: z.literal('code'),
    ...signedIn,
    rememberDays: z.int(),
    /** When the pending sign-in ends on the server. */
    expiresAt: z.iso.datetime(),
    /** There while the person recovers a lost second factor instead of typing a code. */
    recovery: recovery.optional(),
    busy: z.boolean(),
    failure: failure.optional(),
  }),
  z.object({
    step: z.literal('setUp'),
    ...signedIn,
    stage: setUpStage,
    rememberDays: z.int(),
    expiresAt: z.iso.datetime(),
    recoveryEmail: z.string(),
    key: z.object({ secret: z.string(), otpauthUri: z.string() }).optional(),
    busy: z.boolean(),
    failure: failure.optional(),
  }),
  z.object({
    step: z.literal('setUpDone'),
    ...signedIn,
    rememberDays: z.int(),
    deviceExpiresAt: z.iso.datetime().optional(),
    recoveryEmail: z.string(),
    /** Each opens the account once without the phone; shown only now. */
    recoveryCodes: z.array(z.string()),
  }),
  /** The door of an account that is reached by IMAP and SMTP alone. */
  z.object({
    step: z.literal('mailAccount'),
    address: z.string(),
    fullName: z.string(),
    /** Known from before, without the password. */
    settings: mailSettings.optional(),
    /** Host of the server's own page, where somebody is signed in there. */
    page: z.string().optional(),
    notice: z.enum(['signedOut', 'noStoredSignIn']).optional(),
  }),
  z.object({ step: z.literal('opening'), address: z.string() }),
  z.object({
    step: z.literal('mailbox'),
    /** Whose mailbox it is; the house knows, the account's own sign-in does not. */
    account: accountId.optional(),
    kind: accountKind.optional(),
    /** Host of the server's own page, where this account was signed in on it. */
    page: z.string().optional(),
    address: z.string(),
    fullName: z.string(),
    serverHost: z.string(),
    /** `memory`: nothing is kept beyond this run, by choice or because there is no keychain. */
    kept: z.enum(['keychain', 'memory', 'memoryNoKeychain']),
    /** The account has a second factor, so app passwords exist. */
    secondFactor: z.boolean(),
    deviceExpiresAt: z.iso.datetime().optional(),
    failure: failure.optional(),
  }),
]);
export type Gate = z.infer<typeof gate>;
