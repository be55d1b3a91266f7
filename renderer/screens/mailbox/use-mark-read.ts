import { useEffect, useRef } from 'react';
import type { MessageBody, MessageRow } from '../../../app/domain/mail.ts';
import { idOf } from '../../logic/message-list.ts';

/** A message is read once its text is there, and once only: marking it unread again must hold. */
export const useMarkRead = (
  shown: MessageRow | undefined,
  body: MessageBody | undefined,
  onRead: (target: MessageRow) => void,
): void => {
  const latest = useRef(onRead);
  latest.current = onRead;
  // What was read already when it was opened is not marked: somebody may be about to mark it unread.
  const opened = useRef<{ id: string; unread: boolean }>(undefined);
  const id = shown === undefined ? undefined : idOf(shown.key);
  if (id === undefined) opened.current = undefined;
  else if (opened.current?.id !== id) opened.current = { id, unread: shown?.unread === true };
  const bodyId = body === undefined ? undefined : idOf(body.key);
  useEffect(() => {
    if (bodyId === undefined || shown === undefined || idOf(shown.key) !== bodyId) return;
    if (opened.current?.unread !== true) return;
    opened.current = { id: bodyId, unread: false };
    if (shown.unread) latest.current(shown);
  }, [bodyId, shown]);
};
