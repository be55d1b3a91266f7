import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outgoing } from '../../../app/domain/outgoing.ts';
import { compose, windows } from '../../bridge.ts';
import { useToast } from '../../components/toasts.tsx';
import { useUndo } from '../../components/undo.tsx';
import { dateAndTimeOf } from '../../text/dates.ts';

/** Says what was just sent, with a way back as long as there is one, and what did not go out. */
export const useSendingToasts = (items: readonly Outgoing[] | undefined, onShow: () => void): void => {
  const { t } = useTranslation();
  const toast = useToast();
  const { did } = useUndo();
  const known = useRef<Map<string, Outgoing['state']>>(undefined);
  const hides = useRef(new Map<string, () => void>());
  const show = useRef(onShow);
  show.current = onShow;

  useEffect(() => {
    if (items === undefined) return;
    const before = known.current;
    known.current = new Map(items.map(({ id, state }) => [id, state]));
    // What was there when the window opened is no news.
    if (before === undefined) return;
    for (const { id, state, sendAt, subject: written } of items) {
      const was = before.get(id);
      const subject = written === '' ? t('compose.noSubject') : written;
      if (was === undefined && state === 'queued') {
        const wait = sendAt - Date.now();
        const isLater = wait > 61_000;
        if (wait <= 0) continue;
        const undo = async (): Promise<void> => {
          const reply = await compose.cancelSend({ id });
          if (!reply.ok) toast({ text: t('outbox.toast.tooLate') });
          else if (reply.value.draft !== undefined) {
            await windows.compose({ start: { kind: 'draft', id: reply.value.draft } });
          }
        };
        const hide = did({
          text: isLater
            ? t('outbox.toast.later', { subject, date: dateAndTimeOf(new Date(sendAt).toISOString()) })
            : t('outbox.toast.sending', { subject }),
          lasts: isLater ? 8_000 : wait,
          undo: () => void undo(),
        });
        hides.current.set(id, hide);
      } else if (state !== 'queued' && was === 'queued') {
        hides.current.get(id)?.();
        hides.current.delete(id);
      }
      const bad = state === 'failed' || state === 'unknown';
      if (bad && was !== state) {
        toast({
          text: state === 'failed' ? t('outbox.toast.failed', { subject }) : t('outbox.toast.unknown', { subject }),
          tone: 'danger',
          actions: [{ label: t('outbox.toast.show'), run: () => show.current() }],
        });
      }
    }
  }, [items, t, toast, did]);
};
