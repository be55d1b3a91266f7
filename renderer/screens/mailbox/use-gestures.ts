import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationRow } from '../../../app/domain/conversation.ts';
import type { Folder } from '../../../app/domain/mail.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { type ListLines, placeOf } from '../../logic/list-lines.ts';
import { extendTo, goTo, type Selection, toggle } from '../../logic/selection.ts';
import type { AtHand } from './at-hand.ts';
import { carryConversations } from './conversation-drag.ts';
import type { ListGestures } from './conversation-list.tsx';
import { conversationMenu } from './conversation-menu.ts';
import { hoverActions } from './hover-actions.tsx';
import type { VerbDialogs } from './use-verb-dialogs.tsx';
import type { Verbs } from './use-verbs.ts';

type Parts = {
  readonly lines: ListLines;
  /** What is known of the line at that place. */
  readonly rowAt: (at: number) => ConversationRow | undefined;
  readonly selection: Selection;
  readonly setSelection: (selection: Selection) => void;
  readonly open: (thread: number) => void;
  readonly verbs: Verbs;
  readonly hand: AtHand;
  readonly dialogs: VerbDialogs;
  readonly folder: Folder | undefined;
};

/** What pointer and keys do to lines of the list. Stays the same object, so that lines need not be drawn anew. */
export const useGestures = (parts: Parts): ListGestures => {
  const { t } = useTranslation();
  const [{ hoverActions: hovers }] = usePreferences('list');
  const latest = useRef(parts);
  latest.current = parts;
  const role = parts.folder?.role;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the role decides what the buttons on a line are
  return useMemo(() => {
    const now = () => latest.current;
    /** A line that is picked stands for all that are. */
    const meant = (thread: number): readonly number[] => {
      const { selection, lines } = now();
      return selection.picked.has(thread) ? [...lines.threads].filter((one) => selection.picked.has(one)) : [thread];
    };
    return {
      go: (thread) => now().setSelection(goTo(thread)),
      open: (thread) => now().open(thread),
      toggle: (thread) => now().setSelection(toggle(now().selection, thread)),
      extend: (thread) => now().setSelection(extendTo(now().selection, now().lines, thread)),
      menu: (thread) => {
        const { lines, rowAt, verbs, hand, dialogs, folder } = now();
        const at = placeOf(lines, thread);
        return conversationMenu(t, {
          verbs,
          threads: meant(thread),
          row: at === undefined ? undefined : rowAt(at),
          folder,
          onMove: (threads) => dialogs.move(threads, verbs, hand),
          onChooseTime: (threads) => dialogs.snooze(threads, verbs),
        });
      },
      dragStart: (thread, event) => {
        const threads = meant(thread);
        carryConversations(event.dataTransfer, threads, t('conversation.total', { count: threads.length }));
      },
      push: hovers
        ? (line, to) => (to === 'start' ? now().verbs.archive([line]) : now().verbs.unread([line]))
        : undefined,
      hover: (line, row) =>
        hovers
          ? hoverActions(t, now().verbs, now().folder, () => now().dialogs.snooze([line], now().verbs), line, row)
          : null,
    };
  }, [t, hovers, role]);
};
