import type { FolderRole } from '../../domain/mail.ts';

/** Special-use attributes (RFC 6154) by the role they give a folder. */
const roles: Readonly<Record<string, FolderRole>> = {
  '\\Inbox': 'inbox',
  '\\Drafts': 'drafts',
  '\\Sent': 'sent',
  '\\Archive': 'archive',
  '\\Junk': 'junk',
  '\\Trash': 'bin',
  '\\Flagged': 'flagged',
  '\\All': 'all',
};

const order: readonly FolderRole[] = ['inbox', 'flagged', 'drafts', 'sent', 'archive', 'all', 'junk', 'bin', 'none'];

/** The role of a folder; INBOX is one by its name whatever its case (RFC 3501 section 5.1). */
export const folderRoleOf = (path: string, specialUse: string | undefined): FolderRole =>
  path.toUpperCase() === 'INBOX' ? 'inbox' : (roles[specialUse ?? ''] ?? 'none');

/** Sorts folders as people expect them: the special ones first in a fixed order, the rest by name. */
export const compareFolders = (
  one: { readonly role: FolderRole; readonly path: string },
  other: { readonly role: FolderRole; readonly path: string },
): number => order.indexOf(one.role) - order.indexOf(other.role) || one.path.localeCompare(other.path);
