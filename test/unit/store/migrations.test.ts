import { describe, expect, it } from 'vitest';
import { cacheMigrations, cacheTables } from '../../../app/store/migrations/cache.ts';
import { ownMigrations } from '../../../app/store/migrations/own.ts';
import { openDatabase } from '../../../app/store/sqlite/database.ts';
import { fetched, openReader, openWriter, putFolders, syncState, temporaryStorePath, testKey } from './store-files.ts';

const versions = (store: ReturnType<typeof openWriter>) =>
  store.database.prepare('SELECT name, version FROM schema_group ORDER BY name').all([]);

const newest = [
  { name: 'cache', version: cacheMigrations.length },
  { name: 'own', version: ownMigrations.length },
];

describe('migrations', () => {
  it('bring a file of an earlier version up to date and keep what is in it', () => {
    const path = temporaryStorePath();
    const earlier = openDatabase(path, testKey, 'writer');
    if (!earlier.ok) throw new Error(earlier.error.kind);
    earlier.value.exec('CREATE TABLE schema_group (name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID');
    earlier.value.exec(ownMigrations[0] ?? '');
    earlier.value.exec("INSERT INTO schema_group VALUES ('own', 1)");
    earlier.value.exec("INSERT INTO settings (key, value) VALUES ('theme', '1')");
    earlier.value.close();
    const store = openWriter(path);
    expect(versions(store)).toEqual(newest);
    expect(store.database.prepare('SELECT value FROM settings', { pluck: true }).all([])).toEqual(['1']);
    putFolders(store, 'INBOX');
    store.close();
    const again = openWriter(path);
    expect(again.folders()).toHaveLength(1);
    again.close();
  });

  it('keep the subjects by which conversations are found', () => {
    const path = temporaryStorePath();
    const earlier = openWriter(path);
    const [inbox = 0] = putFolders(earlier, 'INBOX');
    earlier.putMessages(inbox, [fetched(1, { headers: { subject: 'Harvest' } })], syncState());
    // Back to the form of the first version.
    earlier.database.exec(`
      ALTER TABLE subject_thread RENAME TO subject_in_order;
      CREATE TABLE subject_thread (hash INTEGER NOT NULL, base TEXT NOT NULL, thread_id INTEGER NOT NULL,
        has_original INTEGER NOT NULL, PRIMARY KEY (hash, base)) WITHOUT ROWID;
      INSERT INTO subject_thread SELECT hash, base, thread_id, has_original FROM subject_in_order;
      DROP TABLE subject_in_order;
      UPDATE schema_group SET version = 1 WHERE name = 'cache'`);
    earlier.close();
    const store = openWriter(path);
    expect(versions(store)).toEqual(newest);
    store.putMessages(inbox, [fetched(2, { headers: { subject: 'Re: Harvest' } })], syncState());
    const [reply, original] = store.listMessages(inbox, 2);
    expect(reply?.threadId).toBe(original?.threadId);
    store.close();
  });

  it('are not begun by a reader', () => {
    const path = temporaryStorePath();
    const empty = openDatabase(path, testKey, 'writer');
    if (!empty.ok) throw new Error(empty.error.kind);
    empty.value.close();
    expect(() => openReader(path)).toThrow('cannot-open');
  });

  it('name every table of the cache, so that a rebuild leaves none behind', () => {
    const store = openWriter(temporaryStorePath());
    const tables = () =>
      store.database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", { pluck: true })
        .all<string>([]);
    const before = tables();
    expect(cacheTables.filter((table) => !before.includes(table))).toEqual([]);
    store.database.exec("INSERT INTO settings (key, value) VALUES ('theme', '1')");
    store.rebuildCache();
    expect(tables()).toEqual(before);
    expect(versions(store)).toEqual(newest);
    expect(store.database.prepare('SELECT count(*) FROM settings', { pluck: true }).get([])).toBe(1);
    store.close();
  });
});
