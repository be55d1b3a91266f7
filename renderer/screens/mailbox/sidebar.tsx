import { Settings } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Folder, MailStatus } from '../../../app/domain/mail.ts';
import type { SyncProgress } from '../../../app/domain/sync-progress.ts';
import { Icon } from '../../components/icon.tsx';
import { folderIcons, folderName } from './folder-names.ts';
import { StatusLine } from './status-line.tsx';
import { OutboxButton, WriteButton } from './writing-buttons.tsx';

type SidebarProps = {
  readonly address: string;
  readonly folders: readonly Folder[] | undefined;
  readonly current: string | undefined;
  readonly status: MailStatus;
  readonly progress: SyncProgress;
  readonly onFolder: (path: string) => void;
  readonly outgoing: number;
  readonly onOutbox: () => void;
  readonly onSettings: () => void;
};

const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by];
  event.preventDefault();
  next?.focus();
};

export const Sidebar = ({
  address,
  folders,
  current,
  status,
  progress,
  onFolder,
  outgoing,
  onOutbox,
  onSettings,
}: SidebarProps) => {
  const { t } = useTranslation();
  const fetched = folders?.find((folder) => folder.path === progress.folder);
  return (
    <nav className="side" aria-label={t('mailbox.folders')}>
      <div className="side__acct">
        <span className="ell" title={address}>
          {address}
        </span>
      </div>
      <WriteButton />
      <ul className="side__list" onKeyDown={walk}>
        {folders === undefined
          ? [70, 48, 56, 62].map((width) => (
              <li key={width} className="side__i" aria-hidden="true">
                <span className="skeleton" style={{ width: `${width}%` }} />
              </li>
            ))
          : folders.map((folder) => {
              const on = folder.path === current;
              const name = folderName(t, folder);
              return (
                <li key={folder.path}>
                  <button
                    type="button"
                    className={`side__i ${on ? 'is-on' : ''} ${folder.unread > 0 ? 'has-new' : ''}`}
                    aria-current={on ? 'page' : undefined}
                    tabIndex={on || (current === undefined && folder === folders[0]) ? 0 : -1}
                    title={name}
                    onClick={() => onFolder(folder.path)}
                  >
                    <Icon of={folderIcons[folder.role]} />
                    <span className="ell">{name}</span>
                    {folder.unread > 0 ? (
                      <>
                        <span className="n" aria-hidden="true">
                          {folder.unread}
                        </span>
                        <span className="sr">{t('mailbox.unread', { count: folder.unread })}</span>
                      </>
                    ) : null}
                  </button>
                </li>
              );
            })}
      </ul>
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
