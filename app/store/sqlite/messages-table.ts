import type { PackedMessages } from '../packed-messages.ts';
import type { FolderId, MessageId } from '../port.ts';
import type { ShownState } from './change-recorder.ts';
import type { Database } from './database.ts';
import type { StoredFlags } from './flags.ts';
import { counterOfId, firstIdOf, secondOf } from './ids.ts';
import { createRowsInserter } from './rows-inserter.ts';

export type MessageState = {
  id: number;
  folder_id: number;
  uid: number;
  shown_folder: number | null;
  thread_id: number;
  flags: number;
  keywords: string;
  has_attachment: number;
  body_state: number;
  size: number;
  head: string;
};

export const shownStateOf = (state: MessageState): ShownState => ({
  folder: state.shown_folder,
  flags: state.flags,
  bodyState: state.body_state,
});

const columns = 'id, folder_id, uid, shown_folder, thread_id, flags, keywords, has_attachment, body_state, size, head';

export type MessagesTable = ReturnType<typeof createMessagesTable>;

/** The rows of `message`, without any rule about them. */
export const createMessagesTable = (db: Database) => {
  const byId = db.prepare(`SELECT ${columns} FROM message WHERE id = ?`);
  const byPlace = db.prepare(`SELECT ${columns} FROM message WHERE folder_id = ? AND uid = ?`);
  const lastOfSecond = db.prepare('SELECT max(id) AS id FROM message WHERE id >= ? AND id < ?', { pluck: true });
  const rows = createRowsInserter(
    db,
    'message (id, folder_id, uid, shown_folder, thread_id, flags, keywords, has_attachment, size, received_at, head)',
  );

  return {
    byId: (id: MessageId): MessageState | undefined => byId.get<MessageState>([id]),
    byPlace: (folder: FolderId, uid: number): MessageState | undefined => byPlace.get<MessageState>([folder, uid]),

    /** Whether any UID of this range is here: a first synchronisation need not ask for each. */
    hasAny: (folder: FolderId, from: number, to: number): boolean =>
      db
        .prepare('SELECT 1 AS one FROM message WHERE folder_id = ? AND uid BETWEEN ? AND ? LIMIT 1', { pluck: true })
        .get([folder, from, to]) !== undefined,

    inFolder: (folder: FolderId): MessageState[] =>
      db.prepare(`SELECT ${columns} FROM message WHERE folder_id = ?`).all<MessageState>([folder]),

    /** Gives ids to new messages that come oldest first; they have to be inserted before anybody else asks. */
    newIds: (from: number, to: number): ((receivedAt: number) => MessageId) => {
      // Of most batches of a first synchronisation none shares its time with what is here.
      const isNewTime = lastOfSecond.get([firstIdOf(secondOf(from)), firstIdOf(secondOf(to) + 1)]) === null;
      let second = -1;
      let next = 0;
      return (receivedAt) => {
        const wanted = secondOf(receivedAt);
        if (wanted !== second) {
          second = wanted;
          const last = isNewTime ? null : lastOfSecond.get([firstIdOf(second), firstIdOf(second + 1)]);
          next = typeof last === 'number' ? firstIdOf(second) + counterOfId(last) + 1 : firstIdOf(second);
        }
        next += 1;
        return next - 1;
      };
    },

    /** The row is there at the latest after `flush`. */
    insert: (id: MessageId, folder: FolderId, batch: PackedMessages, index: number, thread: number): void =>
      rows.add(
        id,
        folder,
        batch.uids[index] ?? 0,
        folder,
        thread,
        batch.flags[index] ?? 0,
        batch.keywords[index] ?? '',
        batch.hasAttachment[index] ?? 0,
        batch.sizes[index] ?? 0,
        batch.receivedAt[index] ?? 0,
        batch.heads[index] ?? '',
      ),
    flush: rows.flush,
    forget: rows.forget,

    setShown: (id: MessageId, folder: FolderId | null, flags: StoredFlags): void => {
      db.prepare('UPDATE message SET shown_folder = ?, flags = ?, keywords = ? WHERE id = ?').run([
        folder,
        flags.bits,
        flags.keywords,
        id,
      ]);
    },

    setFlags: (id: MessageId, flags: StoredFlags): void => {
      db.prepare('UPDATE message SET flags = ?, keywords = ? WHERE id = ?').run([flags.bits, flags.keywords, id]);
    },

    setFacts: (id: MessageId, size: number, hasAttachment: number, head: string): void => {
      db.prepare('UPDATE message SET size = ?, has_attachment = ?, head = ? WHERE id = ?').run([
        size,
        hasAttachment,
        head,
        id,
      ]);
    },

    setBodyState: (id: MessageId, state: number): void => {
      db.prepare('UPDATE message SET body_state = ? WHERE id = ?').run([state, id]);
    },

    setPlace: (id: MessageId, folder: FolderId, uid: number): void => {
      db.prepare('UPDATE message SET folder_id = ?, uid = ? WHERE id = ?').run([folder, uid, id]);
    },

    remove: (id: MessageId): void => {
      db.prepare('DELETE FROM message WHERE id = ?').run([id]);
    },

    inThread: (thread: number): MessageState[] =>
      db.prepare(`SELECT ${columns} FROM message WHERE thread_id = ?`).all<MessageState>([thread]),

    moveThread: (thread: number, into: number): void => {
      db.prepare('UPDATE message SET thread_id = ? WHERE thread_id = ?').run([into, thread]);
    },
  };
};
