import type { TFunction } from 'i18next';
import { CheckCheck, FolderPlus, PenLine, Tag, Trash2 } from 'lucide-react';
import { folderRoles } from '../../../app/domain/choices.ts';
import type { Folder, FolderRole } from '../../../app/domain/mail.ts';
import type { MenuItem } from '../../components/menu.tsx';
import type { TextKey } from '../../text/keys.ts';

/** What a folder can be used for by choice; there is one inbox, and flagged and all mail are the server's views. */
const choices = ['drafts', 'sent', 'archive', 'junk', 'bin', 'none'] as const satisfies readonly FolderRole[];
const choiceNames: Readonly<Record<(typeof choices)[number], TextKey>> = {
  drafts: 'folder.drafts',
  sent: 'folder.sent',
  archive: 'folder.archive',
  junk: 'folder.junk',
  bin: 'folder.bin',
  none: 'folderMenu.ordinary',
};

export type FolderDeeds = {
  readonly create: (parent: Folder) => void;
  readonly rename: (folder: Folder) => void;
  readonly remove: (folder: Folder) => void;
  readonly markAllRead: (folder: Folder) => void;
  readonly empty: (folder: Folder) => void;
  readonly subscribe: (folder: Folder, subscribed: boolean) => void;
  readonly chooseRole: (folder: Folder, role: FolderRole | undefined) => void;
};

/** What can be done to a folder. */
export const folderMenu = (t: TFunction, folder: Folder, deeds: FolderDeeds): MenuItem[] => {
  const inbox = folder.path.toUpperCase() === 'INBOX';
  const items: MenuItem[] = [
    {
      label: t('folderMenu.markAllRead'),
      icon: CheckCheck,
      disabled: folder.unread === 0,
      run: () => deeds.markAllRead(folder),
    },
  ];
  if (folder.role === 'bin' || folder.role === 'junk') {
    items.push({
      label: t(folder.role === 'bin' ? 'folderMenu.emptyBin' : 'folderMenu.emptyJunk'),
      icon: Trash2,
      danger: true,
      disabled: folder.total === 0,
      run: () => deeds.empty(folder),
    });
  }
  items.push({ kind: 'line' });
  if (folder.delimiter !== '') {
    items.push({ label: t('folderMenu.create'), icon: FolderPlus, run: () => deeds.create(folder) });
  }
  if (inbox) return items;
  return [
    ...items,
    { label: t('folderMenu.rename'), icon: PenLine, run: () => deeds.rename(folder) },
    {
      kind: 'more',
      label: t('folderMenu.useAs'),
      icon: Tag,
      items: [
        {
          kind: 'choice',
          label: t('folderMenu.useAs'),
          value: folder.roleChosen ? folder.role : 'server',
          options: [
            { value: 'server', label: t('folderMenu.asServerSays') },
            ...choices.map((role) => ({ value: role, label: t(choiceNames[role]) })),
          ],
          choose: (value) =>
            deeds.chooseRole(
              folder,
              folderRoles.find((role) => role === value),
            ),
        },
      ],
    },
    {
      kind: 'check',
      label: t('folderMenu.subscribed'),
      checked: folder.subscribed,
      run: () => deeds.subscribe(folder, !folder.subscribed),
    },
    { kind: 'line' },
    { label: t('folderMenu.remove'), icon: Trash2, danger: true, run: () => deeds.remove(folder) },
  ];
};
