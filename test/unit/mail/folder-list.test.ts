import { expect, it } from 'vitest';
import { folderFactsOf, type ListEntry } from '../../../app/mail/imap/folder-list.ts';

const entry = (path: string, rest: Partial<ListEntry> = {}): ListEntry => ({
  path,
  delimiter: '/',
  flags: new Set(),
  subscribed: true,
  ...rest,
});

const rolesOf = (entries: readonly ListEntry[]) =>
  Object.fromEntries(folderFactsOf(entries).map(({ path, role, roleSource }) => [path, `${role} ${roleSource}`]));

it("takes the server's word before a name, and each role once", () => {
  expect(
    rolesOf([
      entry('INBOX'),
      entry('Sent', { specialUse: '\\Sent', specialUseSource: 'name' }),
      entry('Gesendet', { specialUse: '\\Sent', specialUseSource: 'extension' }),
      entry('Archive/Trash', { specialUse: '\\Trash', specialUseSource: 'name' }),
      entry('Trash', { specialUse: '\\Trash', specialUseSource: 'name' }),
      entry('Notes'),
    ]),
  ).toEqual({
    INBOX: 'inbox server',
    Sent: 'none guess',
    Gesendet: 'sent server',
    'Archive/Trash': 'none guess',
    Trash: 'bin guess',
    Notes: 'none guess',
  });
});

it('gives no role to what cannot be opened, and leaves out what does not exist', () => {
  const facts = folderFactsOf([
    entry('INBOX'),
    entry('Sent', { flags: new Set(['\\NoSelect']), specialUse: '\\Sent', specialUseSource: 'extension' }),
    entry('Gone', { flags: new Set(['\\NonExistent', '\\Noselect']) }),
  ]);
  expect(facts.map(({ path, role, selectable }) => [path, role, selectable])).toEqual([
    ['INBOX', 'inbox', true],
    ['Sent', 'none', false],
  ]);
});
