import type { PackedMessages } from '../packed-messages.ts';
import type { FolderId, FolderSyncState, StoreChange, StoreWriter } from '../port.ts';
import type { ChangeRecorder } from './change-recorder.ts';
import { packFlags, type StoredFlags } from './flags.ts';
import { type MessageState, shownStateOf } from './messages-table.ts';
import { type Overlay, shownFlags } from './overlays-table.ts';
import { packMessages } from './pack-messages.ts';
import type { IndexEntry } from './words-index.ts';
import type { Writing } from './writing.ts';

type ServerAccount = Pick<
  StoreWriter,
  | 'putFolders'
  | 'renameFolder'
  | 'chooseRole'
  | 'reseed'
  | 'putMessages'
  | 'putPacked'
  | 'changeFlags'
  | 'expunge'
  | 'putSync'
  | 'rekey'
>;

/** What the server says: its folders, messages and flags. Pending local changes stay on top. */
export const createServerAccount = (writing: Writing): ServerAccount => {
  const { folders, messages, overlays, docs, words, threads, people } = writing;

  const serverFlags = (state: MessageState, flags: StoredFlags, record: ChangeRecorder): void => {
    const overlay = overlays.get(state.id);
    const shown = overlay === undefined ? flags : shownFlags({ ...overlay, server: flags });
    if (overlay !== undefined) overlays.put(state.id, { ...overlay, server: flags });
    if (shown.bits === state.flags && shown.keywords === state.keywords) return;
    messages.setFlags(state.id, shown);
    record.changed(state.id, shownStateOf(state), { ...shownStateOf(state), flags: shown.bits });
  };

  const flagsOf = (batch: PackedMessages, index: number): StoredFlags => ({
    bits: batch.flags[index] ?? 0,
    keywords: batch.keywords[index] ?? '',
  });

  /** @returns whether the words of its header changed */
  const update = (state: MessageState, batch: PackedMessages, index: number, record: ChangeRecorder): boolean => {
    const head = batch.heads[index] ?? '';
    const size = batch.sizes[index] ?? 0;
    const hasAttachment = batch.hasAttachment[index] ?? 0;
    if (state.head !== head || state.size !== size || state.has_attachment !== hasAttachment) {
      messages.setFacts(state.id, size, hasAttachment, head);
      record.changed(state.id, shownStateOf(state), shownStateOf(state));
    }
    serverFlags(state, flagsOf(batch, index), record);
    return state.head !== head;
  };

  const headEntry = (doc: number, batch: PackedMessages, index: number): IndexEntry => ({
    doc,
    texts: {
      subject: batch.subjects[index] ?? '',
      sender: batch.senders[index] ?? '',
      recipient: batch.recipients[index] ?? '',
      body: '',
      attachment: '',
    },
  });

  const putPacked = (folder: FolderId, batch: PackedMessages, sync: FolderSyncState): StoreChange =>
    writing.change((record) => {
      const { count, uids, receivedAt, flags } = batch;
      let [lowest, highest] = [Number.POSITIVE_INFINITY, 0];
      for (const uid of uids) {
        if (uid < lowest) lowest = uid;
        if (uid > highest) highest = uid;
      }
      const mayBeHere = messages.hasAny(folder, lowest, highest);
      const newId = messages.newIds(receivedAt[0] ?? 0, receivedAt[count - 1] ?? 0);
      threads.prepare(count);
      const role = folders.roleOf(folder);
      const byWriter = !mayBeHere && role !== 'sent';
      if (byWriter) people.countWriters(role, batch);
      const added: IndexEntry[] = [];
      const renamed: number[] = [];
      for (let index = 0; index < count; index += 1) {
        const state = mayBeHere ? messages.byPlace(folder, uids[index] ?? 0) : undefined;
        if (state === undefined) {
          const id = newId(receivedAt[index] ?? 0);
          messages.insert(id, folder, batch, index, threads.assign(batch, index));
          record.added(id, { folder, flags: flags[index] ?? 0, bodyState: 0 });
          if (!byWriter) people.count(role, batch.heads[index] ?? '', receivedAt[index] ?? 0);
          added.push(headEntry(docs.assign(id), batch, index));
        } else if (update(state, batch, index, record)) renamed.push(state.id);
      }
      messages.flush();
      people.keep();
      words.add(added);
      if (renamed.length > 0) {
        words.replace(renamed.flatMap((id) => messages.byId(id) ?? []).map(writing.indexEntry));
      }
      folders.putSync(folder, sync);
    });

  /** Messages moved here by a local change lose their target when the folder goes. */
  const takeBackMovesTo = (folder: FolderId, record: ChangeRecorder): void => {
    for (const id of overlays.movedTo(folder)) {
      const state = messages.byId(id);
      const overlay = overlays.get(id);
      if (state === undefined || overlay === undefined) continue;
      overlays.put(id, { ...overlay, moved: false, movedTo: null });
      messages.setShown(id, state.folder_id, { bits: state.flags, keywords: state.keywords });
      record.changed(id, shownStateOf(state), { ...shownStateOf(state), folder: state.folder_id });
    }
  };

  const drop = (folder: FolderId, record: ChangeRecorder): void => {
    writing.removeMessages(messages.inFolder(folder), record);
    takeBackMovesTo(folder, record);
    folders.remove(folder);
    record.touched(folder);
  };

  return {
    renameFolder: (path, to) =>
      writing.change((record) => {
        const all = folders.all();
        const below = `${path}${all.find((folder) => folder.path === path)?.delimiter || '\0'}`;
        // INBOX stays where it is when it is renamed (RFC 3501 section 6.3.5); nothing moves into itself.
        if (path.toUpperCase() === 'INBOX' || path === to || to.startsWith(below)) return;
        const moving = all.filter((folder) => folder.path === path || folder.path.startsWith(below));
        const places = new Map(moving.map((folder) => [to + folder.path.slice(path.length), folder]));
        for (const [place, folder] of places) {
          const there = all.find((other) => other.path === place && !moving.includes(other));
          // The synchronisation may have been quicker; then what it fetched is the truth.
          if (there?.sync !== undefined) continue;
          if (there !== undefined) drop(there.id, record);
          folders.rename(folder, place);
          record.touched(folder.id);
        }
      }),

    putFolders: (list) =>
      writing.change((record) => {
        const paths = new Set(list.map((facts) => facts.path));
        for (const gone of folders.all().filter((folder) => !paths.has(folder.path))) drop(gone.id, record);
        for (const facts of list) record.touched(folders.put(facts));
      }),

    chooseRole: (folder, role) => folders.choose(folder, role),

    reseed: (folder, sync) =>
      writing.change((record) => {
        writing.removeMessages(messages.inFolder(folder), record);
        folders.putSync(folder, sync);
        record.touched(folder);
      }),

    putPacked,
    putMessages: (folder, batch, sync) => putPacked(folder, packMessages(batch), sync),

    changeFlags: (folder, changes, sync) =>
      writing.change((record) => {
        for (const { uid, flags } of changes) {
          const state = messages.byPlace(folder, uid);
          if (state !== undefined) serverFlags(state, packFlags(flags), record);
        }
        folders.putSync(folder, sync);
      }),

    expunge: (folder, uids, sync) =>
      writing.change((record) => {
        const gone = [...new Set(uids)].flatMap((uid) => messages.byPlace(folder, uid) ?? []);
        writing.removeMessages(gone, record);
        folders.putSync(folder, sync);
      }),

    putSync: (folder, sync) => folders.putSync(folder, sync),

    rekey: (id, folder, uid) =>
      writing.change((record) => {
        const state = messages.byId(id);
        if (state === undefined) return;
        const there = messages.byPlace(folder, uid);
        if (there !== undefined && there.id !== id) writing.removeMessages([there], record);
        const overlay: Overlay | undefined = overlays.get(id);
        const shown = overlay?.moved === true ? overlay.movedTo : folder;
        messages.setPlace(id, folder, uid);
        messages.setShown(id, shown, { bits: state.flags, keywords: state.keywords });
        record.changed(id, shownStateOf(state), { ...shownStateOf(state), folder: shown });
      }),
  };
};
