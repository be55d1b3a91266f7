import type { TFunction } from 'i18next';
import {
  Archive,
  File,
  Flag,
  Folder as FolderIcon,
  Inbox,
  type LucideIcon,
  Mails,
  OctagonAlert,
  Send,
  Trash2,
} from 'lucide-react';
import type { Folder, FolderRole } from '../../../app/domain/mail.ts';
import type { TextKey } from '../../text/keys.ts';

export const folderIcons: Readonly<Record<FolderRole, LucideIcon>> = {
  inbox: Inbox,
  drafts: File,
  sent: Send,
  archive: Archive,
  junk: OctagonAlert,
  bin: Trash2,
  flagged: Flag,
  all: Mails,
  none: FolderIcon,
};

const names: Readonly<Record<Exclude<FolderRole, 'none'>, TextKey>> = {
  inbox: 'folder.inbox',
  drafts: 'folder.drafts',
  sent: 'folder.sent',
  archive: 'folder.archive',
  junk: 'folder.junk',
  bin: 'folder.bin',
  flagged: 'folder.flagged',
  all: 'folder.all',
};

/** Folders with a role have one name everywhere; the rest keep the one their owner gave them. */
export const folderName = (t: TFunction, folder: Folder): string =>
  folder.role === 'none' ? folder.name : t(names[folder.role]);
