import { Archive, Clock, Flag, FlagOff, FolderInput, Inbox, Mail, MailOpen, OctagonAlert, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Folder } from '../../../app/domain/mail.ts';
import { Button } from '../../components/button.tsx';
import { Menu, type MenuItem } from '../../components/menu.tsx';
import type { Verbs } from './use-verbs.ts';

type VerbButtonsProps = {
  readonly verbs: Verbs;
  readonly folder: Folder | undefined;
  readonly flagged: boolean;
  readonly unread: boolean;
  readonly snoozed: boolean;
  readonly snoozeItems: () => readonly MenuItem[];
  readonly onMove: () => void;
};

/** Buttons for what can be done to whatever is chosen: one conversation or many. */
export const VerbButtons = ({ verbs, folder, flagged, unread, snoozed, snoozeItems, onMove }: VerbButtonsProps) => {
  const { t } = useTranslation();
  const named = (name: string, key: string) => ({ 'aria-label': name, title: `${name} (${key})` });
  const junk = folder?.role === 'junk';
  return (
    <>
      {folder?.role === 'archive' ? null : (
        <Button icon={Archive} {...named(t('act.archive'), 'E')} onClick={() => verbs.archive()} />
      )}
      <Button icon={Trash2} {...named(t('act.remove'), t('keyName.delete'))} onClick={() => verbs.remove()} />
      <Button
        icon={junk ? Inbox : OctagonAlert}
        {...named(t(junk ? 'act.notJunk' : 'act.junk'), '!')}
        onClick={() => verbs.junk()}
      />
      {snoozed ? (
        <Button icon={Clock} {...named(t('act.unsnooze'), 'H')} onClick={() => verbs.unsnooze()} />
      ) : (
        <Menu label={t('act.snooze')} items={snoozeItems}>
          <Button icon={Clock} {...named(t('act.snooze'), 'H')} />
        </Menu>
      )}
      <Button icon={FolderInput} {...named(t('act.move'), 'V')} onClick={onMove} />
      <Button
        icon={flagged ? FlagOff : Flag}
        {...named(t(flagged ? 'act.unflag' : 'act.flag'), 'S')}
        onClick={() => verbs.flag()}
      />
      <Button
        icon={unread ? MailOpen : Mail}
        {...named(t(unread ? 'act.markRead' : 'act.markUnread'), 'U')}
        onClick={() => verbs.unread()}
      />
    </>
  );
};
