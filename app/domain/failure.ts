import { z } from 'zod';

/** A certificate as far as a person needs it to decide: whose, by whom, until when, and its fingerprint. */
export const certificateFacts = z.object({
  host: z.string(),
  port: z.int(),
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.iso.datetime(),
  validTo: z.iso.datetime(),
  /** SHA-256, upper-case hexadecimal pairs with colons. */
  fingerprint: z.string(),
  reason: z.enum(['selfSigned', 'unknownAuthority', 'expired', 'notYetValid', 'wrongHost', 'changed', 'other']),
  /** Fingerprint that was trusted before, when `reason` is `changed`. */
  previousFingerprint: z.string().optional(),
});
export type CertificateFacts = z.infer<typeof certificateFacts>;

/** What may be wrong with the file that keeps an account's mail on this computer. */
export const storeFault = z.enum(['diskFull', 'damaged', 'newerSchema', 'unreadable', 'notOpened']);
export type StoreFault = z.infer<typeof storeFault>;

export const keychainState = z.enum(['locked', 'denied', 'missing', 'backendChanged', 'unreadable']);
export type KeychainState = z.infer<typeof keychainState>;

/** What a refused mail credential means for the person, as far as can be told. */
export const mailRefusal = z.enum(['trustEnded', 'revoked', 'passwordChanged', 'secondFactorOn', 'accountDisabled']);
export type MailRefusal = z.infer<typeof mailRefusal>;

const code = <Code extends string>(name: Code) => z.literal(name);

/**
 * Everything that can go wrong and be told to a person, as one closed union. The sentence is chosen in the
 * renderer; no member carries a secret.
 */
export const failure = z.discriminatedUnion('code', [
  z.object({ code: code('authFailed') }),
  z.object({ code: code('accountDisabled'), reason: z.enum(['secondFactorAttempts', 'administrator']) }),
  z.object({ code: code('tryLater'), retryAfter: z.int() }),
  z.object({ code: code('clientTooOld'), minimumVersion: z.string() }),
  z.object({ code: code('wrongCode'), failedAttempts: z.int(), attemptsLeft: z.int() }),
  z.object({
    code: code('noSetup'),
    cause: z.enum(['schemaOutdated', 'readOnlyDirectory', 'directoryUnavailable', 'disabledByPolicy', 'unknown']),
  }),
  z.object({ code: code('alreadySetUp') }),
  z.object({ code: code('notEnrolled') }),
  z.object({ code: code('recoveryEmail'), reason: z.enum(['invalid', 'sameAsAccount', 'ownAlias']) }),
  /** The code of a recovery mail was wrong; with nothing left it is void and another mail is needed. */
  z.object({ code: code('wrongRecoveryCode'), attemptsLeft: z.int() }),
  /** The account has no recovery address, so no recovery code can be mailed. */
  z.object({ code: code('noRecoveryEmail') }),
  /** The server could not send the recovery mail; nothing was reset. */
  z.object({ code: code('recoveryNotSent') }),
  z.object({ code: code('stepUpRequired') }),
  z.object({ code: code('appPasswordLimit'), limit: z.int() }),
  z.object({ code: code('alreadyExists') }),
  /** The address is an account of this computer already. */
  z.object({ code: code('accountHere'), address: z.string() }),
  z.object({ code: code('noSuchEntity') }),
  /** No web session is open; the account password opens one. */
  z.object({ code: code('signInRequired') }),
  /** The pending sign-in or the session ended on the server. */
  z.object({ code: code('sessionEnded') }),
  z.object({
    code: code('unreachable'),
    host: z.string(),
    cause: z.enum(['unknownHost', 'refused', 'timeout', 'interrupted', 'offline', 'tls', 'other']),
  }),
  z.object({ code: code('certificate'), certificate: certificateFacts }),
  /** Something on the way answers in the server's place, as a network does that wants people to sign in to it first. */
  z.object({ code: code('captivePortal'), host: z.string(), page: z.string() }),
  /** The server answers but does not speak the second-factor calls of this client. */
  z.object({ code: code('unsupportedServer'), host: z.string() }),
  /** No mail set-up document, or one that names no IMAP server. */
  z.object({ code: code('noMailSettings'), host: z.string() }),
  /** The server said something this client has no sentence for; `symbol` or the numeric code names it. */
  z.object({ code: code('serverError'), detail: z.string() }),
  /** IMAP refused the credential; `reason` is the server's own text. */
  z.object({ code: code('mailRefused'), reason: z.string(), cause: mailRefusal.optional() }),
  z.object({ code: code('mailUnavailable'), cause: z.enum(['offline', 'starting', 'gone']) }),
  z.object({ code: code('localStore'), fault: storeFault }),
  z.object({ code: code('keychain'), state: keychainState }),
  /** The organisation that manages this computer does not allow it. */
  z.object({ code: code('byPolicy'), what: z.enum(['server', 'export']) }),
  /** Signing out here leaves this computer's trust or its app password good on the server, for the reason named. */
  z.object({ code: code('trustRemains'), cause: z.enum(['unreachable', 'signInNeeded']) }),
  /** The second factor cannot be turned off: the domain enforces it. */
  z.object({ code: code('enforced') }),
  /** A file could not be written where the person wanted it. */
  z.object({ code: code('notSaved'), cause: z.enum(['full', 'refused']) }),
  /** The call does not fit the step the application is in. */
  z.object({ code: code('wrongStep') }),
  z.object({ code: code('invalidInput') }),
  z.object({ code: code('internal') }),
]);
export type Failure = z.infer<typeof failure>;
