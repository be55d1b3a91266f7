import type Database from '@signalapp/sqlcipher';
import { durably } from './durably.ts';

export type OutboxState = 'building' | 'queued' | 'sending' | 'sent' | 'unknown' | 'failed';

/** One message on its way out. `facts` is JSON whose schema the outbox keeps. */
export type OutboxRow = {
  readonly id: string;
  /** Without angle brackets. */
  readonly messageId: string;
  readonly state: OutboxState;
  /** Not before, in milliseconds since the epoch. */
  readonly sendAt: number;
  readonly facts: string;
  /** The draft it was made from. */
  readonly draft: string | undefined;
};

/** The durable outbox: messages whole, in pieces, with what is known of their sending. */
export type OutboxTable = {
  readonly transaction: <Value>(work: () => Value) => Value;
  readonly add: (row: Omit<OutboxRow, 'state'>) => void;
  readonly addPart: (id: string, ordinal: number, bytes: Uint8Array) => void;
  /** In the order they are to be sent. */
  readonly all: () => OutboxRow[];
  readonly get: (id: string) => OutboxRow | undefined;
  /** The message's pieces, in order, read one at a time. */
  readonly parts: (id: string) => Iterable<Uint8Array>;
  readonly put: (id: string, state: OutboxState, sendAt: number, facts: string) => void;
  /** As `put`, and on the disk before it returns. */
  readonly putDurably: (id: string, state: OutboxState, sendAt: number, facts: string) => void;
  readonly remove: (id: string) => void;
  /** Forgets the text of a message that is no longer needed, and keeps what is known about it. */
  readonly dropParts: (id: string) => void;
};

const columns = 'id, message_id AS messageId, state, send_at AS sendAt, facts, draft';

const rowOf = (row: Record<string, string | number | null>): OutboxRow => ({
  id: String(row['id']),
  messageId: String(row['messageId']),
  state: row['state'] as OutboxState,
  sendAt: Number(row['sendAt']),
  facts: String(row['facts']),
  draft: row['draft'] === null ? undefined : String(row['draft']),
});

export const createOutboxTable = (db: Database): OutboxTable => {
  const put: OutboxTable['put'] = (id, state, sendAt, facts) =>
    void db.prepare('UPDATE outbox SET state = ?, send_at = ?, facts = ? WHERE id = ?').run([state, sendAt, facts, id]);
  return {
    transaction: (work) => db.transaction(work)(),
    add: ({ id, messageId, sendAt, facts, draft }) =>
      void db
        .prepare(
          `INSERT INTO outbox (id, message_id, state, position, send_at, facts, draft)
           VALUES (?, ?, 'building', (SELECT coalesce(max(position), 0) + 1 FROM outbox), ?, ?, ?)`,
        )
        .run([id, messageId, sendAt, facts, draft ?? null]),
    addPart: (id, ordinal, bytes) =>
      void db
        .prepare('INSERT INTO outbox_parts (item, ordinal, bytes) VALUES (?, ?, ?)')
        .run([id, ordinal, new Uint8Array(bytes)]),
    all: () =>
      db
        .prepare(`SELECT ${columns} FROM outbox ORDER BY send_at, position`)
        .all<Record<string, string | number | null>>()
        .map(rowOf),
    get: (id) => {
      const row = db
        .prepare(`SELECT ${columns} FROM outbox WHERE id = ?`)
        .get<Record<string, string | number | null>>([id]);
      return row && rowOf(row);
    },
    *parts(id) {
      const part = db.prepare('SELECT bytes FROM outbox_parts WHERE item = ? AND ordinal = ?', { pluck: true });
      for (let ordinal = 0; ; ordinal += 1) {
        const bytes = part.get([id, ordinal]);
        if (!(bytes instanceof Uint8Array)) return;
        yield bytes;
      }
    },
    put,
    putDurably: (id, state, sendAt, facts) => durably(db, () => put(id, state, sendAt, facts)),
    remove: (id) => {
      db.prepare('DELETE FROM outbox_parts WHERE item = ?').run([id]);
      db.prepare('DELETE FROM outbox WHERE id = ?').run([id]);
    },
    dropParts: (id) => void db.prepare('DELETE FROM outbox_parts WHERE item = ?').run([id]),
  };
};
