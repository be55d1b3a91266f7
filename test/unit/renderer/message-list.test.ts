import { describe, expect, it } from 'vitest';
import type { Folder, MessageRow } from '../../../app/domain/mail.ts';
import { firstFolder, sortFolders } from '../../../renderer/logic/folders.ts';
import { idOf, itemsOf, moveIn, namesOf } from '../../../renderer/logic/message-list.ts';

const row = (uid: number, date: Date): MessageRow => ({
  id: uid,
  threadId: uid,
  key: { folder: 'INBOX', uidValidity: '7', uid },
  subject: `s${uid}`,
  from: [],
  to: [],
  date: date.toISOString(),
  size: 1,
  unread: false,
  flagged: false,
  answered: false,
  hasAttachment: false,
  preview: '',
});

describe('the list', () => {
  const now = new Date(2026, 4, 21, 12);
  const rows = [
    row(5, new Date(2026, 4, 21, 9)),
    row(4, new Date(2026, 4, 21, 8)),
    row(3, new Date(2026, 4, 20, 8)),
    row(2, new Date(2026, 1, 3)),
  ];
  it('puts each day before its first message, and numbers messages without the days', () => {
    const items = itemsOf(rows, now);
    expect(items.map((item) => (item.kind === 'day' ? item.day.kind : item.index))).toEqual([
      'today',
      0,
      1,
      'yesterday',
      2,
      'named',
      3,
    ]);
  });
  it('gives every line a key of its own', () => {
    const keys = itemsOf(rows, now).map((item) => item.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('tells messages apart by folder, UIDVALIDITY and UID', () => {
    expect(idOf({ folder: 'A', uidValidity: '1', uid: 2 })).not.toBe(idOf({ folder: 'A', uidValidity: '2', uid: 2 }));
  });
});

describe('moving', () => {
  it.each([
    [0, undefined, 'next', undefined],
    [3, undefined, 'next', 0],
    [3, undefined, 'previous', 0],
    [3, 0, 'previous', 0],
    [3, 0, 'next', 1],
    [3, 2, 'next', 2],
    [3, 1, 'first', 0],
    [3, 1, 'last', 2],
  ] as const)('in %d from %s to the %s: %s', (length, from, to, result) =>
    expect(moveIn(length, from, to)).toBe(result),
  );
});

it('names people by name, or by address without one', () => {
  expect(
    namesOf([
      { name: 'Priya Raman', address: 'priya@enforced.example' },
      { name: ' ', address: 'noreply@enforced.example' },
    ]),
  ).toBe('Priya Raman, noreply@enforced.example');
});

describe('folders', () => {
  const folder = (path: string, role: Folder['role']): Folder => ({
    path,
    name: path,
    role,
    total: 0,
    unread: 0,
    delimiter: '/',
    subscribed: true,
    roleChosen: false,
  });
  const list = [folder('Zoo', 'none'), folder('Trash', 'bin'), folder('Apple', 'none'), folder('INBOX', 'inbox')];
  it('come by role, then by name', () =>
    expect(sortFolders(list).map((one) => one.path)).toEqual(['INBOX', 'Trash', 'Apple', 'Zoo']));
  it('begin with the inbox, or with what there is', () => {
    expect(firstFolder(list)?.path).toBe('INBOX');
    expect(firstFolder([folder('Zoo', 'none')])?.path).toBe('Zoo');
    expect(firstFolder([])).toBeUndefined();
  });
});
