import { z } from 'zod';

export const mailEndpoint = z.object({
  host: z.string().min(1),
  port: z.int().min(1).max(65535),
  /** `tls`: from the first byte. `startTls`: after the greeting; a server without it is refused. */
  security: z.enum(['tls', 'startTls']),
});
export type MailEndpoint = z.infer<typeof mailEndpoint>;

/** Everything the mail engine needs to reach one account's mailbox. The secret lives in the keychain and in memory only. */
export const mailAccess = z.object({
  user: z.string(),
  /** Where the server for sending knows the person by another name. */
  smtpUser: z.string().optional(),
  /** Whose mail it is, where that is not the user name. */
  address: z.string().optional(),
  secret: z.string(),
  /** `appPassword` ends with the device; `accountPassword` only where the account has no second factor. */
  kind: z.enum(['appPassword', 'accountPassword']),
  appPasswordId: z.string().optional(),
  imap: mailEndpoint,
  smtp: mailEndpoint.optional(),
});
export type MailAccess = z.infer<typeof mailAccess>;

/** The address mail is written from and received at. */
export const addressOf = ({ address, user }: MailAccess): string => address ?? user;

const userName = z.string().trim().min(1).max(320);
const typedEndpoint = mailEndpoint.extend({ host: z.string().trim().min(1).max(255) }).strict();

/** Where an account's mail is read and sent, and who one is there; nothing secret. */
export const mailSettings = z.strictObject({
  user: userName,
  imap: typedEndpoint,
  /** Where it differs from the one for reading. */
  smtpUser: userName.optional(),
  smtp: typedEndpoint,
});
export type MailSettings = z.infer<typeof mailSettings>;
