import { ChevronDown, ChevronRight, Clock, Flag, type LucideIcon } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationPlace } from '../../../app/domain/conversation.ts';
import type { Folder } from '../../../app/domain/mail.ts';
import { Icon } from '../../components/icon.tsx';
import { ContextMenu, type MenuItem } from '../../components/menu.tsx';
import { PointerOnly } from '../../components/pointer-only.tsx';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { folderTree } from '../../logic/folders.ts';
import { carriesConversations, conversationsCarried } from './conversation-drag.ts';
import { folderIcons, folderName } from './folder-names.ts';

type FolderTreeProps = {
  readonly folders: readonly Folder[];
  readonly current: ConversationPlace | undefined;
  /** Conversations of the places that are no folders. */
  readonly counts: { readonly flagged: number; readonly snoozed: number };
  readonly onPlace: (place: ConversationPlace) => void;
  readonly menuOf: (folder: Folder) => readonly MenuItem[];
  readonly onDrop: (folder: Folder, threads: readonly number[]) => void;
};

const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by];
  event.preventDefault();
  next?.focus();
};

type CountProps = { readonly count: number; readonly said: string };

const Count = ({ count, said }: CountProps) =>
  count === 0 ? null : (
    <>
      <span className="n" aria-hidden="true">
        {count}
      </span>
      <span className="sr">{said}</span>
    </>
  );

/** One account's folders and the places that gather from all of them. Conversations can be dropped on a folder. */
export const FolderTree = ({ folders, current, counts, onPlace, menuOf, onDrop }: FolderTreeProps) => {
  const { t } = useTranslation();
  const [{ collapsed }, change] = usePreferences('layout');
  const [over, setOver] = useState<string>();
  const nodes = useMemo(() => folderTree(folders, new Set(collapsed)), [folders, collapsed]);
  const at = current?.kind === 'folder' ? current.folder : undefined;

  const setCollapsed = (path: string, closed: boolean): void =>
    change({ collapsed: closed ? [...collapsed, path] : collapsed.filter((other) => other !== path) });

  const gathered = (kind: 'flagged' | 'snoozed', icon: LucideIcon, name: string, said: string): ReactNode => {
    const on = current?.kind === kind;
    if (counts[kind] === 0 && !on) return null;
    return (
      <li key={kind}>
        <button
          type="button"
          className={`side__i ${on ? 'is-on' : ''}`}
          aria-current={on ? 'page' : undefined}
          tabIndex={on ? 0 : -1}
          title={name}
          onClick={() => onPlace({ kind })}
        >
          <Icon of={icon} />
          <span className="ell">{name}</span>
          <Count count={counts[kind]} said={said} />
        </button>
      </li>
    );
  };

  return (
    <ul className="side__list" onKeyDown={walk}>
      {nodes.map(({ folder, depth, hasChildren, collapsed: closed }, index) => {
        const on = folder.path === at;
        const name = folderName(t, folder);
        const drafts = folder.role === 'drafts';
        const droppable = folder.path !== at && !['drafts', 'flagged', 'all'].includes(folder.role);
        const drag = (event: DragEvent): void => {
          if (!droppable || !carriesConversations(event.dataTransfer)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'move';
          setOver(folder.path);
        };
        return (
          <li key={folder.path}>
            <ContextMenu label={name} items={() => menuOf(folder)}>
              <button
                type="button"
                className={`side__i ${on ? 'is-on' : ''} ${folder.unread > 0 ? 'has-new' : ''} ${over === folder.path ? 'is-over' : ''}`}
                style={{ '--depth': depth }}
                aria-current={on ? 'page' : undefined}
                aria-expanded={hasChildren ? !closed : undefined}
                tabIndex={on || (index === 0 && !nodes.some((node) => node.folder.path === at)) ? 0 : -1}
                title={name === folder.path ? name : `${name} (${folder.path})`}
                onClick={() => onPlace({ kind: 'folder', folder: folder.path })}
                onKeyDown={(event) => {
                  if (!hasChildren || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
                  event.preventDefault();
                  setCollapsed(folder.path, event.key === 'ArrowLeft');
                }}
                onDragOver={drag}
                onDragLeave={() => setOver((before) => (before === folder.path ? undefined : before))}
                onDrop={(event) => {
                  event.preventDefault();
                  setOver(undefined);
                  const threads = conversationsCarried(event.dataTransfer);
                  if (droppable && threads.length > 0) onDrop(folder, threads);
                }}
              >
                {hasChildren ? (
                  <PointerOnly className="side__fold" onClick={() => setCollapsed(folder.path, !closed)}>
                    <Icon of={closed ? ChevronRight : ChevronDown} size="s" />
                  </PointerOnly>
                ) : null}
                <Icon of={folderIcons[folder.role]} />
                <span className="ell">{name}</span>
                {drafts ? (
                  <Count count={folder.total} said={t('folderTree.drafts', { count: folder.total })} />
                ) : (
                  <Count count={folder.unread} said={t('mailbox.unread', { count: folder.unread })} />
                )}
              </button>
            </ContextMenu>
          </li>
        );
      })}
      {gathered('flagged', Flag, t('folder.flagged'), t('folderTree.gathered', { count: counts.flagged }))}
      {gathered('snoozed', Clock, t('folderTree.snoozed'), t('folderTree.gathered', { count: counts.snoozed }))}
    </ul>
  );
};
