import type { TFunction } from 'i18next';
import { Archive, Clock, Flag, FlagOff, FolderInput, Inbox, Mail, MailOpen, OctagonAlert, Trash2 } from 'lucide-react';
import type { ConversationRow } from '../../../app/domain/conversation.ts';
import type { Folder } from '../../../app/domain/mail.ts';
import type { MenuItem } from '../../components/menu.tsx';
import { snoozePresets } from '../../logic/snooze-times.ts';
import type { TextKey } from '../../text/keys.ts';
import { listTimeAhead } from '../../text/times-ahead.ts';
import type { Verbs } from './use-verbs.ts';

export const presetNames: Readonly<Record<ReturnType<typeof snoozePresets>[number]['name'], TextKey>> = {
  laterToday: 'snooze.laterToday',
  tomorrow: 'snooze.tomorrow',
  weekend: 'snooze.weekend',
  nextWeek: 'snooze.nextWeek',
};

/** Until when: what is offered, and a way to choose. */
export const snoozeItems = (t: TFunction, onSnooze: (until: Date) => void, onChoose: () => void): MenuItem[] => [
  ...snoozePresets(new Date()).map(
    ({ name, at }): MenuItem => ({
      label: t('snooze.preset', { name: t(presetNames[name]), when: listTimeAhead(at) }),
      run: () => onSnooze(at),
    }),
  ),
  { kind: 'line' },
  { label: t('snooze.choose'), icon: Clock, run: onChoose },
];

type Asked = {
  readonly verbs: Verbs;
  readonly threads: readonly number[];
  /** What is known of the one that was pointed at. */
  readonly row: ConversationRow | undefined;
  readonly folder: Folder | undefined;
  readonly onMove: (threads: readonly number[]) => void;
  readonly onChooseTime: (threads: readonly number[]) => void;
};

/** What can be done to conversations, as a menu. */
export const conversationMenu = (
  t: TFunction,
  { verbs, threads, row, folder, onMove, onChooseTime }: Asked,
): MenuItem[] => {
  const junk = folder?.role === 'junk';
  const put = row?.snoozed?.woken === false;
  return [
    ...(folder?.role === 'archive'
      ? []
      : [
          { label: t('act.archive'), icon: Archive, hotkey: 'E', run: () => verbs.archive(threads) } satisfies MenuItem,
        ]),
    { label: t('act.remove'), icon: Trash2, hotkey: 'Del', run: () => verbs.remove(threads) },
    {
      label: t(junk ? 'act.notJunk' : 'act.junk'),
      icon: junk ? Inbox : OctagonAlert,
      hotkey: '!',
      run: () => verbs.junk(threads),
    },
    { kind: 'line' },
    { label: t('act.moveTo'), icon: FolderInput, hotkey: 'V', run: () => onMove(threads) },
    put
      ? { label: t('act.unsnooze'), icon: Clock, run: () => verbs.unsnooze(threads) }
      : {
          kind: 'more',
          label: t('act.snooze'),
          icon: Clock,
          items: snoozeItems(
            t,
            (until) => verbs.snooze(until, threads),
            () => onChooseTime(threads),
          ),
        },
    { kind: 'line' },
    {
      label: t(row?.flagged === true ? 'act.unflag' : 'act.flag'),
      icon: row?.flagged === true ? FlagOff : Flag,
      hotkey: 'S',
      run: () => verbs.flag(threads),
    },
    {
      label: t(row?.unread === true ? 'act.markRead' : 'act.markUnread'),
      icon: row?.unread === true ? MailOpen : Mail,
      hotkey: 'U',
      run: () => verbs.unread(threads),
    },
  ];
};
