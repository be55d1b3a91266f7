import type { MessageId, StoreChange } from '../port.ts';
import type { Database } from './database.ts';
import { firstIdOf, secondOfId } from './ids.ts';

/** A conversation that was put off, as it stands in the cache now. */
export type Snooze = {
  /** Its newest message when it was put off. */
  readonly head: MessageId;
  readonly thread: number;
  /** Where that message is shown. */
  readonly folder: number | null;
  /** Milliseconds. */
  readonly until: number;
  /** The time has come: it is shown again, above what came before `until`. */
  readonly woken: boolean;
};

type Record = { head: number; thread: number; folder: number | null; until: number; woken: number };

/** Woken conversations keep their place this long, in milliseconds; afterwards they go back among their dates. */
const keptOnTop = 30 * 86_400_000;

/** The reading side: what is put off, by the newest message's conversation. */
export const createSnoozeReader = (db: Database): (() => readonly Snooze[]) => {
  const select = db.prepare(
    `SELECT s.head_id AS head, m.thread_id AS thread, m.shown_folder AS folder, s.until, s.woken
     FROM snoozed s JOIN message m ON m.id = s.head_id`,
  );
  return () => select.all<Record>([]).map((record) => ({ ...record, woken: record.woken !== 0 }));
};

const none: StoreChange = { folders: [], added: [], changed: [], removed: [] };

export type Snoozes = {
  /** Puts the conversations off until a time; one that is put off already gets the new time. */
  readonly put: (heads: readonly MessageId[], until: number) => StoreChange;
  /** Shows them again as if they had never been put off. */
  readonly remove: (heads: readonly MessageId[]) => StoreChange;
  /** Brings back those whose time has come. */
  readonly wake: (now: number) => StoreChange;
  /** When the next one comes back, in milliseconds. */
  readonly next: () => number | undefined;
  /** Finds again what a cache made anew has under other ids. */
  readonly reattach: () => StoreChange;
};

/** The writing side. */
export const createSnoozes = (db: Database): Snoozes => {
  const messageIdOf = db.prepare("SELECT head ->> '$[1]' FROM message WHERE id = ?", { pluck: true });

  const about = (heads: readonly MessageId[]): StoreChange => {
    if (heads.length === 0) return none;
    const folders = db
      .prepare(
        `SELECT DISTINCT shown_folder FROM message
         WHERE id IN (SELECT value FROM json_each(?)) AND shown_folder IS NOT NULL`,
        { pluck: true },
      )
      .all<number>([JSON.stringify(heads)]);
    return { ...none, folders, changed: heads };
  };

  /** Conversations are put off once: by their newest message. */
  const forget = (heads: readonly MessageId[]): void => {
    db.prepare(
      `DELETE FROM snoozed WHERE head_id IN (
         SELECT other.id FROM message one JOIN message other ON other.thread_id = one.thread_id
         WHERE one.id IN (SELECT value FROM json_each(?)))`,
    ).run([JSON.stringify(heads)]);
  };

  return {
    put: (heads, until) =>
      db.transaction(() => {
        forget(heads);
        const insert = db.prepare('INSERT OR REPLACE INTO snoozed (head_id, message_id, until) VALUES (?, ?, ?)');
        const kept = heads.filter((head) => {
          const messageId = messageIdOf.get([head]);
          if (typeof messageId === 'string') insert.run([head, messageId, until]);
          return typeof messageId === 'string';
        });
        return about(kept);
      })(),
    remove: (heads) =>
      db.transaction(() => {
        forget(heads);
        return about(heads);
      })(),
    wake: (now) =>
      db.transaction(() => {
        const due = db
          .prepare('SELECT head_id FROM snoozed WHERE woken = 0 AND until <= ?', { pluck: true })
          .all<number>([now]);
        if (due.length > 0) db.prepare('UPDATE snoozed SET woken = 1 WHERE woken = 0 AND until <= ?').run([now]);
        db.prepare('DELETE FROM snoozed WHERE woken = 1 AND until < ?').run([now - keptOnTop]);
        return about(due);
      })(),
    next: () => {
      const time = db.prepare('SELECT min(until) FROM snoozed WHERE woken = 0', { pluck: true }).get([]);
      return typeof time === 'number' ? time : undefined;
    },
    reattach: () =>
      db.transaction(() => {
        const lost = db
          .prepare(
            `SELECT s.head_id AS head, s.message_id AS messageId FROM snoozed s
             LEFT JOIN message m ON m.id = s.head_id
             WHERE s.message_id <> '' AND (m.id IS NULL OR (m.head ->> '$[1]') <> s.message_id)`,
          )
          .all<{ head: number; messageId: string }>([]);
        const found = lost.flatMap(({ head, messageId }) => {
          const second = secondOfId(head);
          const id = db
            .prepare("SELECT id FROM message WHERE id >= ? AND id < ? AND (head ->> '$[1]') = ?", { pluck: true })
            .get([firstIdOf(second), firstIdOf(second + 1), messageId]);
          if (typeof id !== 'number') return [];
          db.prepare('UPDATE OR REPLACE snoozed SET head_id = ? WHERE head_id = ?').run([id, head]);
          return [id];
        });
        return about(found);
      })(),
  };
};
