import { z } from 'zod';

const id = z.string().min(1).max(100);
const short = z.string().max(500);

/** A name and address the person writes under. */
export const identity = z.object({
  id,
  name: short,
  address: z.string().max(320),
  /** Where answers should go; empty: to the address itself. */
  replyTo: z.string().max(320),
  /** Id of its signature; empty: none. */
  signature: z.string().max(100),
});
export type Identity = z.infer<typeof identity>;

export const signature = z.object({
  id,
  name: short,
  html: z.string().max(2_000_000),
  /** In an answer it stands above what is quoted, otherwise below. */
  aboveQuote: z.boolean(),
});
export type Signature = z.infer<typeof signature>;

export const template = z.object({ id, name: short, subject: z.string().max(2_000), html: z.string().max(2_000_000) });
export type Template = z.infer<typeof template>;

/**
 * What is set for one account, kept in its encrypted store: by name, with what holds as long as nothing was chosen.
 * The first identity is the usual one; where the list is empty, the account's own name and address are.
 */
export const accountSettings = {
  identities: z.array(identity).max(100).default([]),
  signatures: z.array(signature).max(100).default([]),
  templates: z.array(template).max(500).default([]),
  /** What was answered to invitations, by UID and occurrence; the newest 500. */
  invitationAnswers: z
    .record(
      z.string().max(1200),
      z.object({
        answer: z.enum(['ACCEPTED', 'TENTATIVE', 'DECLINED']),
        sequence: z.int(),
        at: z.number(),
        /** What was answered, to tell what else is at that time; milliseconds. */
        title: short.optional(),
        start: z.number().optional(),
        end: z.number().optional(),
      }),
    )
    .default({}),
  /** Senders whose pictures from the network are always loaded, or never offered; addresses in lower case. */
  remoteSenders: z.record(z.string().max(320), z.enum(['always', 'never'])).default({}),
  /** Searches that are kept by name, in the order they were kept. */
  savedSearches: z
    .array(z.object({ id, name: short, text: z.string().max(1_000) }))
    .max(100)
    .default([]),
  /** Texts of searches that led somewhere, newest first. */
  recentSearches: z.array(z.string().max(1_000)).max(20).default([]),
} as const satisfies Record<string, z.ZodType>;

export type InvitationAnswers = AccountSettings['invitationAnswers'];
export type SavedSearch = AccountSettings['savedSearches'][number];

export type AccountSettings = {
  readonly [Name in keyof typeof accountSettings]: z.infer<(typeof accountSettings)[Name]>;
};
export type AccountSettingName = keyof AccountSettings;

export const accountSettingName = z.enum(Object.keys(accountSettings) as [AccountSettingName, ...AccountSettingName[]]);
