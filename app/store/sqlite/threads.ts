import type { PackedMessages } from '../packed-messages.ts';
import type { Database } from './database.ts';
import { createHashFilter, type HashFilter } from './hash-filter.ts';
import { parseNumbers } from './number-lists.ts';
import { createRowsInserter } from './rows-inserter.ts';

/** Message-IDs remembered between calls, so that a synchronisation seldom asks the database. */
const remembered = 20_000;
/** From so many messages in one transaction on it pays to know which hashes are not there. */
const filteredFrom = 100;
/** Where there are more already, reading them all would keep others waiting; the database is asked for each then. */
const mostToRead = 200_000;
const readAtOnce = 20_000;

export type Threads = {
  /** To be called before messages are assigned. @param count how many in this transaction */
  readonly prepare: (count: number) => void;
  /**
   * The conversation a new message belongs to, by Message-ID, ancestors and, where there are no ancestors, the
   * subject of a reply. Conversations that turn out to be one are merged.
   */
  readonly assign: (batch: PackedMessages, index: number) => number;
  /** Writes what waits; to be called at the end of each transaction. */
  readonly flush: () => void;
  /** To be called when a transaction was rolled back or the tables were thrown away. */
  readonly forget: () => void;
};

/** @param merge moves the messages of a conversation to another */
export const createThreads = (db: Database, merge: (thread: number, into: number) => void): Threads => {
  let known = new Map<string, number>();
  let merged: Map<number, number> | undefined;
  let filters: { readonly references: HashFilter; readonly subjects: HashFilter } | undefined;
  let lastThread: number | undefined;
  let isCounted = true;

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
  const references = createRowsInserter(db, 'reference (hash, message_id, thread_id)');
  const findSubject = db.prepare(
    'SELECT number, thread_id, has_original FROM subject_thread WHERE hash = ? AND base = ?',
  );
  const addSubject = db.prepare('INSERT INTO subject_thread (hash, base, thread_id, has_original) VALUES (?, ?, ?, ?)');

  const filterOf = (table: string): HashFilter => {
    const filter = createHashFilter();
    const read = db.prepare(
      `SELECT group_concat(hash) FROM (SELECT hash FROM ${table} WHERE hash > ? ORDER BY hash LIMIT ?)`,
      { pluck: true },
    );
    for (let last = -1; ; ) {
      const text = read.get([last, readAtOnce]);
      if (typeof text !== 'string') return filter;
      parseNumbers(text, (hash) => {
        filter.add(hash);
        last = hash;
      });
    }
  };

  const lookUp = (messageId: string, hash: number): number | undefined => {
    const thread = known.get(messageId);
    if (thread !== undefined) return rootOf(thread);
    if (filters?.references.mayHave(hash) === false) return undefined;
    const found = findReference.get<{ thread_id: number }>([hash, messageId]);
    if (found === undefined) return undefined;
    known.set(messageId, found.thread_id);
    return rootOf(found.thread_id);
  };

  const newThread = (): number => {
    lastThread ??= Number(db.prepare("SELECT value FROM counter WHERE name = 'thread'", { pluck: true }).get([]) ?? 0);
    lastThread += 1;
    isCounted = false;
    return lastThread;
  };

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
  const bySubject = (base: string, hash: number, isReply: boolean, own: number | undefined): number => {
    const mayBeThere = filters?.subjects.mayHave(hash) ?? true;
    const entry = mayBeThere
      ? findSubject.get<{ number: number; thread_id: number; has_original: number }>([hash, base])
      : undefined;
    if (entry === undefined) {
      const thread = own ?? newThread();
      addSubject.run([hash, base, thread, Number(!isReply)]);
      filters?.subjects.add(hash);
      return thread;
    }
    const root = rootOf(entry.thread_id);
    if (!isReply && entry.has_original !== 0) return own ?? newThread();
    if (!isReply) {
      db.prepare('UPDATE subject_thread SET has_original = 1 WHERE number = ?').run([entry.number]);
    }
    return own === undefined ? root : join(root, own);
  };

  return {
    prepare: (count) => {
      if (filters !== undefined || count < filteredFrom) return;
      const last = db.prepare('SELECT max(number) FROM reference', { pluck: true }).get([]);
      if (Number(last ?? 0) > mostToRead) return;
      filters = { references: filterOf('reference'), subjects: filterOf('subject_thread') };
    },
    assign: ({ ids, idHashes, idEnds, bases, baseHashes, isReply }, index) => {
      const end = idEnds[index] ?? 0;
      const unknown: number[] = [];
      let thread: number | undefined;
      for (let at = index === 0 ? 0 : (idEnds[index - 1] ?? 0); at < end; at += 1) {
        const found = lookUp(ids[at] as string, idHashes[at] as number);
        if (found === undefined) unknown.push(at);
        else thread = thread === undefined ? found : join(rootOf(thread), found);
      }
      const base = bases[index] ?? '';
      if (base !== '') thread = bySubject(base, baseHashes[index] ?? 0, isReply[index] !== 0, thread);
      thread ??= newThread();
      if (known.size > remembered) {
        // What is not remembered any more has to be in the database.
        references.flush();
        known = new Map();
      }
      for (const at of unknown) {
        const [id, hash] = [ids[at] as string, idHashes[at] as number];
        references.add(hash, id, thread);
        filters?.references.add(hash);
        known.set(id, thread);
      }
      return thread;
    },
    flush: () => {
      references.flush();
      if (isCounted) return;
      db.prepare("INSERT OR REPLACE INTO counter (name, value) VALUES ('thread', ?)").run([lastThread ?? 0]);
      isCounted = true;
    },
    forget: () => {
      known = new Map();
      merged = undefined;
      filters = undefined;
      lastThread = undefined;
      isCounted = true;
      references.forget();
    },
  };
};
