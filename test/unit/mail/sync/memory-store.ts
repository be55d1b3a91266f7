import type { SyncStore } from '../../../../app/mail/sync/ports.ts';
import type {
  BodyFacts,
  FetchedMessage,
  Flags,
  FolderFacts,
  FolderSyncState,
  StoreChange,
  StoredFolder,
  StoredRow,
} from '../../../../app/store/port.ts';

type Kept = { id: number; folderId: number; message: FetchedMessage; flags: Flags; body: BodyFacts | undefined };

const none: StoreChange = { folders: [], added: [], changed: [], removed: [] };

/** A store in memory: what synchronising must leave in any. `beforeWrite` may throw, as a crash does. */
export const createMemoryStore = (beforeWrite: () => void = () => undefined) => {
  const folders = new Map<string, { id: number; facts: FolderFacts; sync: FolderSyncState | undefined }>();
  const messages = new Map<string, Kept>();
  let lastId = 0;
  const keyOf = (folderId: number, uid: number) => `${folderId}/${uid}`;
  const byId = (id: number) => [...folders.values()].find((folder) => folder.id === id);
  const inFolder = (id: number) => [...messages.values()].filter(({ folderId }) => folderId === id);
  const write = (id: number, sync: FolderSyncState): void => {
    beforeWrite();
    const folder = byId(id);
    if (folder === undefined) throw new Error('no such folder');
    folder.sync = sync;
  };
  const folderOf = ({ id, facts, sync }: { id: number; facts: FolderFacts; sync: FolderSyncState | undefined }) => {
    const here = inFolder(id);
    const unread = here.filter(({ flags }) => !flags.includes('\\Seen')).length;
    return { ...facts, id, chosenRole: undefined, sync, total: here.length, unread } satisfies StoredFolder;
  };
  const rowOf = ({ id, folderId, message, flags, body }: Kept): StoredRow => {
    const folder = byId(folderId);
    if (folder?.sync === undefined) throw new Error('a message of no folder');
    return {
      id,
      threadId: id,
      folder: folder.facts.path,
      uidValidity: folder.sync.uidValidity,
      uid: message.uid,
      subject: message.headers.subject,
      from: message.headers.from,
      to: message.headers.to,
      receivedAt: message.receivedAt,
      size: message.size,
      flags,
      hasAttachment: message.hasAttachment,
      messageId: message.headers.messageId,
      preview: body?.text.slice(0, 100) ?? '',
      hasBody: body !== undefined,
    };
  };
  const forget = (id: number): number[] => {
    const gone = inFolder(id);
    for (const { message } of gone) messages.delete(keyOf(id, message.uid));
    return gone.map((kept) => kept.id);
  };
  const store: SyncStore = {
    folders: () => [...folders.values()].map(folderOf),
    folder: (path) => {
      const known = folders.get(path);
      return known === undefined ? undefined : folderOf(known);
    },
    uids: (id) => Uint32Array.from(inFolder(id).map(({ message }) => message.uid)).sort(),
    rows: (ids) => [...messages.values()].filter(({ id }) => ids.includes(id)).map(rowOf),
    withoutBody: (id, since, limit) =>
      inFolder(id)
        .filter(({ body, message }) => body === undefined && message.receivedAt >= since)
        .sort((one, other) => other.message.uid - one.message.uid)
        .slice(0, limit)
        .map(rowOf),
    putFolders: (listed) => {
      beforeWrite();
      const removed: number[] = [];
      for (const [path, { id }] of folders) {
        if (listed.some((facts) => facts.path === path)) continue;
        removed.push(...forget(id));
        folders.delete(path);
      }
      for (const facts of listed) {
        const known = folders.get(facts.path);
        lastId += 1;
        folders.set(facts.path, { id: known?.id ?? lastId, facts, sync: known?.sync });
      }
      return { ...none, removed };
    },
    reseed: (id, sync) => {
      write(id, sync);
      return { ...none, removed: forget(id) };
    },
    putPacked: () => {
      throw new Error('nothing is packed here');
    },
    putMessages: (id, batch, sync) => {
      write(id, sync);
      const added: number[] = [];
      for (const message of batch) {
        const known = messages.get(keyOf(id, message.uid));
        lastId += 1;
        messages.set(keyOf(id, message.uid), {
          id: known?.id ?? lastId,
          folderId: id,
          message,
          flags: message.flags,
          body: known?.body,
        });
        if (known === undefined) added.push(lastId);
      }
      return { ...none, folders: [id], added };
    },
    changeFlags: (id, changes, sync) => {
      write(id, sync);
      const changed: number[] = [];
      for (const { uid, flags } of changes) {
        const known = messages.get(keyOf(id, uid));
        if (known === undefined) continue;
        known.flags = flags;
        changed.push(known.id);
      }
      return { ...none, folders: [id], changed };
    },
    expunge: (id, uids, sync) => {
      write(id, sync);
      const removed = uids.flatMap((uid) => messages.get(keyOf(id, uid))?.id ?? []);
      for (const uid of uids) messages.delete(keyOf(id, uid));
      return { ...none, folders: [id], removed };
    },
    putSync: (id, sync) => write(id, sync),
    putBody: (id, body) => {
      beforeWrite();
      const known = [...messages.values()].find((kept) => kept.id === id);
      if (known === undefined) return none;
      known.body = body;
      return { ...none, changed: [id] };
    },
  };
  return {
    store,
    /** UID, flags in order, subject of every message of a folder, ascending. */
    contents: (path: string): string[] =>
      inFolder(folders.get(path)?.id ?? 0)
        .sort((one, other) => one.message.uid - other.message.uid)
        .map(({ message, flags }) => `${message.uid} ${[...flags].sort().join(' ')} ${message.headers.subject}`),
    bodies: (path: string): (BodyFacts | undefined)[] =>
      inFolder(folders.get(path)?.id ?? 0)
        .sort((one, other) => one.message.uid - other.message.uid)
        .map(({ body }) => body),
  };
};
