import type { ImapFlow } from 'imapflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../app/domain/mail-command.ts';
import { connect, contentsOf, idOf, message, openStore, queueOver, storePath, takeOver } from './support/act-world.ts';
import {
  type PlainDovecot,
  type PlainDovecotOptions,
  poorCapabilities,
  startPlainDovecot,
} from './support/plain-dovecot.ts';

let server: PlainDovecot;
let other: ImapFlow;
let store: ReturnType<typeof openStore>;
let place: ReturnType<typeof storePath>;
let connections: ReturnType<typeof connect>;
let world: ReturnType<typeof queueOver>;

const start = async (options: PlainDovecotOptions = {}): Promise<void> => {
  server = await startPlainDovecot(options);
  other = await server.client();
  for (const name of ['a', 'b', 'c', 'd']) await other.append('INBOX', Buffer.from(message(name)));
  await other.mailboxCreate('Work');
  place = storePath();
  store = openStore(place.path);
  await takeOver(store, other);
  connections = connect(server);
  world = queueOver(store, connections);
};
const end = async (): Promise<void> => {
  await world.queue.close();
  await connections.close();
  store.close();
  await server.stop();
  place.remove();
};
afterEach(end);

const does = (command: Command): string => {
  const done = world.queue.do(command);
  if (!done.ok) throw new Error(done.error.code);
  return done.value.id;
};
const ids = (...names: string[]): number[] => names.map((name) => idOf(store, 'INBOX', name));
const settle = async (): Promise<void> => {
  world.queue.wake();
  await world.queue.settled();
};
const again = async (online: boolean): Promise<void> => {
  await world.queue.close();
  world = queueOver(store, online ? connections : undefined);
};

/** Everything there is to do, one after the other. */
const everything = (): void => {
  does({ kind: 'flag', ids: ids('a', 'b'), add: ['\\Seen', '$Later'], remove: ['\\Flagged'] });
  does({ kind: 'copy', ids: ids('a'), to: 'Work' });
  does({ kind: 'move', ids: ids('b'), to: 'Work' });
  does({ kind: 'flag', ids: [idOf(store, 'Work', 'b')], add: ['\\Flagged'], remove: [] });
  does({ kind: 'delete', ids: ids('c') });
  does({ kind: 'archive', ids: ids('d') });
  does({ kind: 'append', to: 'Work', source: message('new'), flags: ['\\Seen'], receivedAt: 1_700_000_000_000 });
  does({ kind: 'createFolder', path: 'Größe & Co' });
  does({ kind: 'move', ids: ids('a'), to: 'Größe & Co' });
  does({ kind: 'renameFolder', path: 'Größe & Co', to: 'Würde' });
  does({ kind: 'flag', ids: [idOf(store, 'Größe & Co', 'a')], add: ['\\Answered'], remove: ['$Later'] });
};
const expected = {
  INBOX: [],
  Archive: ['d'],
  Trash: ['c'],
  Work: ['a $Later \\Seen', 'b $Later \\Flagged \\Seen', 'new \\Seen'],
  Würde: ['a \\Answered \\Seen'],
};

