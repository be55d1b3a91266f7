import { z } from 'zod';

/** What an attachment is to a reader; `file` is everything without a place of its own. */
export const attachmentKind = z.enum(['file', 'message', 'invitation', 'contact', 'signature', 'encrypted', 'report']);
export type AttachmentKind = z.infer<typeof attachmentKind>;

/** How to leave a mailing list. */
export const unsubscribe = z.object({
  https: z.string().optional(),
  mailto: z.string().optional(),
  /** A POST to `https` with `List-Unsubscribe=One-Click` suffices (RFC 8058). */
  oneClick: z.boolean(),
});

/** The list a message came through (RFC 2369, RFC 2919). */
export const mailingList = z.object({
  id: z.string(),
  /** mailto: address that writes to everybody; absent where nobody may, or the list does not say. */
  post: z.string().optional(),
  archive: z.string().optional(),
  unsubscribe: unsubscribe.optional(),
});
export type MailingList = z.infer<typeof mailingList>;

/** One method's result as the receiving server wrote it (RFC 8601 section 2.7). */
export const authenticationResult = z.object({
  method: z.string(),
  result: z.string(),
  reason: z.string().optional(),
  /** Properties such as `smtp.mailfrom` or `header.d`, names in lower case. */
  properties: z.record(z.string(), z.string()),
});
export type AuthenticationResult = z.infer<typeof authenticationResult>;

export const authentication = z.object({ server: z.string(), results: z.array(authenticationResult) });
export type Authentication = z.infer<typeof authentication>;

/** A calendar object (RFC 5545) as sent; `method` in upper case, empty where there is none. */
export const invitation = z.object({ method: z.string(), text: z.string(), part: z.string() });
export type Invitation = z.infer<typeof invitation>;

/** Signed or encrypted by whom is not known here: nothing is verified or decrypted. */
export const protection = z.enum([
  'smimeSigned',
  'smimeEncrypted',
  'pgpSigned',
  'pgpEncrypted',
  'pgpInlineSigned',
  'pgpInlineEncrypted',
]);
export type Protection = z.infer<typeof protection>;

export const priority = z.enum(['high', 'low']);
export type Priority = z.infer<typeof priority>;

/** What a filter wrote into a message. Whoever sent it may have written it as well: it explains, it proves nothing. */
export const spamFacts = z.object({
  isJunk: z.boolean(),
  points: z.number().optional(),
  /** Points from which on it counts as junk. */
  limit: z.number().optional(),
  /** Names of the filter's checks. */
  rules: z.array(z.string()),
});
export type SpamFacts = z.infer<typeof spamFacts>;
