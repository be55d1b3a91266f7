import { expect, it } from 'vitest';
import { compareFolders, folderRoleOf } from '../../../app/mail/imap/folder-role.ts';

it.each([
  ['INBOX', undefined, 'inbox'],
  ['inbox', undefined, 'inbox'],
  ['Papierkorb', '\\Trash', 'bin'],
  ['Kunden', undefined, 'none'],
])('%s with %s is %s', (path, use, role) => {
  expect(folderRoleOf(path, use)).toBe(role);
});

it('puts the special folders first and the rest by name', () => {
  const folders = [
    { role: 'none', path: 'Zebra' },
    { role: 'bin', path: 'Trash' },
    { role: 'none', path: 'Apple' },
    { role: 'inbox', path: 'INBOX' },
  ] as const;
  expect([...folders].sort(compareFolders).map((folder) => folder.path)).toEqual(['INBOX', 'Trash', 'Apple', 'Zebra']);
});
