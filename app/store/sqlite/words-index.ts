import { foldText } from '../../domain/fold.ts';
import type { Database } from './database.ts';

/** The texts of one message, folded as they are searched. */
export type IndexTexts = {
  readonly subject: string;
  readonly sender: string;
  readonly recipient: string;
  readonly body: string;
  readonly attachment: string;
};

export const foldTexts = (texts: IndexTexts): IndexTexts => ({
  subject: foldText(texts.subject),
  sender: foldText(texts.sender),
  recipient: foldText(texts.recipient),
  body: foldText(texts.body),
  attachment: foldText(texts.attachment),
});

export type IndexEntry = { readonly doc: number; readonly texts: IndexTexts };

/**
 * Two indexes of the same form: the newest messages, and all others. The beginning of a word is in so many messages
 * that going through all of them takes long; among the newest few the first page of an answer is nearly always found,
 * and where it is not, the beginning is rare and the larger index is quick as well.
 */
export const usualRecent = 4_000;
/** Messages moved from the newer to the older index for each one put into the newer. */
const movedForEach = 2;

export type WordsIndex = {
  /** For messages that are not in the index. */
  readonly add: (entries: readonly IndexEntry[]) => void;
  readonly replace: (entries: readonly IndexEntry[]) => void;
  readonly remove: (docs: readonly number[]) => void;
  /** Merges a few pages of segments that lie side by side. @returns whether there was anything to merge */
  readonly tidy: () => boolean;
};

/** Pages merged in one step of tidying. */
const pagesAtOnce = 64;

/** An index writes a batch at once only when its numbers grow. */
const inOrder = (entries: readonly IndexEntry[]): IndexEntry[] =>
  [...entries].sort((one, other) => one.doc - other.doc);

/** From so many at once on it pays to look first where the line is. */
const many = 100;

/**
 * @param recentWanted how many messages the newer index is to hold; it may hold up to twice as many
 * @param textsOf reads the texts of messages again that are to move from the newer to the older index
 */
export const createWordsIndex = (
  db: Database,
  recentWanted: number,
  textsOf: (docs: readonly number[]) => readonly IndexEntry[],
): WordsIndex => {
  const insertInto = (table: string) =>
    db.prepare(`INSERT INTO ${table} (rowid, body, subject, sender, recipient, attachment) VALUES (?, ?, ?, ?, ?, ?)`);
  const insert = { recent: insertInto('words_recent'), old: insertInto('words_old') };
  const remove = {
    recent: db.prepare('DELETE FROM words_recent WHERE rowid = ?'),
    old: db.prepare('DELETE FROM words_old WHERE rowid = ?'),
  };
  const isRecent = db.prepare('SELECT 1 AS one FROM words_recent_docsize WHERE id = ?', { pluck: true });

  const counter = (name: string): number => {
    const value = db.prepare('SELECT value FROM counter WHERE name = ?', { pluck: true }).get([name]);
    return typeof value === 'number' ? value : 0;
  };
  const setCounter = (name: string, value: number): void => {
    db.prepare('INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)').run([name, value]);
  };

  const write = (table: 'recent' | 'old', { doc, texts }: IndexEntry): void => {
    insert[table].run([doc, texts.body, texts.subject, texts.sender, texts.recipient, texts.attachment]);
  };

  const edge = (sql: string, params: number[]): number => {
    const doc = db.prepare(sql, { pluck: true }).get(params);
    return typeof doc === 'number' ? doc : 0;
  };

  /** Draws the line between new and old anew when the newer index has grown, and moves a few that are now old. */
  const balance = (countBefore: number, inserted: number): number => {
    let count = countBefore + inserted;
    let from = counter('recentFrom');
    if (count >= recentWanted && from === 0) {
      from = edge('SELECT min(id) FROM words_recent_docsize', []);
      setCounter('recentFrom', from);
    } else if (count >= 2 * recentWanted) {
      const newest = edge('SELECT id FROM words_recent_docsize ORDER BY id DESC LIMIT 1 OFFSET ?', [recentWanted - 1]);
      if (newest > from) {
        from = newest;
        setCounter('recentFrom', from);
      }
    }
    if (count <= recentWanted) return count;
    const leaving = db
      .prepare('SELECT id FROM words_recent_docsize WHERE id < ? ORDER BY id LIMIT ?', { pluck: true })
      .all([from, inserted * movedForEach])
      .map(Number);
    for (const entry of leaving.length === 0 ? [] : textsOf(leaving)) write('old', entry);
    for (const doc of leaving) remove.recent.run([doc]);
    count -= leaving.length;
    return count;
  };

  /**
   * Draws the line before much is written for the first time, so that what is old already goes to its place at once.
   * @returns the oldest number that counts as new
   */
  const lineFor = (ordered: readonly IndexEntry[]): number => {
    const from = counter('recentFrom');
    if (ordered.length < many || counter('recentCount') + ordered.length <= recentWanted) return from;
    const here = db
      .prepare('SELECT id FROM words_recent_docsize WHERE id >= ? ORDER BY id DESC LIMIT ?', { pluck: true })
      .all([from, recentWanted])
      .map(Number);
    const newest = [...here, ...ordered.map(({ doc }) => doc)].sort((one, other) => other - one);
    const line = Math.max(from, newest[recentWanted - 1] ?? 0);
    if (line > from) setCounter('recentFrom', line);
    return line;
  };

  const put = (ordered: readonly IndexEntry[], place: (doc: number) => 'recent' | 'old'): void => {
    let inserted = 0;
    for (const entry of ordered) {
      const table = place(entry.doc);
      if (table === 'recent') inserted += 1;
      write(table, entry);
    }
    if (inserted > 0) setCounter('recentCount', balance(counter('recentCount'), inserted));
  };

  /** How many the newer index has fewer. The older one has nothing from the line on. */
  const takeOut = (doc: number, from: number): number => {
    if (doc < from && isRecent.get([doc]) === undefined) {
      remove.old.run([doc]);
      return 0;
    }
    remove.recent.run([doc]);
    return 1;
  };

  const lower = (gone: number): void => {
    if (gone > 0) setCounter('recentCount', Math.max(0, counter('recentCount') - gone));
  };

  const changesUntilNow = (): number => Number(db.prepare('SELECT total_changes()', { pluck: true }).get([]));

  return {
    tidy: () =>
      ['words_recent', 'words_old'].some((table) => {
        const before = changesUntilNow();
        db.prepare(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ${pagesAtOnce})`).run([]);
        // The command itself counts as one change.
        return changesUntilNow() - before > 1;
      }),
    add: (entries) => {
      const ordered = inOrder(entries);
      const from = lineFor(ordered);
      put(ordered, (doc) => (doc >= from ? 'recent' : 'old'));
    },
    replace: (entries) => {
      const from = counter('recentFrom');
      let gone = 0;
      put(inOrder(entries), (doc) => {
        gone += takeOut(doc, from);
        return doc >= from ? 'recent' : 'old';
      });
      lower(gone);
    },
    remove: (docs) => {
      const from = counter('recentFrom');
      let gone = 0;
      for (const doc of [...docs].sort((one, other) => one - other)) gone += takeOut(doc, from);
      lower(gone);
    },
  };
};
