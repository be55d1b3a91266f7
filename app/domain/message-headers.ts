import type { MailAddress } from './mail.ts';

/** What the list, threads and header search need of a message's header, decoded. */
export type MessageHeaders = {
  readonly subject: string;
  readonly from: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** The sender's own date in milliseconds; a sender may claim any. */
  readonly sentAt: number | undefined;
  /** Message-ID without its angle brackets; empty when there is none. */
  readonly messageId: string;
  /** Ancestors, oldest first, without brackets: References, then In-Reply-To where it is not among them (RFC 5322 section 3.6.4). */
  readonly references: readonly string[];
  /** List-Id without its brackets (RFC 2919); empty when there is none. */
  readonly listId: string;
};
