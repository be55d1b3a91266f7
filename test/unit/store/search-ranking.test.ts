import { describe, expect, it } from 'vitest';
import type { SearchQuery } from '../../../app/domain/search-query.ts';
import { fetched, putFolders, syncState, temporaryStore } from './store-files.ts';

const start = 1_700_000_000_000;

const words = (text: string, change: Partial<Extract<SearchQuery, { kind: 'text' }>> = {}): SearchQuery => ({
  kind: 'text',
  field: 'any',
  words: text.split(' '),
  phrase: false,
  prefix: false,
  ...change,
});

type Letter = { readonly subject: string; readonly from?: string; readonly text: string; readonly folder?: number };

const storeWith = (letters: readonly Letter[]) => {
  const store = temporaryStore(4);
  const folders = putFolders(store, 'INBOX', 'Old/INBOX');
  letters.forEach(({ subject, from = 'someone', text, folder = 0 }, at) => {
    const headers = { subject, from: [{ name: from, address: '' }], to: [] };
    const message = fetched(at + 1, { receivedAt: start + at * 1_000, headers });
    const [id = -1] = store.putMessages(folders[folder] ?? 0, [message], syncState()).added;
    store.putBody(id, { source: Buffer.from(text), complete: true, text, attachmentNames: [] });
  });
  return store;
};

describe('a search by relevance', () => {
  const letters = [
    { subject: 'The bridge', text: 'nothing of note' },
    { subject: 'Lunch', from: 'Bridge Works', text: 'at noon' },
    { subject: 'Lunch', text: 'near the bridge' },
    { subject: 'Bridge and tower', text: 'about both' },
    { subject: 'Lunch', text: 'over the bridge, by the tower' },
    { subject: 'Elsewhere', text: 'neither' },
  ];
  const open = () => {
    const store = storeWith(letters);
    const order = (query: SearchQuery, limit = 10, skip = 0): number[] =>
      store.searchRanked(query, limit, skip).rows.map((row) => row.uid);
    return { store, order };
  };

  it('puts words of the subject before the sender, the sender before the text, and newer before older', () => {
    const { store, order } = open();
    expect(order(words('bridge'))).toEqual([4, 1, 2, 5, 3]);
    expect(store.search(words('bridge'), 10).rows.map((row) => row.uid)).toEqual([5, 4, 3, 2, 1]);
  });

  it('counts every word, also one that is still being typed', () => {
    const { order } = open();
    expect(order(words('bridge tow', { prefix: true }))).toEqual([4, 5]);
  });

  it('finds the same as without, page by page, and says how many it compared', () => {
    const { store, order } = open();
    const either: SearchQuery = { kind: 'any', of: [words('bridge'), { kind: 'not', of: words('lunch') }] };
    const found = store.search(either, 50).rows.map((row) => row.uid);
    expect([...order(either, 50)].sort()).toEqual([...found].sort());
    const first = store.searchRanked(words('bridge'), 2, 0);
    expect(first).toMatchObject({ more: true, compared: 5, bounded: false });
    expect([...order(words('bridge'), 2), ...order(words('bridge'), 3, 2)]).toEqual(order(words('bridge')));
    expect(store.searchRanked(words('bridge'), 3, 2).more).toBe(false);
  });

  it('keeps to the newest where nothing is asked for by words', () => {
    const { order } = open();
    expect(order({ kind: 'is', what: 'unread' }, 3)).toEqual([6, 5, 4]);
  });
});

it('a search in one folder leaves out another whose name ends alike', () => {
  const store = storeWith([
    { subject: 'Here', text: 'plum' },
    { subject: 'There', text: 'plum', folder: 1 },
  ]);
  const within = (folder: SearchQuery): string[] =>
    store.search({ kind: 'all', of: [folder, words('plum')] }, 10).rows.map((row) => row.subject);
  expect(within({ kind: 'in', folder: 'INBOX' })).toEqual(['There', 'Here']);
  expect(within({ kind: 'in', folder: 'INBOX', exact: true })).toEqual(['Here']);
  expect(within({ kind: 'in', folder: 'inbox', exact: true })).toEqual([]);
});

it('a search says how many messages a first synchronisation has not reached', () => {
  const store = temporaryStore();
  const [inbox = 0] = putFolders(store, 'INBOX', 'Other');
  store.putMessages(inbox, [fetched(90)], { ...syncState(), exists: 40, seededDownTo: 90 });
  expect(store.search(words('x'), 5)).toMatchObject({ total: 1, unlisted: 39 });
  expect(store.search({ kind: 'all', of: [words('x'), { kind: 'in', folder: 'Other' }] }, 5).unlisted).toBe(0);
});
