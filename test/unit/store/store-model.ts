import type { FetchedMessage, Flags, FolderSyncState } from '../../../app/store/port.ts';

type ModelMessage = {
  readonly mark: number;
  fetched: FetchedMessage;
  place: { readonly folder: string; readonly uid: number };
  added: ReadonlySet<string>;
  removed: ReadonlySet<string>;
  moved: { readonly to: string | undefined } | undefined;
  body: string | undefined;
};

/** What is shown of a message, in the words of the port. */
export type ModelRow = {
  readonly mark: number;
  readonly folder: string;
  readonly uid: number;
  readonly flags: readonly string[];
  readonly size: number;
  readonly receivedAt: number;
  readonly preview: string;
};

/** The store as a few maps: what the port promises, without any table. `mark` stands for the id. */
export const createStoreModel = (paths: readonly string[]) => {
  const messages = new Set<ModelMessage>();
  const syncs = new Map<string, FolderSyncState>();
  let folders = new Set(paths);
  let nextMark = 0;

  const at = (folder: string, uid: number): ModelMessage | undefined =>
    [...messages].find(({ place }) => place.folder === folder && place.uid === uid);
  const marked = (mark: number): ModelMessage | undefined => [...messages].find((message) => message.mark === mark);
  const shownIn = (message: ModelMessage): string | undefined =>
    message.moved === undefined ? message.place.folder : message.moved.to;
  const shownFlags = (message: ModelMessage): string[] => {
    const flags = new Set(message.fetched.flags);
    for (const flag of message.removed) flags.delete(flag);
    for (const flag of message.added) flags.add(flag);
    return [...flags].sort();
  };
  const toRow = (message: ModelMessage): ModelRow => ({
    mark: message.mark,
    folder: message.place.folder,
    uid: message.place.uid,
    flags: shownFlags(message),
    size: message.fetched.size,
    receivedAt: message.fetched.receivedAt,
    preview: message.body ?? '',
  });

  return {
    putFolders: (list: readonly string[]): void => {
      folders = new Set(list);
      for (const message of [...messages]) {
        if (!folders.has(message.place.folder)) messages.delete(message);
        else if (message.moved?.to !== undefined && !folders.has(message.moved.to)) message.moved = undefined;
      }
      for (const path of syncs.keys()) if (!folders.has(path)) syncs.delete(path);
    },
    folders: (): string[] => [...folders].sort(),
    sync: (folder: string): FolderSyncState | undefined => syncs.get(folder),
    put: (folder: string, batch: readonly FetchedMessage[], sync: FolderSyncState): void => {
      const ordered = [...new Map(batch.map((one) => [one.uid, one])).values()].sort(
        (one, other) => one.receivedAt - other.receivedAt || one.uid - other.uid,
      );
      for (const fetched of ordered) {
        const here = at(folder, fetched.uid);
        if (here !== undefined) here.fetched = { ...fetched, receivedAt: here.fetched.receivedAt };
        else {
          const place = { folder, uid: fetched.uid };
          messages.add({
            mark: nextMark,
            fetched,
            place,
            added: new Set(),
            removed: new Set(),
            moved: undefined,
            body: undefined,
          });
          nextMark += 1;
        }
      }
      syncs.set(folder, sync);
    },
    setFlags: (folder: string, uid: number, flags: Flags, sync: FolderSyncState): void => {
      const here = at(folder, uid);
      if (here !== undefined) here.fetched = { ...here.fetched, flags };
      syncs.set(folder, sync);
    },
    expunge: (folder: string, uids: readonly number[], sync: FolderSyncState): void => {
      for (const uid of uids) {
        const here = at(folder, uid);
        if (here !== undefined) messages.delete(here);
      }
      syncs.set(folder, sync);
    },
    reseed: (folder: string, sync: FolderSyncState): void => {
      for (const message of [...messages]) if (message.place.folder === folder) messages.delete(message);
      syncs.set(folder, sync);
    },
    putBody: (mark: number, text: string | undefined): void => {
      const message = marked(mark);
      if (message !== undefined) message.body = text;
    },
    showFlags: (mark: number, add: Flags, remove: Flags): void => {
      const message = marked(mark);
      if (message === undefined) return;
      message.removed = new Set([...message.removed].filter((flag) => !add.includes(flag)).concat(remove));
      // A flag in both lists is added.
      message.added = new Set([...message.added].filter((flag) => !remove.includes(flag)).concat(add));
    },
    showIn: (mark: number, folder: string | undefined): void => {
      const message = marked(mark);
      if (message !== undefined) message.moved = { to: folder };
    },
    showAsServer: (mark: number): void => {
      const message = marked(mark);
      if (message === undefined) return;
      message.added = new Set();
      message.removed = new Set();
      message.moved = undefined;
    },
    rekey: (mark: number, folder: string, uid: number): void => {
      const message = marked(mark);
      if (message === undefined) return;
      const there = at(folder, uid);
      if (there !== undefined && there !== message) messages.delete(there);
      message.place = { folder, uid };
    },
    clear: (): void => {
      messages.clear();
      syncs.clear();
      folders = new Set();
    },
    marks: (): number[] => [...messages].map((message) => message.mark),
    uids: (folder: string): number[] =>
      [...messages]
        .filter(({ place }) => place.folder === folder)
        .map(({ place }) => place.uid)
        .sort((one, other) => one - other),
    withoutBody: (folder: string): number[] =>
      [...messages].filter((one) => one.place.folder === folder && one.body === undefined).map((one) => one.mark),
    /** Newest first; of one second, the later put first. */
    list: (folder: string): ModelRow[] => [...messages].filter((message) => shownIn(message) === folder).map(toRow),
    row: (mark: number): ModelRow | undefined => {
      const message = marked(mark);
      return message && toRow(message);
    },
  };
};

export type StoreModel = ReturnType<typeof createStoreModel>;
