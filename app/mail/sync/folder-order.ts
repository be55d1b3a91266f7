import type { FolderRole } from '../../domain/mail.ts';
import type { StoredFolder } from '../../store/port.ts';

/** What people look at first; folders that repeat what others have, and what was thrown away, come last. */
const order: Readonly<Record<FolderRole, number>> = {
  inbox: 0,
  sent: 1,
  drafts: 2,
  archive: 3,
  none: 4,
  flagged: 5,
  junk: 6,
  bin: 7,
  all: 8,
};

/** How urgent a folder is, the smaller the sooner. */
export const urgencyOf = (folder: Pick<StoredFolder, 'role' | 'chosenRole'>): number =>
  1 + order[folder.chosenRole ?? folder.role];
