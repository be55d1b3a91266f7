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

export type FolderNode = {
  readonly folder: Folder;
  /** Folders it is in, as far as they are shown. */
  readonly depth: number;
  readonly hasChildren: boolean;
  readonly collapsed: boolean;
};

const parentOf = (folder: Folder): string | undefined => {
  const end = folder.delimiter === '' ? -1 : folder.path.lastIndexOf(folder.delimiter);
  return end === -1 ? undefined : folder.path.slice(0, end);
};

/**
 * The folders as a tree, flat, in the order they are shown. Folders with a role stand at the top wherever they are kept;
 * where a server keeps everything below the inbox, that is no reason to show it so.
 */
export const folderTree = (folders: readonly Folder[], collapsed: ReadonlySet<string>): FolderNode[] => {
  const sorted = sortFolders(folders);
  const byPath = new Map(sorted.map((folder) => [folder.path, folder]));
  const above = (folder: Folder): Folder | undefined => {
    if (folder.role !== 'none') return undefined;
    const parent = byPath.get(parentOf(folder) ?? '');
    return parent === undefined || parent.role === 'inbox' ? undefined : parent;
  };
  const children = new Map<string | undefined, Folder[]>();
  for (const folder of sorted) {
    const key = above(folder)?.path;
    children.set(key, [...(children.get(key) ?? []), folder]);
  }
  const nodes: FolderNode[] = [];
  const put = (folder: Folder, depth: number): void => {
    const below = children.get(folder.path) ?? [];
    const closed = below.length > 0 && collapsed.has(folder.path);
    nodes.push({ folder, depth, hasChildren: below.length > 0, collapsed: closed });
    if (!closed) for (const child of below) put(child, depth + 1);
  };
  for (const folder of children.get(undefined) ?? []) put(folder, 0);
  return nodes;
};

/** Some servers keep all of a person's folders below the inbox (RFC 2342). */
const prefixOf = (folders: readonly Folder[]): string => {
  const others = folders.filter(({ path }) => path.toUpperCase() !== 'INBOX');
  const prefix = `INBOX${others[0]?.delimiter ?? '/'}`;
  return others.length > 0 && others.every(({ path }) => path.startsWith(prefix)) ? prefix : '';
};

/** The path of a folder to be made: in another one, or at the top. */
export const newFolderPath = (folders: readonly Folder[], name: string, parent?: Folder): string =>
  parent === undefined || parent.delimiter === ''
    ? `${prefixOf(folders)}${name}`
    : `${parent.path}${parent.delimiter}${name}`;

/** The path of a folder under another name. */
export const renamedFolderPath = (folder: Folder, name: string): string => {
  const parent = parentOf(folder);
  return parent === undefined ? name : `${parent}${folder.delimiter}${name}`;
};

export type NameVerdict = 'empty' | 'delimiter' | 'taken' | 'tooLong' | 'good';

/** Whether a folder can have this name. @param pathOf the path it would get */
export const judgeFolderName = (
  folders: readonly Folder[],
  name: string,
  delimiter: string,
  pathOf: (name: string) => string,
): NameVerdict => {
  const given = name.trim();
  if (given === '') return 'empty';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no folder name may carry one to the server
  if ((delimiter !== '' && given.includes(delimiter)) || /[\u0000-\u001f\u007f]/u.test(given)) return 'delimiter';
  const path = pathOf(given);
  if (path.length > 200) return 'tooLong';
  return folders.some((folder) => folder.path.toLowerCase() === path.toLowerCase()) ? 'taken' : 'good';
};

/** How well typed letters fit a folder: 0 not at all; at the beginning of the name best, then of a word, then anywhere. */
export const fitOf = (typed: string, name: string, path: string): number => {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === '') return 1;
  const shown = name.toLocaleLowerCase();
  if (shown.startsWith(wanted)) return 4;
  if (shown.split(/[\s/._-]+/u).some((word) => word.startsWith(wanted))) return 3;
  if (shown.includes(wanted)) return 2;
  return path.toLocaleLowerCase().includes(wanted) ? 1 : 0;
};