describe.each<[string, PlainDovecotOptions]>([
  ['with everything modern', {}],
  ['with a Maildir and dots', { storage: 'maildir', separator: '.' }],
  ['without MOVE', { without: ['MOVE'] }],
  ['of the nineties', { capabilities: poorCapabilities }],
])('a Dovecot %s', (_name, options) => {
  beforeEach(() => start(options));

  it('does everything, online', async () => {
    everything();
    await settle();
    expect(world.reports.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
    expect(await contentsOf(other)).toMatchObject(expected);
  });

  it('does to a message what it came for, though the folder was selected before it came', async () => {
    does({ kind: 'flag', ids: ids('a'), add: ['\\Seen'], remove: [] });
    await settle();
    await other.append('INBOX', Buffer.from(message('late')));
    await takeOver(store, other);
    does({ kind: 'flag', ids: ids('late'), add: ['\\Seen'], remove: [] });
    await settle();
    expect(await contentsOf(other)).toMatchObject({ INBOX: ['a \\Seen', 'b', 'c', 'd', 'late \\Seen'] });
    expect(ids('late')).toHaveLength(1);
  });

  it('does everything that waited while offline, after a new start', async () => {
    await again(false);
    everything();
    expect(await contentsOf(other)).toMatchObject({ INBOX: ['a', 'b', 'c', 'd'] });
    await again(true);
    await settle();
    expect(world.reports.filter(({ outcome }) => outcome !== 'done')).toEqual([]);
    expect(await contentsOf(other)).toMatchObject(expected);
  });

  it('undoes a move, a deletion, a copy and flags', async () => {
    const before = await contentsOf(other);
    const done = [
      does({ kind: 'flag', ids: ids('a', 'b'), add: ['\\Seen'], remove: [] }),
      does({ kind: 'copy', ids: ids('a'), to: 'Work' }),
      does({ kind: 'move', ids: ids('a', 'b'), to: 'Work' }),
      does({ kind: 'delete', ids: ids('c') }),
    ];
    await settle();
    expect(await contentsOf(other)).not.toEqual(before);
    for (const id of done.reverse()) {
      expect(world.queue.undo(id)).toMatchObject({ ok: true });
      await settle();
    }
    expect(await contentsOf(other)).toEqual(before);
  });
});

describe('a Dovecot', () => {
  beforeEach(() => start());

  it('deletes for good from the bin, and leaves alone what others marked', async () => {
    await other.append('Trash', Buffer.from(message('old')));
    await other.append('Trash', Buffer.from(message('theirs')), ['\\Deleted']);
    await takeOver(store, other);
    does({ kind: 'delete', ids: [idOf(store, 'Trash', 'old')] });
    await settle();
    expect((await contentsOf(other))['Trash']).toEqual(['theirs \\Deleted']);
  });

  it('deletes and renames folders without expunging what others marked in them', async () => {
    await other.append('Work', Buffer.from(message('theirs')), ['\\Deleted']);
    await takeOver(store, other);
    // The folder is selected when it is renamed.
    does({ kind: 'flag', ids: [idOf(store, 'Work', 'theirs')], add: ['\\Seen'], remove: [] });
    const held = idOf(store, 'Work', 'theirs');
    const before = store.folder('Work')?.sync?.uidValidity;
    does({ kind: 'renameFolder', path: 'Work', to: 'Play' });
    await settle();
    // What is here of it stays, and still fits what the server has.
    expect(idOf(store, 'Play', 'theirs')).toBe(held);
    const told = await other.status('Play', { uidValidity: true });
    expect(told && String(told.uidValidity)).toBe(before);
    expect((await contentsOf(other))['Play']).toEqual(['theirs \\Deleted \\Seen']);
    does({ kind: 'createFolder', path: 'Empty' });
    does({ kind: 'subscribe', path: 'Empty', subscribed: false });
    await settle();
    const empty = (await other.list()).find(({ path }) => path === 'Empty');
    expect(empty?.subscribed).not.toBe(true);
    does({ kind: 'deleteFolder', path: 'Empty' });
    await settle();
    expect(Object.keys(await contentsOf(other))).not.toContain('Empty');
    expect(store.folder('Empty')).toBeUndefined();
  });

  it('finds its messages again after UIDVALIDITY changed', async () => {
    await again(false);
    does({ kind: 'flag', ids: ids('a'), add: ['\\Flagged'], remove: [] });
    does({ kind: 'move', ids: ids('b'), to: 'Work' });
    await server.changeUidValidity('INBOX');
    await again(true);
    await settle();
    expect(await contentsOf(other)).toMatchObject({ INBOX: ['a \\Flagged', 'c', 'd'], Work: ['b'] });
  });

  it('tells in its own words what it refuses, and the change is taken back', async () => {
    await other.mailboxDelete('Work');
    does({ kind: 'move', ids: ids('a'), to: 'Work' });
    await settle();
    const [report] = world.reports;
    expect(report).toMatchObject({ outcome: 'refused' });
    expect(report?.refusal?.text).toContain("doesn't exist");
    expect(idOf(store, 'INBOX', 'a')).toBeGreaterThan(0);
  });

  it('moves five hundred messages with one command', async () => {
    for (let count = 0; count < 500; count += 1) await other.append('Junk', Buffer.from(message(`junk-${count}`)));
    await takeOver(store, other);
    const all = store.listMessages(store.folder('Junk')?.id ?? 0, 1000).map(({ id }) => id);
    does({ kind: 'move', ids: all, to: 'Archive' });
    await settle();
    const contents = await contentsOf(other);
    expect([contents['Junk']?.length, contents['Archive']?.length]).toEqual([0, 500]);
    expect(store.folder('Archive')).toMatchObject({ total: 500 });
  });
});
