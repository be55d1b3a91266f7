import { expect, it } from 'vitest';
import type { FolderRole } from '../../../../app/domain/mail.ts';
import type { FolderSync } from '../../../../app/mail/sync/folder-sync.ts';
import { createParking } from '../../../../app/mail/sync/parking.ts';
import type { BulkOrder } from '../../../../app/mail/sync/ports.ts';
import { createSeeding } from '../../../../app/mail/sync/seeding.ts';
import { createMemoryStore } from './memory-store.ts';

/** Folders of which the newest fifty are here, and how they are gone on with. */
const world = (folders: Readonly<Record<string, { readonly exists: number; readonly role: FolderRole }>>) => {
  const { store } = createMemoryStore();
  store.putFolders(
    Object.entries(folders).map(([path, { role }]) => ({
      path,
      delimiter: '/',
      role,
      roleSource: 'server',
      selectable: true,
      subscribed: true,
    })),
  );
  for (const [path, { exists }] of Object.entries(folders)) {
    store.reseed(store.folder(path)?.id ?? 0, {
      uidValidity: '1',
      uidNext: exists + 1,
      highestModSeq: undefined,
      exists,
      seededDownTo: exists - 49,
      comparedAt: 0,
    });
  }
  const orders: Pick<BulkOrder, 'folder' | 'range'>[] = [];
  const sync: FolderSync = {
    store,
    remote: {} as FolderSync['remote'],
    bulk: async function* nothing({ folder, range }) {
      orders.push({ folder, range });
      yield { kind: 'messages', messages: [], downTo: range.from };
    },
    events: {} as FolderSync['events'],
    now: () => 0,
    compareEvery: 1,
    batch: 10,
  };
  const seeding = createSeeding(
    { ...sync, events: { ...sync.events, changed: () => undefined, progress: () => undefined } },
    createParking(1, () => 0),
  );
  for (const path of Object.keys(folders)) seeding.add(path);
  return { store, seeding, orders };
};

const go = new AbortController().signal;

it('goes on with the newest of INBOX, then short folders, then long ones', async () => {
  const { seeding, orders, store } = world({
    Archive: { exists: 40_000, role: 'archive' },
    Lists: { exists: 600, role: 'none' },
    Sent: { exists: 2_000, role: 'sent' },
    INBOX: { exists: 50_000, role: 'inbox' },
  });
  const values: (string | undefined)[] = [];
  for (let turn = await seeding.next(go, false); turn !== undefined; turn = await seeding.next(go, false)) {
    values.push(turn.seeded.ok ? turn.seeded.value : undefined);
  }
  expect(orders).toEqual([
    { folder: 'INBOX', range: { from: 46_951, to: 49_950 } },
    { folder: 'Sent', range: { from: 1, to: 1_950 } },
    { folder: 'Lists', range: { from: 1, to: 550 } },
    { folder: 'INBOX', range: { from: 1, to: 46_950 } },
    { folder: 'Archive', range: { from: 1, to: 39_950 } },
  ]);
  expect(values).toEqual(['part', 'done', 'done', 'done', 'done']);
  expect(store.folders().map(({ sync }) => sync?.seededDownTo)).toEqual([1, 1, 1, 1]);
  expect(seeding.waiting()).toEqual([]);
});

it('does not begin with what is long while short folders may still come', async () => {
  const { seeding, orders } = world({
    INBOX: { exists: 50_000, role: 'inbox' },
    Sent: { exists: 2_000, role: 'sent' },
  });
  await Promise.all([seeding.next(go, true), seeding.next(go, true)]);
  expect(orders.map(({ folder }) => folder)).toEqual(['INBOX', 'Sent']);
  expect(await seeding.next(go, true)).toBeUndefined();
  expect(await seeding.next(go, false)).toMatchObject({ path: 'INBOX', seeded: { ok: true, value: 'done' } });
});

it('reads what nobody has seen yet when nobody waits for first rows, and not more of it than of a short folder', async () => {
  const { seeding, store, orders } = world({ INBOX: { exists: 50_000, role: 'inbox' } });
  const unseen = { path: 'Lists', delimiter: '/', role: 'none', roleSource: 'server' } as const;
  store.putFolders([
    { path: 'INBOX', delimiter: '/', role: 'inbox', roleSource: 'server', selectable: true, subscribed: true },
    { ...unseen, selectable: true, subscribed: true },
  ]);
  seeding.add('Lists');
  await seeding.next(go, true);
  expect(await seeding.next(go, true)).toBeUndefined();
  await seeding.next(go, false);
  expect(orders).toEqual([
    { folder: 'INBOX', range: { from: 46_951, to: 49_950 } },
    { folder: 'Lists', range: { from: 1, to: 0xffff_ffff } },
  ]);
});
