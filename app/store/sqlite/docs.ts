import type { MessageId } from '../port.ts';
import type { Database } from './database.ts';
import { counterOfId, firstIdOf, secondOfId } from './ids.ts';

/**
 * The number a message has in the word index. It grows with the date as the id does, but is small, because the index
 * writes the distance between neighbours: eight numbers a second, four for the first messages of that second and
 * four for messages of a crowded second before it, which `crowded_doc` remembers.
 */
const perSecond = 8;
const ordinary = 4;

export type Docs = {
  readonly docOf: (id: MessageId) => number;
  readonly idOf: (doc: number) => MessageId | undefined;
  /** As `docOf`, for a message that is new. */
  readonly assign: (id: MessageId) => number;
  readonly remove: (id: MessageId) => void;
};

const isCrowded = (doc: number): boolean => doc % perSecond >= ordinary;

const nextCrowded = (doc: number): number =>
  doc % perSecond === perSecond - 1 ? doc + 1 + ordinary : Math.max(doc + 1, doc - (doc % perSecond) + ordinary);

export const createDocs = (db: Database): Docs => {
  const stored = db.prepare('SELECT doc FROM crowded_doc WHERE id = ?', { pluck: true });

  const ordinaryDoc = (id: MessageId): number | undefined => {
    const counter = counterOfId(id);
    return counter < ordinary ? secondOfId(id) * perSecond + counter : undefined;
  };

  const docOf = (id: MessageId): number => ordinaryDoc(id) ?? Number(stored.get([id]) ?? -1);

  const isFree = (doc: number): boolean =>
    db.prepare('SELECT 1 AS one FROM crowded_doc WHERE doc = ?', { pluck: true }).get([doc]) === undefined;

  const freeDoc = (id: MessageId): number => {
    const second = secondOfId(id);
    const previous = db
      .prepare('SELECT doc FROM crowded_doc WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1', { pluck: true })
      .get([firstIdOf(second), id]);
    let doc = nextCrowded(typeof previous === 'number' ? previous : second * perSecond);
    while (!isFree(doc)) doc = nextCrowded(doc);
    return doc;
  };

  return {
    docOf,
    idOf: (doc) => {
      if (!isCrowded(doc)) return firstIdOf(Math.floor(doc / perSecond)) + (doc % perSecond);
      const id = db.prepare('SELECT id FROM crowded_doc WHERE doc = ?', { pluck: true }).get([doc]);
      return typeof id === 'number' ? id : undefined;
    },
    assign: (id) => {
      const doc = ordinaryDoc(id);
      if (doc !== undefined) return doc;
      const free = freeDoc(id);
      db.prepare('INSERT INTO crowded_doc (doc, id) VALUES (?, ?)').run([free, id]);
      return free;
    },
    remove: (id) => {
      if (ordinaryDoc(id) === undefined) db.prepare('DELETE FROM crowded_doc WHERE id = ?').run([id]);
    },
  };
};
