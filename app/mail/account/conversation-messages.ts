import type { FolderRole } from '../../domain/mail.ts';
import type { StoredFolder, StoredRow } from '../../store/port.ts';

const most = 200;
/** What lies there is not part of what people said to each other, unless one of it was opened. */
const apart: ReadonlySet<FolderRole> = new Set(['bin', 'junk', 'drafts']);

/**
 * The messages of a conversation as they are read: each once, though servers and people keep copies in several folders,
 * oldest first.
 * @param opened the message it was opened with; its own copy is the one that is kept
 */
export const conversationMessages = (
  rows: readonly StoredRow[],
  opened: StoredRow,
  folders: readonly StoredFolder[],
): StoredRow[] => {
  const roles = new Map(folders.map((folder) => [folder.path, folder.chosenRole ?? folder.role]));
  const roleOf = (row: StoredRow): FolderRole => roles.get(row.folder) ?? 'none';
  /** Higher is kept: the opened one, then its folder's, then what is not a virtual folder's copy. */
  const worth = (row: StoredRow): number =>
    row.id === opened.id ? 3 : row.folder === opened.folder ? 2 : ['all', 'flagged'].includes(roleOf(row)) ? 0 : 1;
  const kept = new Map<string, StoredRow>();
  for (const row of rows) {
    if (row.folder !== opened.folder && apart.has(roleOf(row))) continue;
    const name = row.messageId === '' ? `id ${row.id}` : row.messageId;
    const before = kept.get(name);
    if (before === undefined || worth(row) > worth(before)) kept.set(name, row);
  }
  const list = [...kept.values()].sort((one, other) => one.id - other.id);
  const at = list.findIndex((row) => row.id === opened.id);
  // The newest, and in any case the one that was opened.
  const newest = list.slice(-most);
  return at === -1 || at >= list.length - most ? newest : [opened, ...newest.slice(1)];
};
