import type { Folder, FolderRole } from '../../app/domain/mail.ts';

const order: readonly FolderRole[] = ['inbox', 'drafts', 'sent', 'archive', 'junk', 'bin', 'flagged', 'all', 'none'];

/** Folders as the sidebar shows them: those with a role first, then the person's own by path. */
export const sortFolders = (folders: readonly Folder[]): Folder[] =>
  [...folders].sort((a, b) => {
    const byRole = order.indexOf(a.role) - order.indexOf(b.role);
    return byRole === 0 ? a.path.localeCompare(b.path) : byRole;
  });

/** The folder to begin with. */
export const firstFolder = (folders: readonly Folder[]): Folder | undefined =>
  folders.find((folder) => folder.role === 'inbox') ?? folders[0];
