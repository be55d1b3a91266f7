import { useEffect, useRef } from 'react';
import type { MessageBody, MessageRow } from '../../../app/domain/mail.ts';
import { idOf } from '../../logic/message-list.ts';

/** A message is read once its text is there, and once only: marking it unread again must hold. */
export const useMarkRead = (
  shown: MessageRow | undefined,
  body: MessageBody | undefined,
  setUnread: (target: MessageRow, unread: boolean) => void,
): void => {
  const read = useRef<string>(undefined);
  const bodyId = body === undefined ? undefined : idOf(body.key);
  useEffect(() => {
    if (bodyId === undefined) {
      read.current = undefined;
      return;
    }
    if (shown === undefined || idOf(shown.key) !== bodyId || read.current === bodyId) return;
    read.current = bodyId;
    if (shown.unread) setUnread(shown, false);
  }, [bodyId, shown, setUnread]);
};
