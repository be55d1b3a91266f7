import { z } from 'zod';
import type { PortalCheck } from '../api/captive-portal.ts';
import type { Trust } from '../api/certificate-trust.ts';
import type { ServerFinder } from '../api/finding/find-servers.ts';
import type { KeychainState } from '../domain/failure.ts';
import { type MailAccess, mailAccess } from '../domain/mail-access.ts';
import type { Result } from '../domain/result.ts';

const certificatePin = z.object({
  host: z.string(),
  port: z.int().optional(),
  fingerprint: z.string(),
  pem: z.string(),
});

const keptCookie = z.object({
  name: z.string(),
  value: z.string(),
  path: z.string(),
  httpOnly: z.boolean(),
  /** Seconds since 1970; none: it was meant for one sitting. */
  expires: z.number().optional(),
});
export type KeptCookie = z.infer<typeof keptCookie>;

/** A sign-in on a server's own login page: its session and second-factor cookies, whatever it calls them. */
const pageSession = z.object({ url: z.string(), cookies: z.array(keptCookie).max(100) });
export type PageSession = z.infer<typeof pageSession>;

/** One account's secrets, as one record of the keychain. */
export const storedSignIn = z.object({
  format: z.literal(1),
  address: z.string(),
  serverUrl: z.string(),
  deviceToken: z.object({ value: z.string(), expiresAt: z.string().optional() }).optional(),
  mail: mailAccess,
  /** Key of the account's local store: 32 bytes in hexadecimal. A record of an older version has none yet. */
  databaseKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** The person signed out and left the mail here: only the key of its store is good still. */
  signedOut: z.literal(true).optional(),
  /** When each part came into the keychain as it is now; parts older than this field are not named. */
  since: z.partialRecord(z.enum(['mail', 'deviceToken', 'databaseKey', 'pin']), z.iso.datetime()).optional(),
  /** The exact certificate the person accepted for this server, if any. */
  pin: certificatePin.optional(),
  /** Those of an account that is reached by IMAP and SMTP alone: each service may have one. */
  pins: z.array(certificatePin).optional(),
  page: pageSession.optional(),
});
export type StoredSignIn = z.infer<typeof storedSignIn>;

/** Where secrets are kept. One record an account; access is serialised by the adapter. */
export type SecretVault = {
  readonly read: (account: string) => Promise<Result<StoredSignIn | undefined, KeychainState>>;
  readonly write: (account: string, record: StoredSignIn) => Promise<Result<null, KeychainState>>;
  readonly remove: (account: string) => Promise<Result<null, KeychainState>>;
  /** What tells this keychain from another one; made at the first write. Nothing secret. */
  readonly mark: () => Promise<Result<string | undefined, KeychainState>>;
};

/** The vault as the person may look into it. */
export type VaultList = {
  /** Every record that can be read, also of accounts that are on no list any more. */
  readonly list: () => Promise<Result<readonly StoredSignIn[], KeychainState>>;
};

/** What is remembered of an account outside the keychain: nothing secret. */
export const accountEntry = z.object({
  address: z.string(),
  fullName: z.string(),
  serverUrl: z.string(),
  secondFactor: z.boolean(),
  deviceExpiresAt: z.iso.datetime().optional(),
  /** Mark of the keychain that holds the sign-in. */
  keychain: z.string().optional(),
});
export type AccountEntry = z.infer<typeof accountEntry>;

export type AccountList = {
  readonly first: () => AccountEntry | undefined;
  readonly put: (entry: AccountEntry) => void;
  readonly remove: (address: string) => void;
};

/** Where an account's mail is kept on this computer. */
export type LocalStore = {
  readonly account: string;
  /** 32 bytes in hexadecimal. */
  readonly key: string;
  /** False: it ends with this run of the program, for its key is kept nowhere. */
  readonly lasting: boolean;
};

/** The mail engine as the sign-in sees it. */
export type MailEnginePort = {
  readonly open: (access: MailAccess, trust: Trust, store: LocalStore) => void;
  readonly close: () => void;
  /** Closes and deletes what is kept of an account on this computer. */
  readonly forget: (account: string) => Promise<void>;
};

export type Timer = { readonly cancel: () => void };

export type LoginPorts = {
  readonly vault: SecretVault;
  readonly accounts: AccountList;
  readonly engine: MailEnginePort;
  readonly clock: { readonly now: () => number; readonly after: (milliseconds: number, run: () => void) => Timer };
  readonly application: { readonly name: string; readonly vendor: string; readonly version: string };
  readonly deviceName: string;
  /** Whether an address is an account of its own here already; each is here once. */
  readonly isElsewhere?: (address: string) => boolean;
  /** Makes the key of a local store: 32 random bytes in hexadecimal. */
  readonly newDatabaseKey: () => string;
  /** Server an administrator or the start-up chose; empty = found from the address. */
  readonly defaultServerUrl: string;
  readonly finder: ServerFinder;
  readonly portalAt: PortalCheck;
  /** Whether the organisation lets this client sign in to a server; without it, to every one. */
  readonly allowsServer?: (url: URL) => boolean;
  /** Authorities the organisation adds to the usual ones, as PEM. */
  readonly authorities: readonly string[];
};
