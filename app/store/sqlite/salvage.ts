import { fail, type Result, succeed } from '../../domain/result.ts';
import { cacheTables } from '../migrations/cache.ts';
import { type Database, openDatabase, type Value } from './database.ts';
import { bringUpToDate } from './schema.ts';
import { failureOf, type StoreFailure } from './store-failure.ts';

export type SalvagedTable = {
  readonly name: string;
  readonly rows: number;
  /** Every row could be read. */
  readonly complete: boolean;
};

const piece = 50;

const ownTables = (db: Database): string[] =>
  db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", { pluck: true })
    .all<string>([])
    .filter((name) => name !== 'schema_group' && !cacheTables.includes(name) && !/^words_(recent|old)_/.test(name));

const columnsOf = (db: Database, table: string): string[] =>
  db.prepare('SELECT name FROM pragma_table_info(?)', { pluck: true }).all<string>([table]);

type Step = 'done' | 'unreadable' | Record<string, Value>[];

/** Rows one piece after the other until there are no more or they cannot be read. */
const readPiece = (from: Database, table: string, offset: number): Step => {
  try {
    const rows = from.prepare(`SELECT * FROM "${table}" LIMIT ? OFFSET ?`).all<Record<string, Value>>([piece, offset]);
    return rows.length === 0 ? 'done' : rows;
  } catch (error) {
    if (failureOf(error) === undefined) throw error;
    return 'unreadable';
  }
};

const copyTable = (from: Database, to: Database, name: string): SalvagedTable => {
  const known = new Set(columnsOf(to, name));
  let rows = 0;
  for (let offset = 0; ; offset += piece) {
    const step = readPiece(from, name, offset);
    if (step === 'done' || step === 'unreadable') return { name, rows, complete: step === 'done' };
    for (const row of step) {
      const columns = Object.keys(row).filter((column) => known.has(column));
      const list = columns.map((column) => `"${column}"`).join(', ');
      const marks = columns.map(() => '?').join(', ');
      to.prepare(`INSERT OR REPLACE INTO "${name}" (${list}) VALUES (${marks})`).run(
        columns.map((column) => row[column] ?? null),
      );
      rows += 1;
    }
  }
};

/**
 * Saves drafts, outbox, commands and settings out of a file whose cache is damaged into a new one, as far as they can
 * be read. The old file is not changed.
 * @returns for each table of `from` how much was saved
 */
export const salvageOwn = (
  from: string,
  to: string,
  key: Uint8Array,
): Result<readonly SalvagedTable[], StoreFailure> => {
  const source = openDatabase(from, key, 'reader');
  if (!source.ok) return source;
  const target = openDatabase(to, key, 'writer');
  if (!target.ok) {
    source.value.close();
    return target;
  }
  try {
    const prepared = bringUpToDate(target.value);
    if (!prepared.ok) return prepared;
    const there = new Set(ownTables(source.value));
    // Rows come in the order of the tables, so a row may come before the one it refers to.
    target.value.exec('PRAGMA foreign_keys = OFF');
    const copy = target.value.transaction(() =>
      ownTables(target.value)
        .filter((name) => there.has(name))
        .map((name) => copyTable(source.value, target.value, name)),
    );
    return succeed(copy());
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return fail(failure);
  } finally {
    source.value.close();
    target.value.close();
  }
};
