import type { Database, Row } from './database.ts';
import type { SqlValue, TranslatedQuery } from './list-query.ts';

export type Page<T> = { readonly rows: readonly T[]; readonly total: number };

export type PageSource = {
  readonly select: string;
  /** Used where the query's first sort column names no source of its own. */
  readonly from: string;
  readonly countFrom?: string;
  readonly where: string;
  /** Bound in `where`, ahead of the query's own values. */
  readonly values: readonly SqlValue[];
};

/** Statements of queries differ without end: kept ones would fill the memory, so each is closed after its use. */
const runOnce = <T>(db: Database, sql: string, use: (statement: ReturnType<Database['prepare']>) => T): T => {
  const statement = db.prepare(sql, { persistent: false });
  try {
    return use(statement);
  } finally {
    statement.close();
  }
};

/** Reads the page a query asks for, and how many entries the whole list has after filtering. */
export const readPage = (db: Database, query: TranslatedQuery, source: PageSource): Page<Row> => {
  const where = `WHERE ${source.where} ${query.where}`;
  const values = [...source.values, ...query.values];
  const total = runOnce(db, `SELECT count(*) AS total FROM ${source.countFrom ?? source.from} ${where}`, (statement) =>
    Number(statement.get<Row>(values)?.['total'] ?? 0),
  );
  if (query.limit === 0 || query.offset >= total) return { rows: [], total };
  const rows = runOnce(
    db,
    `SELECT ${source.select} FROM ${query.from ?? source.from} ${where} ORDER BY ${query.orderBy} LIMIT ? OFFSET ?`,
    (statement) => statement.all<Row>([...values, query.limit, query.offset]),
  );
  return { rows, total };
};
