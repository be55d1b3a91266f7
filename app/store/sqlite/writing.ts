import type { StoreChange } from '../port.ts';
import { type BodiesTable, createBodiesTable, indexedLength } from './bodies-table.ts';
import { type ChangeRecorder, createChangeRecorder } from './change-recorder.ts';
import type { Database } from './database.ts';
import { createDocs, type Docs } from './docs.ts';
import { createFoldersTable, type FoldersTable } from './folders-table.ts';
import { headTexts } from './message-rows.ts';
import { createMessagesTable, type MessageState, type MessagesTable, shownStateOf } from './messages-table.ts';
import { createOverlaysTable, type OverlaysTable } from './overlays-table.ts';
import { createPeopleTable, type PeopleTable } from './people-table.ts';
import { createThreads, type Threads } from './threads.ts';
import { createWordsIndex, foldTexts, type IndexEntry, type WordsIndex } from './words-index.ts';

/** The tables a writer works on, and its transaction. */
export type Writing = {
  readonly folders: FoldersTable;
  readonly messages: MessagesTable;
  readonly overlays: OverlaysTable;
  readonly bodies: BodiesTable;
  readonly docs: Docs;
  readonly words: WordsIndex;
  readonly threads: Threads;
  readonly people: PeopleTable;
  /** The texts of a message as they are in the tables now. */
  readonly indexEntry: (state: MessageState) => IndexEntry;
  /** Runs one transaction; an exception takes everything back. */
  readonly change: (work: (record: ChangeRecorder) => void) => StoreChange;
  /** Takes messages away with all that belongs to them. */
  readonly removeMessages: (states: readonly MessageState[], record: ChangeRecorder) => void;
};

export const createWriting = (db: Database, recentMessages: number): Writing => {
  const folders = createFoldersTable(db);
  const messages = createMessagesTable(db);
  const overlays = createOverlaysTable(db);
  const bodies = createBodiesTable(db);
  const docs = createDocs(db);
  const people = createPeopleTable(db);

  // What a merge changed is told by whichever transaction it happens in.
  let current: ChangeRecorder | undefined;
  const threads = createThreads(db, (thread, into) => {
    messages.flush();
    for (const state of messages.inThread(thread)) {
      current?.changed(state.id, shownStateOf(state), shownStateOf(state));
    }
    messages.moveThread(thread, into);
  });

  const indexEntry = (state: MessageState): IndexEntry => {
    const body = state.body_state === 0 ? undefined : bodies.text(state.id);
    return {
      doc: docs.docOf(state.id),
      texts: foldTexts({
        ...headTexts(state.head),
        body: body?.text.slice(0, indexedLength) ?? '',
        attachment: body?.names.join(' ') ?? '',
      }),
    };
  };

  const words = createWordsIndex(db, recentMessages, (moving) =>
    moving.flatMap((doc) => {
      const id = docs.idOf(doc);
      const state = id === undefined ? undefined : messages.byId(id);
      return state === undefined ? [] : [indexEntry(state)];
    }),
  );

  return {
    folders,
    messages,
    overlays,
    bodies,
    docs,
    words,
    threads,
    people,
    indexEntry,
    change: (work) => {
      const record = createChangeRecorder(folders);
      current = record;
      try {
        return db.transaction(() => {
          work(record);
          messages.flush();
          threads.flush();
          return record.finish();
        })();
      } catch (error) {
        threads.forget();
        messages.forget();
        throw error;
      } finally {
        current = undefined;
      }
    },
    removeMessages: (states, record) => {
      words.remove(states.map((state) => docs.docOf(state.id)));
      for (const state of states) {
        record.removed(state.id, shownStateOf(state));
        docs.remove(state.id);
        messages.remove(state.id);
        overlays.remove(state.id);
        if (state.body_state !== 0) bodies.remove(state.id);
      }
    },
  };
};
