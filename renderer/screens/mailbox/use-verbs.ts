import { useCallback } from 'react';
import type { MessageRow } from '../../../app/domain/mail.ts';
import { mail } from '../../bridge.ts';
import type { Folders } from '../../hooks/use-folders.ts';
import type { Messages } from '../../hooks/use-messages.ts';

export type Verbs = {
  readonly setUnread: (target: MessageRow, unread: boolean) => void;
  readonly setFlagged: (target: MessageRow, flagged: boolean) => void;
};

/** What can be done to messages; each is seen at once and taken back when it cannot be kept. */
export const useVerbs = ({ patch }: Pick<Messages, 'patch'>, { addUnread }: Pick<Folders, 'addUnread'>): Verbs => {
  const setUnread = useCallback(
    async (target: MessageRow, unread: boolean): Promise<void> => {
      const by = unread ? 1 : -1;
      patch(target.key, { unread });
      addUnread(target.key.folder, by);
      const reply = await mail.setFlags({ key: target.key, unread });
      if (reply.ok) return;
      patch(target.key, { unread: !unread });
      addUnread(target.key.folder, -by);
    },
    [patch, addUnread],
  );
  const setFlagged = useCallback(
    async (target: MessageRow, flagged: boolean): Promise<void> => {
      patch(target.key, { flagged });
      const reply = await mail.setFlags({ key: target.key, flagged });
      if (!reply.ok) patch(target.key, { flagged: !flagged });
    },
    [patch],
  );
  return { setUnread, setFlagged };
};
