import type { FetchedMessage, FolderId, MessageId } from '../port.ts';
import type { ShownState } from './change-recorder.ts';
import type { Database } from './database.ts';
import type { StoredFlags } from './flags.ts';
import { counterOfId, firstIdOf, secondOf } from './ids.ts';

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
  const insert = db.prepare(
    `INSERT INTO message (id, folder_id, uid, shown_folder, thread_id, flags, keywords, has_attachment, body_state,
       size, received_at, head) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
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

    nextId: (receivedAt: number): MessageId => {
      const second = secondOf(receivedAt);
      const last = lastOfSecond.get([firstIdOf(second), firstIdOf(second + 1)]);
      return typeof last === 'number' ? firstIdOf(second) + counterOfId(last) + 1 : firstIdOf(second);
    },

    insert: (
      id: MessageId,
      folder: FolderId,
      message: FetchedMessage,
      thread: number,
      flags: StoredFlags,
      head: string,
    ) =>
      insert.run([
        id,
        folder,
        message.uid,
        folder,
        thread,
        flags.bits,
        flags.keywords,
        Number(message.hasAttachment),
        message.size,
        message.receivedAt,
        head,
      ]),

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

    setFacts: (id: MessageId, size: number, hasAttachment: boolean, head: string): void => {
      db.prepare('UPDATE message SET size = ?, has_attachment = ?, head = ? WHERE id = ?').run([
        size,
        Number(hasAttachment),
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
