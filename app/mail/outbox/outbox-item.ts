import { z } from 'zod';
import { about } from '../../domain/letter.ts';
import type { OutboxRow, OutboxState } from '../../store/sqlite/outbox-table.ts';

const refusedRecipient = z.object({
  address: z.string(),
  code: z.number(),
  reason: z.string(),
  temporary: z.boolean(),
});

/** What is known of a message on its way out, as it is kept beside its bytes. */
export const outboxFacts = z.object({
  subject: z.string(),
  /** Everybody it was written to, as the writer named them. */
  recipients: z.array(z.string()),
  from: z.string(),
  /** Those who still have to get it. */
  left: z.array(z.string()),
  size: z.number(),
  /** Bcc field of the writer's own copy. */
  bcc: z.string(),
  attempts: z.number(),
  firstTriedAt: z.number().optional(),
  /** Not tried again before, in milliseconds since the epoch. */
  nextTryAt: z.number(),
  /** Why the last try did not succeed, in the server's or the network's words. */
  failure: z
    .object({ cause: z.enum(['server', 'network', 'tls', 'crash']), code: z.number(), reason: z.string() })
    .optional(),
  refused: z.array(refusedRecipient),
  sentAt: z.number().optional(),
  /** Message-ID the server put in place of ours. */
  serverMessageId: z.string().optional(),
  copy: z.enum(['none', 'wanted', 'done', 'failed']),
  copyFailure: z.string().optional(),
  about: about.optional(),
});
export type OutboxFacts = z.infer<typeof outboxFacts>;

/** A message on its way out, as it is shown. */
export type OutboxItem = Pick<OutboxFacts, 'subject' | 'recipients' | 'failure' | 'refused' | 'sentAt' | 'copy'> & {
  readonly id: string;
  readonly messageId: string;
  readonly state: Exclude<OutboxState, 'building'>;
  readonly sendAt: number;
  readonly draft: string | undefined;
};

/** A row with its facts; undefined where they make no sense to this version. */
export type Entry = Omit<OutboxRow, 'facts'> & { readonly facts: OutboxFacts };

export const entryOf = (row: OutboxRow): Entry | undefined => {
  try {
    const facts = outboxFacts.safeParse(JSON.parse(row.facts));
    return facts.success ? { ...row, facts: facts.data } : undefined;
  } catch {
    return undefined;
  }
};

export const itemOf = ({ id, messageId, state, sendAt, draft, facts }: Entry): OutboxItem => ({
  id,
  messageId,
  state: state === 'building' ? 'queued' : state,
  sendAt,
  draft,
  subject: facts.subject,
  recipients: facts.recipients,
  refused: facts.refused,
  copy: facts.copy,
  ...(facts.failure === undefined ? {} : { failure: facts.failure }),
  ...(facts.sentAt === undefined ? {} : { sentAt: facts.sentAt }),
});
