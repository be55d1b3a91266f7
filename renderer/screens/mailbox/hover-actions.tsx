import type { TFunction } from 'i18next';
import { Archive, Clock, Flag, type LucideIcon, Mail, MailOpen, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ConversationRow } from '../../../app/domain/conversation.ts';
import type { Folder } from '../../../app/domain/mail.ts';
import { Icon } from '../../components/icon.tsx';
import { PointerOnly } from '../../components/pointer-only.tsx';
import type { Verbs } from './use-verbs.ts';

/**
 * What a pointer finds on the line it is over. A line of a list box can hold no control of its own: by keyboard and for
 * a screen reader the same is done with the line's keys and its menu.
 */
export const hoverActions = (
  t: TFunction,
  verbs: Verbs,
  folder: Folder | undefined,
  onSnooze: () => void,
  line: number,
  row: Pick<ConversationRow, 'unread' | 'flagged'>,
): ReactNode => {
  const act = (icon: LucideIcon, name: string, run: () => void): ReactNode => (
    <PointerOnly className="mrow__act" title={name} onClick={run}>
      <Icon of={icon} />
    </PointerOnly>
  );
  return (
    <div className="mrow__acts" aria-hidden="true">
      {folder?.role === 'archive' ? null : act(Archive, t('act.archive'), () => verbs.archive([line]))}
      {act(Trash2, t('act.remove'), () => verbs.remove([line]))}
      {act(row.unread ? MailOpen : Mail, t(row.unread ? 'act.markRead' : 'act.markUnread'), () => verbs.unread([line]))}
      {act(Flag, t(row.flagged ? 'act.unflag' : 'act.flag'), () => verbs.flag([line]))}
      {act(Clock, t('act.snooze'), () => onSnooze())}
    </div>
  );
};
