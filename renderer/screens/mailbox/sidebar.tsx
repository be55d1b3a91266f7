import { FolderPlus, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConversationPlace } from '../../../app/domain/conversation.ts';
import type { Folder, MailStatus } from '../../../app/domain/mail.ts';
import type { SyncProgress } from '../../../app/domain/sync-progress.ts';
import { AccountGroups } from '../../accounts/account-groups.tsx';
import { Icon } from '../../components/icon.tsx';
import type { MenuItem } from '../../components/menu.tsx';
import { folderName } from './folder-names.ts';
import { FolderTree } from './folder-tree.tsx';
import { SavedSearches } from './saved-searches.tsx';
import { StatusLine } from './status-line.tsx';
import { OutboxButton, WriteButton } from './writing-buttons.tsx';

type SidebarProps = {
  readonly address: string;
  readonly folders: readonly Folder[] | undefined;
  /** Undefined while something is searched for. */
  readonly current: ConversationPlace | undefined;
  readonly counts: { readonly flagged: number; readonly snoozed: number };
  readonly status: MailStatus;
  readonly progress: SyncProgress;
  readonly onPlace: (place: ConversationPlace) => void;
  readonly onNewFolder: () => void;
  readonly menuOf: (folder: Folder) => readonly MenuItem[];
  readonly onDrop: (folder: Folder, threads: readonly number[]) => void;
  readonly outgoing: number;
  readonly onOutbox: () => void;
  readonly onSettings: () => void;
};

export const Sidebar = ({
  address,
  folders,
  current,
  counts,
  status,
  progress,
  onPlace,
  onNewFolder,
  menuOf,
  onDrop,
  outgoing,
  onOutbox,
  onSettings,
}: SidebarProps) => {
  const { t } = useTranslation();
  const fetched = folders?.find((folder) => folder.path === progress.folder);
  return (
    <nav className="side" aria-label={t('mailbox.folders')}>
      <WriteButton />
      <AccountGroups>
        <div className="side__acct">
          <span className="ell" title={address}>
            {address}
          </span>
          <button
            type="button"
            className="iconbtn side__new"
            aria-label={t('folderTree.create')}
            title={t('folderTree.create')}
            onClick={onNewFolder}
          >
            <Icon of={FolderPlus} size="s" />
          </button>
        </div>
        {folders === undefined ? (
          <ul className="side__list">
            {[70, 48, 56, 62].map((width) => (
              <li key={width} className="side__i" aria-hidden="true">
                <span className="skeleton" style={{ width: `${width}%` }} />
              </li>
            ))}
          </ul>
        ) : (
          <FolderTree
            folders={folders}
            current={current}
            counts={counts}
            onPlace={onPlace}
            menuOf={menuOf}
            onDrop={onDrop}
          />
        )}
        <SavedSearches />
      </AccountGroups>
      <OutboxButton count={outgoing} onOpen={onOutbox} />
      <div className="side__foot">
        <StatusLine
          status={status}
          progress={progress}
          folder={fetched === undefined ? (progress.folder ?? '') : folderName(t, fetched)}
        />
        <button
          type="button"
          className="iconbtn"
          aria-label={t('mailbox.settings')}
          title={t('mailbox.settings')}
          onClick={onSettings}
        >
          <Icon of={Settings} />
        </button>
      </div>
    </nav>
  );
};
