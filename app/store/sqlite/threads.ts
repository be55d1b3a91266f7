import type { MessageHeaders } from '../../domain/message-headers.ts';
import { baseSubject } from './base-subject.ts';
import type { Database } from './database.ts';

/** Ancestors looked at: the oldest and the nearest. A hostile header names thousands. */
const oldestKept = 4;
const nearestKept = 60;
/** Message-IDs remembered between calls, so that a synchronisation seldom asks the database. */
const remembered = 20_000;

const kept = (references: readonly string[]): readonly string[] =>
  references.length <= oldestKept + nearestKept
    ? references
    : [...references.slice(0, oldestKept), ...references.slice(-nearestKept)];

/**
 * 52 bits of a text: what the index of Message-IDs compares first. Where two texts share them, the text beside it
 * tells them apart, so that a collision, made on purpose even, costs a comparison and nothing else.
 */
const hashOf = (text: string): number => {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b) + at;
  }
  return ((high ^ (high >>> 13)) >>> 12) * 2 ** 32 + ((low ^ (low >>> 15)) >>> 0);
};

export type Threads = {
  /**
   * The conversation a new message belongs to, by Message-ID, ancestors and, where there are no ancestors, the
   * subject of a reply. Conversations that turn out to be one are merged.
   */
  readonly assign: (headers: MessageHeaders) => number;
  /** To be called when a transaction was rolled back or the tables were thrown away. */
  readonly forget: () => void;
};

/** @param merge moves the messages of a conversation to another */
export const createThreads = (db: Database, merge: (thread: number, into: number) => void): Threads => {
  let known = new Map<string, number>();
  let merged: Map<number, number> | undefined;

  const roots = (): Map<number, number> => {
    merged ??= new Map(
      db
        .prepare('SELECT thread_id, into_id FROM merged_thread')
        .all<{ thread_id: number; into_id: number }>([])
        .map((row) => [row.thread_id, row.into_id]),
    );
    return merged;
  };

  const rootOf = (thread: number): number => {
    const into = roots();
    let root = thread;
    for (let next = into.get(root); next !== undefined; next = into.get(root)) root = next;
    return root;
  };

  const findReference = db.prepare('SELECT thread_id FROM reference WHERE hash = ? AND message_id = ?');
  const addReference = db.prepare('INSERT INTO reference (hash, message_id, thread_id) VALUES (?, ?, ?)');

  /** The hash of an id nobody knows yet is handed on: it is needed again at once. */
  const lookUp = (messageId: string): { readonly thread: number | undefined; readonly hash: number } => {
    const thread = known.get(messageId);
    if (thread !== undefined) return { thread: rootOf(thread), hash: 0 };
    const hash = hashOf(messageId);
    const found = findReference.get<{ thread_id: number }>([hash, messageId]);
    if (found === undefined) return { thread: undefined, hash };
    known.set(messageId, found.thread_id);
    return { thread: rootOf(found.thread_id), hash };
  };

  const newThread = (): number =>
    db
      .prepare(
        `INSERT INTO counter (name, value) VALUES ('thread', 1)
         ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`,
      )
      .get<{ value: number }>([])?.value ?? 0;

  const join = (one: number, other: number): number => {
    if (one === other) return one;
    const [into, thread] = one < other ? [one, other] : [other, one];
    merge(thread, into);
    db.prepare('INSERT OR REPLACE INTO merged_thread (thread_id, into_id) VALUES (?, ?)').run([thread, into]);
    roots().set(thread, into);
    return into;
  };

  /**
   * RFC 5256 section 3 step 5, narrowed: only messages without ancestors take part, and two that are no replies
   * are never joined for their subject alone.
   */
  const bySubject = (subject: string, own: number | undefined): number => {
    const { base, isReply } = baseSubject(subject);
    if (base === '') return own ?? newThread();
    const hash = hashOf(base);
    const entry = db
      .prepare('SELECT thread_id, has_original FROM subject_thread WHERE hash = ? AND base = ?')
      .get<{ thread_id: number; has_original: number }>([hash, base]);
    if (entry === undefined) {
      const thread = own ?? newThread();
      db.prepare('INSERT INTO subject_thread (hash, base, thread_id, has_original) VALUES (?, ?, ?, ?)').run([
        hash,
        base,
        thread,
        Number(!isReply),
      ]);
      return thread;
    }
    const root = rootOf(entry.thread_id);
    if (!isReply && entry.has_original !== 0) return own ?? newThread();
    if (!isReply) {
      db.prepare('UPDATE subject_thread SET has_original = 1 WHERE hash = ? AND base = ?').run([hash, base]);
    }
    return own === undefined ? root : join(root, own);
  };

  return {
    assign: (headers) => {
      const unknown: { readonly id: string; readonly hash: number }[] = [];
      let thread: number | undefined;
      const ids = new Set(kept(headers.references));
      if (headers.messageId !== '') ids.add(headers.messageId);
      for (const id of ids) {
        const found = lookUp(id);
        if (found.thread === undefined) unknown.push({ id, hash: found.hash });
        else thread = thread === undefined ? found.thread : join(rootOf(thread), found.thread);
      }
      if (headers.references.length === 0) thread = bySubject(headers.subject, thread);
      thread ??= newThread();
      if (known.size > remembered) known = new Map();
      for (const { id, hash } of unknown) {
        addReference.run([hash, id, thread]);
        known.set(id, thread);
      }
      return thread;
    },
    forget: () => {
      known = new Map();
      merged = undefined;
    },
  };
};
