import { z } from 'zod';
import { folderRoles } from './choices.ts';
import { storeFault } from './failure.ts';
import {
  attachmentKind,
  authentication,
  invitation,
  mailingList,
  priority,
  protection,
  spamFacts,
} from './message-facts.ts';

export const folderRole = z.enum(folderRoles);
export type FolderRole = z.infer<typeof folderRole>;

export const folder = z.object({
  path: z.string(),
  name: z.string(),
  role: folderRole,
  total: z.int().nonnegative(),
  unread: z.int().nonnegative(),
  /** What parts the names in the path; empty where folders have no folders. */
  delimiter: z.string(),
  subscribed: z.boolean(),
  /** A person chose the role. */
  roleChosen: z.boolean(),
});
export type Folder = z.infer<typeof folder>;

export const mailAddress = z.object({ name: z.string(), address: z.string() });
export type MailAddress = z.infer<typeof mailAddress>;

/** A message's place: folder, UIDVALIDITY and UID (RFC 3501 section 2.3.1.1). UIDVALIDITY is a decimal string. */
export const messageKey = z.object({
  folder: z.string().max(1024),
  uidValidity: z.string().max(20),
  uid: z.int().positive(),
});
export type MessageKey = z.infer<typeof messageKey>;

/** One row of the message list. */
export const messageRow = z.object({
  /** The local store's own number; newest first is id descending. */
  id: z.number(),
  threadId: z.number(),
  key: messageKey,
  subject: z.string(),
  from: z.array(mailAddress),
  to: z.array(mailAddress),
  date: z.iso.datetime(),
  size: z.int().nonnegative(),
  unread: z.boolean(),
  flagged: z.boolean(),
  answered: z.boolean(),
  hasAttachment: z.boolean(),
  /** First words of the text; empty until the text is here. */
  preview: z.string(),
});
export type MessageRow = z.infer<typeof messageRow>;

export const attachment = z.object({
  name: z.string(),
  mimeType: z.string(),
  size: z.int().nonnegative(),
  /** Where it is in the message, for asking for its bytes. */
  part: z.string().optional(),
  kind: attachmentKind.optional(),
});
export type Attachment = z.infer<typeof attachment>;

/** One message as it is read. `html` is exactly what the sender wrote: hostile until sanitized. */
export const messageBody = z.object({
  key: messageKey,
  subject: z.string(),
  from: z.array(mailAddress),
  to: z.array(mailAddress),
  cc: z.array(mailAddress),
  date: z.iso.datetime(),
  html: z.string().optional(),
  text: z.string().optional(),
  /** Inline pictures as data: URLs, by Content-ID and by Content-Location. */
  inline: z.record(z.string(), z.string()),
  attachments: z.array(attachment),
  replyTo: z.array(mailAddress).optional(),
  /** Without its angle brackets. */
  messageId: z.string().optional(),
  /** Message-IDs of what it answers, oldest first, without brackets. */
  references: z.array(z.string()).optional(),
  /** Addresses of this mailbox it was delivered to, where the servers on its way noted them. */
  deliveredTo: z.array(z.string()).optional(),
  list: mailingList.optional(),
  /** What the receiving server found out about the sender; only where the server is one the reader trusts. */
  authentication: authentication.optional(),
  /** Who asked to be told that the message was read. */
  receiptTo: z.array(mailAddress).optional(),
  priority: priority.optional(),
  invitations: z.array(invitation).optional(),
  protection: protection.optional(),
  /** Too large, too deep or of too many parts to be shown whole. */
  limited: z.boolean().optional(),
  /** Some of it is not on this computer yet. */
  partial: z.boolean().optional(),
  spam: spamFacts.optional(),
});
export type MessageBody = z.infer<typeof messageBody>;

/** Why there is no connection, as far as the last attempt tells. `busy`: the server asked to wait. */
export const offlineCause = z.enum(['network', 'unknownHost', 'noAnswer', 'notServed', 'certificate', 'busy', 'other']);
export type OfflineCause = z.infer<typeof offlineCause>;

/** How the mail connection is, told apart by who has to act. */
export const mailStatus = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting') }),
  z.object({ state: z.literal('online'), since: z.iso.datetime() }),
  z.object({ state: z.literal('offline'), cause: offlineCause, retryAt: z.iso.datetime().optional() }),
  /** The server refused the credential: a person must act, nothing is tried again by itself. */
  z.object({ state: z.literal('refused'), reason: z.string() }),
  /** The file that keeps the mail here cannot be used: nothing is fetched until it can. */
  z.object({ state: z.literal('broken'), fault: storeFault }),
]);
export type MailStatus = z.infer<typeof mailStatus>;
