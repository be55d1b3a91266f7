import { fail, type Result, succeed } from '../../domain/result.ts';
import { cacheMigrations, cacheTables } from '../migrations/cache.ts';
import { ownMigrations } from '../migrations/own.ts';
import type { Database } from './database.ts';
import type { StoreFailure } from './store-failure.ts';

type Group = 'cache' | 'own';

const groups: Readonly<Record<Group, readonly string[]>> = { cache: cacheMigrations, own: ownMigrations };

const hasTable = (db: Database, name: string): boolean =>
  db.prepare("SELECT 1 AS one FROM sqlite_master WHERE type = 'table' AND name = ?").get([name]) !== undefined;

const versionOf = (db: Database, group: Group): number => {
  if (!hasTable(db, 'schema_group')) return 0;
  const found = db.prepare('SELECT version FROM schema_group WHERE name = ?').get<{ version: number }>([group]);
  return found?.version ?? 0;
};

const migrate = (db: Database, group: Group): void => {
  const steps = groups[group];
  for (let version = versionOf(db, group); version < steps.length; version += 1) {
    const step = steps[version];
    if (step === undefined) continue;
    db.transaction(() => {
      db.exec(step);
      db.prepare('INSERT OR REPLACE INTO schema_group (name, version) VALUES (?, ?)').run([group, version + 1]);
    })();
  }
};

const newerGroup = (db: Database): StoreFailure | undefined => {
  for (const group of ['own', 'cache'] as const) {
    const found = versionOf(db, group);
    const known = groups[group].length;
    if (found > known) return { kind: 'newer-schema', found, known };
  }
  return undefined;
};

/** Brings both groups of tables up to date. A newer schema is refused before anything is written. */
export const bringUpToDate = (db: Database): Result<undefined, StoreFailure> => {
  const newer = newerGroup(db);
  if (newer !== undefined) return fail(newer);
  db.exec('CREATE TABLE IF NOT EXISTS schema_group (name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID');
  migrate(db, 'own');
  migrate(db, 'cache');
  return succeed(undefined);
};

/** A reader cannot migrate: the writer has to have opened the file first. */
export const checkUpToDate = (db: Database): Result<undefined, StoreFailure> => {
  const newer = newerGroup(db);
  if (newer !== undefined) return fail(newer);
  const current = (['own', 'cache'] as const).every((group) => versionOf(db, group) === groups[group].length);
  return current ? succeed(undefined) : fail({ kind: 'cannot-open', detail: 'not-migrated' });
};

/** Drops the tables of the cache and makes them anew, in one transaction. */
export const recreateCache = (db: Database): void => {
  db.transaction(() => {
    for (const table of cacheTables) db.exec(`DROP TABLE IF EXISTS ${table}`);
    db.prepare("DELETE FROM schema_group WHERE name = 'cache'").run([]);
    migrate(db, 'cache');
  })();
};
