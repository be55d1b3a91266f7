import type { ConversationRow } from '../../app/domain/conversation.ts';
import type { MessageRow } from '../../app/domain/mail.ts';

/** A message by itself, as a conversation of one. */
export const conversationOf = (row: MessageRow): ConversationRow => ({
  ...row,
  ids: [row.id],
  count: 1,
  unreadIds: row.unread ? [row.id] : [],
  flaggedIds: row.flagged ? [row.id] : [],
  people: row.from,
  draft: false,
});

/** What changes about a conversation when one of its messages is read. */
export const withoutUnread = (row: ConversationRow, id: number): Partial<ConversationRow> => {
  const unreadIds = row.unreadIds.filter((other) => other !== id);
  return { unreadIds, unread: unreadIds.length > 0 };
};
