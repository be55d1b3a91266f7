import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../app/store/sqlite/database.ts';
import { openMailStore } from '../../../app/store/sqlite/open-mail-store.ts';
import { salvageOwn } from '../../../app/store/sqlite/salvage.ts';
import { guarded } from '../../../app/store/sqlite/store-failure.ts';
import { fetched, openReader, openWriter, putFolders, syncState, temporaryStorePath, testKey } from './store-files.ts';

const body = (text: string) => ({ source: Buffer.from(text), complete: true, text, attachmentNames: ['plan.pdf'] });

const put = (path: string): number => {
  const store = openWriter(path);
  const [inbox = 0] = putFolders(store, 'INBOX');
  const id = store.putMessages(inbox, [fetched(1, { headers: { subject: 'Secret rendezvous' } })], syncState())
    .added[0];
  store.putBody(id ?? -1, body('Under the clock, rendezvous at noon'));
  store.chooseRole(inbox, 'archive');
  store.close();
  return id ?? -1;
};

/** Everything written since the last checkpoint into the file itself. */
const settle = (path: string): void => {
  const store = openWriter(path);
  store.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  store.close();
};

describe('the file', () => {
  it('keeps everything over a reopening and shows nothing of it in clear', () => {
    const path = temporaryStorePath();
    const id = put(path);
    const files = readdirSync(dirname(path)).map((name) => readFileSync(join(dirname(path), name)));
    for (const file of files) {
      expect(file.includes('rendezvous')).toBe(false);
      expect(file.includes('SQLite format 3')).toBe(false);
    }
    const store = openWriter(path);
    expect(store.body(id)).toEqual({ ...body('Under the clock, rendezvous at noon'), source: expect.any(Uint8Array) });
    expect(Buffer.from(store.body(id)?.source ?? []).toString()).toBe('Under the clock, rendezvous at noon');
    expect(store.folder('INBOX')).toMatchObject({
      chosenRole: 'archive',
      total: 1,
      sync: { uidValidity: '1700000000' },
    });
    store.close();
    store.close();
  });

  it('keeps a body of any size as it was', () => {
    const store = openWriter(temporaryStorePath());
    const [inbox = 0] = putFolders(store, 'INBOX');
    const id = store.putMessages(inbox, [fetched(1)], syncState()).added[0] ?? -1;
    const random = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919 + (index >> 3)) & 255));
    for (const [text, source] of [
      ['', Buffer.alloc(0)],
      ['é', Buffer.from([0, 255])],
      ['word '.repeat(100_000), random],
      ['Grüße '.repeat(500), random.subarray(0, 70_000)],
    ] as const) {
      store.putBody(id, { source, complete: false, text, attachmentNames: [] });
      const back = store.body(id);
      expect(back?.text).toBe(text);
      expect(Buffer.compare(Buffer.from(back?.source ?? []), source)).toBe(0);
      expect(back?.complete).toBe(false);
    }
    store.close();
  });

  it('is not opened with another key, or when it is no database, and stays as it is', () => {
    const path = temporaryStorePath();
    put(path);
    settle(path);
    const before = readFileSync(path);
    for (const key of [testKey.map((byte) => byte ^ 1), testKey.slice(1)]) {
      for (const role of ['writer', 'reader'] as const) {
        const opened = role === 'writer' ? openMailStore({ path, key, role }) : openMailStore({ path, key, role });
        expect(opened).toEqual({ ok: false, error: { kind: 'unreadable' } });
      }
    }
    expect(readFileSync(path).equals(before)).toBe(true);
    const other = temporaryStorePath();
    writeFileSync(other, 'no database at all '.repeat(1_000));
    expect(openMailStore({ path: other, key: testKey, role: 'writer' })).toEqual({
      ok: false,
      error: { kind: 'unreadable' },
    });
  });

  it('cannot be opened where there is no folder, nor for reading before a writer made it', () => {
    const path = temporaryStorePath();
    expect(openMailStore({ path, key: testKey, role: 'reader' })).toEqual({
      ok: false,
      error: { kind: 'cannot-open', detail: 'missing' },
    });
    expect(openMailStore({ path: join(path, 'deeper', 'mail.db'), key: testKey, role: 'writer' })).toEqual({
      ok: false,
      error: { kind: 'cannot-open', detail: 'SQLITE_CANTOPEN' },
    });
  });

  it.each(['cache', 'own'])('of a newer version (%s) is refused and left untouched', (group) => {
    const path = temporaryStorePath();
    put(path);
    const store = openWriter(path);
    store.database.exec(`UPDATE schema_group SET version = 1000 WHERE name = '${group}'`);
    store.close();
    settleUnopened(path);
    const before = readFileSync(path);
    for (const opened of [
      openMailStore({ path, key: testKey, role: 'writer' }),
      openMailStore({ path, key: testKey, role: 'reader' }),
    ]) {
      expect(opened).toMatchObject({ ok: false, error: { kind: 'newer-schema', found: 1000 } });
    }
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('says when the disk is full, and goes on when there is room again', () => {
    const path = temporaryStorePath();
    const store = openWriter(path);
    const [inbox = 0] = putFolders(store, 'INBOX');
    const id = store.putMessages(inbox, [fetched(1)], syncState()).added[0] ?? -1;
    const pages = Number(store.database.pragma('page_count', { simple: true }));
    store.database.exec(`PRAGMA max_page_count = ${pages + 4}`);
    const large = {
      ...body('x'),
      source: Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 7919) & 255)),
    };
    large.source.forEach((_, index) => {
      large.source[index] = (Math.imul(index, 2_654_435_761) >>> 13) & 255;
    });
    expect(guarded(() => store.putBody(id, large))).toEqual({ ok: false, error: { kind: 'disk-full' } });
    expect(store.body(id)).toBeUndefined();
    store.database.exec('PRAGMA max_page_count = 1000000');
    expect(guarded(() => store.putBody(id, large)).ok).toBe(true);
    store.close();
  });
});

