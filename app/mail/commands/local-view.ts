import type {
  FolderFacts,
  MessageId,
  StoreChange,
  StoredFolder,
  StoredRow,
  StoreReader,
  StoreWriter,
} from '../../store/port.ts';
import { newFolder, type View } from './plan-command.ts';
import type { Entry } from './queue-entry.ts';
import { type Step, targetsOf } from './step.ts';

/** What commands need of the store. */
export type CommandStore = Pick<StoreReader, 'rows' | 'folders' | 'folder' | 'find'> &
  Pick<
    StoreWriter,
    'showFlags' | 'showIn' | 'showAsServer' | 'rekey' | 'expunge' | 'changeFlags' | 'putFolders' | 'renameFolder'
  >;

export const mergeChanges = (changes: readonly StoreChange[]): StoreChange => {
  const all = <Item>(pick: (change: StoreChange) => readonly Item[]): Item[] => [...new Set(changes.flatMap(pick))];
  return {
    folders: all(({ folders }) => folders),
    added: all(({ added }) => added),
    changed: all(({ changed }) => changed),
    removed: all(({ removed }) => removed),
  };
};

/** A path below, or equal to, a renamed folder's, as it is after the renaming. */
export const renamedPath = (path: string, from: string, to: string, delimiter: string): string =>
  path === from ? to : path.startsWith(from + delimiter) ? to + path.slice(from.length) : path;

/** What is shown: the server's account of things, and on top what waits in the queue. */
export type LocalView = View & {
  /** Shows one step's changes, of all its messages or of some. */
  readonly show: (step: Step, only?: ReadonlySet<MessageId>) => StoreChange[];
  /** Shows what the server said, and on top whatever is still open for these messages. */
  readonly showAgain: (ids: Iterable<MessageId>) => StoreChange[];
  /** A list of the server's folders with the folder commands that wait carried out. */
  readonly withFolderCommands: <Facts extends FolderFacts>(folders: readonly Facts[]) => (Facts | FolderFacts)[];
  /** Takes over such a list; a folder that is being renamed keeps its messages, whichever of its names the server tells. */
  readonly putFolders: (folders: readonly FolderFacts[]) => StoreChange;
};

export const createLocalView = (store: CommandStore, open: () => readonly Entry[]): LocalView => {
  const delimiterOf = (path: string): string => store.folder(path)?.delimiter ?? store.folders()[0]?.delimiter ?? '/';
  const folderSteps = () => open().flatMap(({ step }) => ('path' in step ? [step] : []));

  const folderOf = (path: string): StoredFolder | undefined => {
    const direct = store.folder(path);
    if (direct !== undefined) return direct;
    let before = path;
    for (const step of folderSteps().reverse()) {
      if (step.kind === 'renameFolder') before = renamedPath(before, step.to, step.path, delimiterOf(step.path));
    }
    return before === path ? undefined : store.folder(before);
  };

  const shownFolder = (row: StoredRow): string => {
    let path = row.folder;
    for (const { step } of open()) {
      if (step.kind === 'move' && step.targets.some(({ id }) => id === row.id)) path = step.to;
      if (step.kind === 'renameFolder') path = renamedPath(path, step.path, step.to, delimiterOf(step.path));
    }
    return path;
  };

  const show = (step: Step, only?: ReadonlySet<MessageId>): StoreChange[] => {
    const here = only ?? new Set(store.rows(targetsOf(step).map(({ id }) => id)).map(({ id }) => id));
    const wanted = ({ id }: { readonly id: MessageId }) => here.has(id);
    switch (step.kind) {
      case 'flag':
        return step.changes
          .filter(({ target }) => wanted(target))
          .map(({ target, add, remove }) => store.showFlags(target.id, add, remove));
      case 'move': {
        const folder = folderOf(step.to);
        return folder === undefined ? [] : step.targets.filter(wanted).map(({ id }) => store.showIn(id, folder.id));
      }
      case 'expunge':
        return step.targets.filter(wanted).map(({ id }) => store.showIn(id, undefined));
      default:
        return [];
    }
  };

  const withFolderCommands: LocalView['withFolderCommands'] = (folders) => {
    let list: ((typeof folders)[number] | FolderFacts)[] = [...folders];
    for (const step of folderSteps()) {
      const { path } = step;
      const delimiter = list.find((each) => each.path === path)?.delimiter ?? delimiterOf(path);
      if (step.kind === 'createFolder' && !list.some((each) => each.path === path)) {
        list.push(newFolder(store, path, store.folder(path)?.role ?? 'none'));
      } else if (step.kind === 'deleteFolder') {
        list = list.filter((each) => each.path !== path);
      } else if (step.kind === 'renameFolder') {
        list = list.map((each) => ({ ...each, path: renamedPath(each.path, path, step.to, delimiter) }));
      } else if (step.kind === 'subscribe') {
        list = list.map((each) => (each.path === path ? { ...each, subscribed: step.subscribed } : each));
      }
    }
    return list;
  };

  return {
    rows: store.rows,
    folders: store.folders,
    folderOf,
    shownFolder,
    show,
    showAgain: (ids) => {
      const here = new Set(store.rows([...ids]).map(({ id }) => id));
      const back = [...here].map((id) => store.showAsServer(id));
      return here.size === 0 ? back : [...back, ...open().flatMap(({ step }) => show(step, here))];
    },
    withFolderCommands,
    putFolders: (folders) => {
      const list = withFolderCommands(folders);
      const isListed = (path: string) => list.some((each) => each.path === path);
      const renamed = folderSteps().flatMap((step) =>
        step.kind === 'renameFolder' && store.folder(step.path) !== undefined && !isListed(step.path)
          ? [store.renameFolder(step.path, step.to)]
          : [],
      );
      return mergeChanges([...renamed, store.putFolders(list)]);
    },
  };
};
