import { describe, expect, it } from 'vitest';
import type { Folder } from '../../../app/domain/mail.ts';
import { firstFolder, sortFolders } from '../../../renderer/logic/folders.ts';
import { idOf, moveIn, namesOf } from '../../../renderer/logic/message-list.ts';

describe('the list', () => {
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