const settleUnopened = (path: string): void => {
  const opened = openDatabase(path, testKey, 'writer');
  if (!opened.ok) throw new Error(opened.error.kind);
  opened.value.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  opened.value.close();
};

describe('reader and writer', () => {
  it('a reader sees the last commit and does not wait while the writer is in a transaction', () => {
    const path = temporaryStorePath();
    const writer = openWriter(path);
    const [inbox = 0] = putFolders(writer, 'INBOX');
    writer.putMessages(inbox, [fetched(1)], syncState());
    const reader = openReader(path);
    writer.database.transaction(() => {
      writer.putMessages(inbox, [fetched(2)], syncState());
      const since = performance.now();
      expect(reader.listMessages(inbox, 10)).toHaveLength(1);
      expect(reader.search({ kind: 'all', of: [] }, 10).rows).toHaveLength(1);
      expect(performance.now() - since).toBeLessThan(1_000);
    })();
    expect(reader.listMessages(inbox, 10)).toHaveLength(2);
    expect(() => reader.database.exec('DELETE FROM message')).toThrow(/readonly/i);
    expect('putMessages' in reader).toBe(false);
    reader.close();
    writer.close();
  });

  it('a reader works in one thread while the writer works in another', { timeout: 30_000 }, async () => {
    const path = temporaryStorePath();
    const worker = new Worker(
      "const { workerData } = require('node:worker_threads'); process.argv.splice(2, 2, workerData.path, '1200');" +
        "import('tsx/esm/api').then(({ register }) => { register(); return import(workerData.script); });",
      { eval: true, workerData: { path, script: join(import.meta.dirname, 'busy-writer.ts') } },
    );
    const ended = once(worker, 'exit');
    const begun = () => {
      const opened = openMailStore({ path, key: testKey, role: 'reader' });
      if (!opened.ok) return false;
      const total = opened.value.folder('INBOX')?.total ?? 0;
      opened.value.close();
      return total >= 50;
    };
    while (!begun()) await delay(20);
    const reader = openReader(path);
    const inbox = reader.folder('INBOX')?.id ?? 0;
    const totals: number[] = [];
    let waited = 0;
    while ((totals.at(-1) ?? 0) < 1_000) {
      const since = performance.now();
      const rows = reader.listMessages(inbox, 50);
      waited = Math.max(waited, performance.now() - since);
      expect(rows).toHaveLength(50);
      totals.push(reader.folder('INBOX')?.total ?? 0);
      await delay(1);
    }
    expect(totals).toEqual([...totals].sort((one, other) => one - other));
    expect(waited).toBeLessThan(1_000);
    // Ended from outside within a call of the driver, a thread would take the whole process with it.
    await ended;
    reader.close();
  });

  it('a reader survives a rebuilt cache', () => {
    const path = temporaryStorePath();
    put(path);
    const reader = openReader(path);
    const writer = openWriter(path);
    const inbox = writer.folder('INBOX')?.id ?? 0;
    expect(reader.listMessages(inbox, 10)).toHaveLength(1);
    writer.rebuildCache();
    expect(reader.folders()).toEqual([]);
    const [again = 0] = putFolders(writer, 'INBOX');
    expect(writer.folder('INBOX')).toMatchObject({ total: 0, sync: undefined, chosenRole: 'archive' });
    writer.putMessages(again, [fetched(1)], syncState());
    expect(reader.search({ kind: 'all', of: [] }, 10).rows).toHaveLength(1);
    reader.close();
    writer.close();
  });
});

