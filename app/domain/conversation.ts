import { z } from 'zod';
import { listFilters, listOrders } from './choices.ts';
import { mailAddress, messageRow } from './mail.ts';

/** What a list shows: a folder, or conversations of every folder that have something in common. */
export const conversationPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), folder: z.string().max(1024) }),
  z.strictObject({ kind: z.literal('flagged') }),
  /** Put off and not yet back, the next to come first. */
  z.strictObject({ kind: z.literal('snoozed') }),
]);
export type ConversationPlace = z.infer<typeof conversationPlace>;

export const listOrder = z.enum(listOrders);
export type ListOrder = z.infer<typeof listOrder>;

export const listFilter = z.enum(listFilters);
export type ListFilter = z.infer<typeof listFilter>;

/** A line of the list: the newest message of a conversation in its place, and what is said of them all. */
export const conversationRow = messageRow.extend({
  /** Its messages in this place, newest first; what is done to the row is done to them. */
  ids: z.array(z.number()),
  /** Messages of the whole conversation, own replies included. */
  count: z.int(),
  /** Those of `ids` that are unread, and those that are flagged. */
  unreadIds: z.array(z.number()),
  flaggedIds: z.array(z.number()),
  /** Who wrote, the latest first, each once. */
  people: z.array(mailAddress),
  draft: z.boolean(),
  /** Put off until then, or back since then. */
  snoozed: z.object({ until: z.number(), woken: z.boolean() }).optional(),
});
export type ConversationRow = z.infer<typeof conversationRow>;

const numbers = z.instanceof(Float64Array);

/**
 * A list in its order: the conversation of each line, and its newest message in this place. Only what changed since
 * `since` is handed over: the lines from `from` up to `to` of the earlier list are replaced by these.
 */
export const conversationList = z.object({
  version: z.number(),
  /** Everything, because the earlier list is not known any more: it replaces all there was. */
  whole: z.boolean(),
  from: z.int(),
  to: z.int(),
  threads: numbers,
  heads: numbers,
  /** Lines that stand where they do for another time than their newest message's: conversation and milliseconds. */
  moved: z.array(z.object({ thread: z.number(), at: z.number() })),
  /** Rows of the first lines, so that there is something to show at once. */
  rows: z.array(conversationRow),
  /** Messages in this place on the server, as far as it is known. */
  messages: z.int(),
});
export type ConversationList = z.infer<typeof conversationList>;
