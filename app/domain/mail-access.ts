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
  secret: z.string(),
  /** `appPassword` ends with the device; `accountPassword` only where the account has no second factor. */
  kind: z.enum(['appPassword', 'accountPassword']),
  appPasswordId: z.string().optional(),
  imap: mailEndpoint,
  smtp: mailEndpoint.optional(),
});
export type MailAccess = z.infer<typeof mailAccess>;