describe('damage', () => {
  it('is told as a value, and the own tables can be saved into a new file', () => {
    const path = temporaryStorePath();
    put(path);
    const store = openWriter(path);
    const [inbox = 0] = putFolders(store, 'INBOX');
    store.putMessages(
      inbox,
      Array.from({ length: 2_000 }, (_, index) => fetched(index + 10)),
      syncState(),
    );
    store.close();
    settle(path);
    const damaged = readFileSync(path);
    const pages = statSync(path).size / 4096;
    // The end of the file holds nothing but mail.
    damaged.fill(0x55, Math.floor(pages * 0.6) * 4096);
    writeFileSync(path, damaged);
    const opened = openMailStore({ path, key: testKey, role: 'writer' });
    const failure = opened.ok
      ? guarded(() => opened.value.conversationHeads(inbox).length + opened.value.listMessages(inbox, 5_000).length)
      : opened;
    expect(failure).toMatchObject({ ok: false });
    if (opened.ok) opened.value.close();
    const to = temporaryStorePath();
    const saved = salvageOwn(path, to, testKey);
    expect(saved).toMatchObject({ ok: true });
    if (saved.ok)
      expect(saved.value.find((table) => table.name === 'folder_choice')).toEqual({
        name: 'folder_choice',
        rows: 1,
        complete: true,
      });
    const fresh = openWriter(to);
    putFolders(fresh, 'INBOX');
    expect(fresh.folder('INBOX')).toMatchObject({ chosenRole: 'archive', total: 0 });
    fresh.close();
  });
});

describe('a writer that is killed', () => {
  it('leaves a sound file whose sync state fits its messages', { timeout: 60_000 }, async () => {
    for (const wait of [120, 260, 400]) {
      const path = temporaryStorePath();
      const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'busy-writer.ts'), path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      await delay(wait);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const store = openWriter(path);
      expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
      for (const table of ['words_recent', 'words_old']) {
        store.database.exec(`INSERT INTO ${table} (${table}) VALUES ('integrity-check')`);
      }
      const inbox = store.folder('INBOX');
      const uids = [...store.uids(inbox?.id ?? -1)];
      expect(uids.length).toBeGreaterThan(0);
      expect(uids).toEqual(uids.map((_, index) => index + 1));
      expect(inbox).toMatchObject({ total: uids.length, sync: { exists: uids.length, uidNext: uids.length + 1 } });
      expect(
        store.search({ kind: 'text', field: 'any', words: ['minutes'], phrase: false, prefix: false }, 100_000).rows,
      ).toHaveLength(uids.length);
      store.close();
    }
  });
});
