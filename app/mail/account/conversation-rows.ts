import type { ConversationRow } from '../../domain/conversation.ts';
import type { StoredConversation } from '../../store/port.ts';
import { messageRowOf } from './message-row.ts';

/** A stored conversation as the window lists it. */
export const conversationRowOf = ({ head, ...all }: StoredConversation): ConversationRow => ({
  ...messageRowOf(head),
  ids: [...all.ids],
  count: all.count,
  unread: all.unreadIds.length > 0,
  unreadIds: [...all.unreadIds],
  flagged: all.flaggedIds.length > 0,
  flaggedIds: [...all.flaggedIds],
  hasAttachment: all.hasAttachment,
  draft: all.draft,
  people: [...all.people],
  ...(all.snoozed === undefined ? {} : { snoozed: all.snoozed }),
});
