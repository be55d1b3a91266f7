import { FolderPlus } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownFolder } from '../../../app/domain/account-numbers.ts';
import type { Folder } from '../../../app/domain/mail.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { Icon } from '../../components/icon.tsx';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { fitOf, judgeFolderName, newFolderPath, sortFolders } from '../../logic/folders.ts';
import { folderIcons, folderName } from './folder-names.ts';

type MoveDialogProps = {
  readonly count: number;
  readonly folders: readonly Folder[];
  /** Where they are. */
  readonly from: Folder | undefined;
  readonly onMove: (to: Folder) => void;
  /** Undefined where no folder can be made. */
  readonly onNew: ((name: string) => void) | undefined;
  readonly onClose: () => void;
};

/** Roles nothing is moved to by hand. */
const notTargets = new Set<Folder['role']>(['drafts', 'flagged', 'all']);

/** Where to: type a few letters, Enter moves. The latest folders come first, and a name nobody has makes a new one. */
export const MoveDialog = ({ count, folders, from, onMove, onNew, onClose }: MoveDialogProps) => {
  const { t } = useTranslation();
  const id = useId();
  const [{ recentFolders }] = usePreferences('list');
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);

  const found = useMemo(() => {
    const rank = (folder: Folder): number => {
      const recent = recentFolders.indexOf(ownFolder(folder.path));
      return recent === -1 ? recentFolders.length : recent;
    };
    return sortFolders(folders)
      .filter((folder) => folder.path !== from?.path && !notTargets.has(folder.role))
      .map((folder) => ({ folder, fit: fitOf(typed, folderName(t, folder), ownFolder(folder.path)) }))
      .filter(({ fit }) => fit > 0)
      .sort((one, other) => other.fit - one.fit || rank(one.folder) - rank(other.folder))
      .map(({ folder }) => folder);
  }, [folders, from, typed, recentFolders, t]);
  const name = typed.trim();
  const delimiter = folders[0]?.delimiter ?? '/';
  const canMake =
    onNew !== undefined &&
    judgeFolderName(folders, name, delimiter, (given) => newFolderPath(folders, given)) === 'good';
  const last = found.length - (canMake ? 0 : 1);
  const current = Math.min(at, Math.max(0, last));

  const choose = (index: number): void => {
    const folder = found[index];
    if (folder !== undefined) onMove(folder);
    else if (canMake) onNew?.(name);
  };
  const press = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    setAt(Math.min(last, Math.max(0, current + by)));
  };
  const optionId = (index: number): string => `${id}-${index}`;
  const option = (index: number, key: string, folder: Folder | undefined) => (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys
    <div
      key={key}
      id={optionId(index)}
      className={`pickfolder__i ${index === current ? 'is-on' : ''}`}
      role="option"
      tabIndex={-1}
      aria-selected={index === current}
      ref={(element) => (index === current ? element?.scrollIntoView({ block: 'nearest' }) : undefined)}
      onClick={() => choose(index)}
    >
      <Icon of={folder === undefined ? FolderPlus : folderIcons[folder.role]} />
      <span className="ell">{folder === undefined ? t('move.make', { name }) : folderName(t, folder)}</span>
      {folder === undefined || ownFolder(folder.path) === folder.name ? null : (
        <span className="ell t3">{ownFolder(folder.path)}</span>
      )}
    </div>
  );

  return (
    <Dialog
      title={t('move.title', { count })}
      width="narrow"
      onClose={onClose}
      onSubmit={() => choose(current)}
      focusOn={() => input.current}
      foot={<DialogButtons submit={t('act.move')} onCancel={onClose} />}
    >
      <div className="pickfolder">
        <input
          ref={input}
          className="input"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={last >= 0 ? optionId(current) : undefined}
          aria-label={t('move.field')}
          placeholder={t('move.field')}
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
        <div id={`${id}-list`} className="pickfolder__list" role="listbox" aria-label={t('mailbox.folders')}>
          {found.map((folder, index) => option(index, folder.path, folder))}
          {canMake ? option(found.length, 'new folder', undefined) : null}
        </div>
        {last < 0 ? <p className="t3 small">{t('move.none')}</p> : null}
      </div>
    </Dialog>
  );
};
