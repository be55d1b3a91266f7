import type { Database, Value } from './database.ts';

/** Rows of one statement: each call of the driver costs about as much as a row. */
const rowsAtOnce = 40;

export type RowsInserter = {
  /** The row is there at the latest after `flush`. */
  readonly add: (...values: Value[]) => void;
  readonly flush: () => void;
  /** Drops what was not written: its transaction is no more. */
  readonly forget: () => void;
};

/**
 * Inserts rows many at a time, in the order given.
 * @param into the table and its columns: `name (one, two)`
 */
export const createRowsInserter = (db: Database, into: string): RowsInserter => {
  const columns = into.split(',').length;
  const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
  // A row that fails takes the whole transaction back anyway: no statement has to be undone by itself.
  const statementFor = (rows: number) =>
    db.prepare(`INSERT OR FAIL INTO ${into} VALUES ${Array.from({ length: rows }, () => row).join(', ')}`);
  const one = statementFor(1);
  const many = statementFor(rowsAtOnce);
  let waiting: Value[] = [];
  return {
    add: (...values) => {
      for (const value of values) waiting.push(value);
      if (waiting.length < columns * rowsAtOnce) return;
      many.run(waiting);
      waiting = [];
    },
    flush: () => {
      for (let at = 0; at < waiting.length; at += columns) one.run(waiting.slice(at, at + columns));
      waiting = [];
    },
    forget: () => {
      waiting = [];
    },
  };
};
