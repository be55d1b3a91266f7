import type { FetchedMessage, FolderId, StoreWriter } from '../port.ts';
import type { ChangeRecorder } from './change-recorder.ts';
import { packFlags, type StoredFlags } from './flags.ts';
import { headTexts, packHead } from './message-rows.ts';
import { type MessageState, shownStateOf } from './messages-table.ts';
import { type Overlay, shownFlags } from './overlays-table.ts';
import type { IndexEntry } from './words-index.ts';
import type { Writing } from './writing.ts';

type ServerAccount = Pick<
  StoreWriter,
  'putFolders' | 'chooseRole' | 'reseed' | 'putMessages' | 'changeFlags' | 'expunge' | 'putSync' | 'rekey'
>;

const wholeNumber = (value: number): number => (Number.isFinite(value) ? Math.trunc(value) : 0);

/** Oldest first, as the tables take them fastest; of two with the same UID the later word counts. */
const inOrder = (batch: readonly FetchedMessage[]): FetchedMessage[] => {
  const byUid = new Map(batch.map((message) => [message.uid, message]));
  return [...byUid.values()]
    .map((message) => ({ ...message, receivedAt: wholeNumber(message.receivedAt), size: wholeNumber(message.size) }))
    .sort((one, other) => one.receivedAt - other.receivedAt || one.uid - other.uid);
};

const range = (batch: readonly FetchedMessage[]): readonly [number, number] => {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (const { uid } of batch) {
    from = Math.min(from, uid);
    to = Math.max(to, uid);
  }
  return [from, to];
};

/** What the server says: its folders, messages and flags. Pending local changes stay on top. */
export const createServerAccount = (writing: Writing): ServerAccount => {
  const { folders, messages, overlays, docs, words, threads } = writing;

  const serverFlags = (state: MessageState, flags: StoredFlags, record: ChangeRecorder): void => {
    const overlay = overlays.get(state.id);
    const shown = overlay === undefined ? flags : shownFlags({ ...overlay, server: flags });
    if (overlay !== undefined) overlays.put(state.id, { ...overlay, server: flags });
    if (shown.bits === state.flags && shown.keywords === state.keywords) return;
    messages.setFlags(state.id, shown);
    record.changed(state.id, shownStateOf(state), { ...shownStateOf(state), flags: shown.bits });
  };

  /** @returns whether the words of its header changed */
  const update = (state: MessageState, message: FetchedMessage, record: ChangeRecorder): boolean => {
    const head = packHead(message.headers);
    const factsDiffer =
      state.head !== head || state.size !== message.size || state.has_attachment !== Number(message.hasAttachment);
    if (factsDiffer) {
      messages.setFacts(state.id, message.size, message.hasAttachment, head);
      record.changed(state.id, shownStateOf(state), shownStateOf(state));
    }
    serverFlags(state, packFlags(message.flags), record);
    return state.head !== head;
  };

  const insert = (folder: FolderId, message: FetchedMessage, record: ChangeRecorder): IndexEntry => {
    const id = messages.nextId(message.receivedAt);
    const flags = packFlags(message.flags);
    const head = packHead(message.headers);
    messages.insert(id, folder, message, threads.assign(message.headers), flags, head);
    record.added(id, { folder, flags: flags.bits, bodyState: 0 });
    return { doc: docs.assign(id), texts: { ...headTexts(head), body: '', attachment: '' } };
  };

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

  return {
    putFolders: (list) =>
      writing.change((record) => {
        const paths = new Set(list.map((facts) => facts.path));
        for (const gone of folders.all().filter((folder) => !paths.has(folder.path))) {
          writing.removeMessages(messages.inFolder(gone.id), record);
          takeBackMovesTo(gone.id, record);
          folders.remove(gone.id);
          record.touched(gone.id);
        }
        for (const facts of list) record.touched(folders.put(facts));
      }),

    chooseRole: (folder, role) => folders.choose(folder, role),

    reseed: (folder, sync) =>
      writing.change((record) => {
        writing.removeMessages(messages.inFolder(folder), record);
        folders.putSync(folder, sync);
        record.touched(folder);
      }),

    putMessages: (folder, batch, sync) =>
      writing.change((record) => {
        const ordered = inOrder(batch);
        const mayBeHere = messages.hasAny(folder, ...range(ordered));
        const added: IndexEntry[] = [];
        const renamed: number[] = [];
        for (const message of ordered) {
          const state = mayBeHere ? messages.byPlace(folder, message.uid) : undefined;
          if (state === undefined) added.push(insert(folder, message, record));
          else if (update(state, message, record)) renamed.push(state.id);
        }
        words.add(added);
        if (renamed.length > 0) {
          words.replace(renamed.flatMap((id) => messages.byId(id) ?? []).map(writing.indexEntry));
        }
        folders.putSync(folder, sync);
      }),

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
