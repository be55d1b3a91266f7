import { describe, expect, it } from 'vitest';
import { fetched, folderFacts, putFolders, syncState, temporaryStore } from './store-files.ts';

describe('folders', () => {
  it('keeps what the server told and what a person chose', () => {
    const store = temporaryStore();
    store.putFolders([folderFacts('INBOX'), folderFacts('Old mail', { role: 'archive', roleSource: 'server' })]);
    const old = store.folder('Old mail');
    store.chooseRole(old?.id ?? -1, 'junk');
    expect(store.folder('Old mail')).toMatchObject({ role: 'archive', roleSource: 'server', chosenRole: 'junk' });
    store.putFolders([folderFacts('INBOX'), folderFacts('Old mail')]);
    expect(store.folder('Old mail')).toMatchObject({ id: old?.id, role: 'none', chosenRole: 'junk' });
    store.chooseRole(old?.id ?? -1, undefined);
    expect(store.folder('Old mail')?.chosenRole).toBeUndefined();
  });

  it('takes the messages of a folder that is gone with it', () => {
    const store = temporaryStore();
    const [inbox = 0, old = 0] = putFolders(store, 'INBOX', 'Old');
    store.putMessages(inbox, [fetched(1)], syncState());
    store.putMessages(old, [fetched(2), fetched(3)], syncState());
    const [kept] = store.listMessages(inbox, 10);
    const change = store.putFolders([folderFacts('INBOX')]);
    expect(change.removed).toHaveLength(2);
    expect(store.folders().map((folder) => folder.path)).toEqual(['INBOX']);
    expect(store.listMessages(inbox, 10)).toEqual([kept]);
  });

  it('keeps the messages of a renamed folder and of those below it, and what a person chose it to be', () => {
    const store = temporaryStore();
    const [work = 0, below = 0, beside = 0, there = 0] = putFolders(store, 'Work', 'Work/Bridge', 'Workshop', 'Play');
    store.putMessages(work, [fetched(1)], syncState({ uidNext: 2 }));
    store.putMessages(below, [fetched(2)], syncState());
    store.putMessages(beside, [fetched(3)], syncState());
    store.chooseRole(work, 'archive');
    const rows = store.listMessages(work, 10);
    const change = store.renameFolder('Work', 'Play');
    expect(store.folders().map(({ path }) => path)).toEqual(['Play', 'Play/Bridge', 'Workshop']);
    expect(store.folder('Play')).toMatchObject({ id: work, chosenRole: 'archive', total: 1, sync: { uidNext: 2 } });
    expect(store.listMessages(work, 10)).toEqual(rows.map((row) => ({ ...row, folder: 'Play' })));
    expect(change.removed).toEqual([]);
    expect(change.folders).toEqual(expect.arrayContaining([work, below, there]));
  });

  it.each([
    ['INBOX', 'Old'],
    ['Work', 'Work/Deeper'],
    ['Nowhere', 'Anywhere'],
  ])('leaves everything as it is when %s is renamed to %s', (path, to) => {
    const store = temporaryStore();
    putFolders(store, 'INBOX', 'Work', 'Work/Bridge');
    store.renameFolder(path, to);
    expect(store.folders().map((folder) => folder.path)).toEqual(['INBOX', 'Work', 'Work/Bridge']);
  });

  it('shows a message again where it is when the folder it was moved to is gone', () => {
    const store = temporaryStore();
    const [inbox = 0, old = 0] = putFolders(store, 'INBOX', 'Old');
    const id = store.putMessages(inbox, [fetched(1)], syncState()).added[0] ?? -1;
    store.showIn(id, old);
    expect(store.listMessages(inbox, 10)).toEqual([]);
    store.putFolders([folderFacts('INBOX')]);
    expect(store.listMessages(inbox, 10).map((row) => row.id)).toEqual([id]);
    expect(store.folder('INBOX')).toMatchObject({ total: 1, unread: 1 });
  });
});

describe('messages', () => {
  it('gives back what was fetched, newest first, page by page', () => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const sync = syncState({ uidNext: 8, highestModSeq: '99999999999999999', exists: 7, seededDownTo: 3 });
    const batch = [4, 1, 7, 2].map((uid) => fetched(uid, { flags: uid === 7 ? ['\\Seen', '$Label1'] : [] }));
    const change = store.putMessages(inbox, batch, sync);
    expect(change).toMatchObject({ folders: [inbox], changed: [], removed: [] });
    expect(change.added).toHaveLength(4);
    const first = store.listMessages(inbox, 3);
    expect(first.map((row) => row.uid)).toEqual([7, 4, 2]);
    expect(store.listMessages(inbox, 3, first.at(-1)?.id).map((row) => row.uid)).toEqual([1]);
    expect(first[0]).toMatchObject({
      folder: 'INBOX',
      uidValidity: '1700000000',
      subject: 'Minutes',
      from: [{ name: 'Ada Example', address: 'ada@off.example' }],
      to: [{ name: '', address: 'otto@off.example' }],
      receivedAt: 1_700_000_420_000,
      size: 1007,
      flags: ['\\Seen', '$Label1'],
      messageId: '7@off.example',
      preview: '',
      hasBody: false,
    });
    expect(store.folder('INBOX')).toMatchObject({ total: 4, unread: 3, sync });
    expect([...store.uids(inbox)]).toEqual([1, 2, 4, 7]);
    expect(store.find('INBOX', '1700000000', 4)?.uid).toBe(4);
    expect(store.find('INBOX', '1', 4)).toBeUndefined();
  });

  it('sorts messages of the same second and of impossible dates without losing one', () => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const dates = [-5, Number.NaN, Number.POSITIVE_INFINITY, 9e15, 1_700_000_000_000, 1_700_000_000_999];
    store.putMessages(
      inbox,
      dates.map((receivedAt, index) => fetched(index + 1, { receivedAt })),
      syncState(),
    );
    const rows = store.listMessages(inbox, 10);
    expect(new Set(rows.map((row) => row.id)).size).toBe(dates.length);
    expect(rows[0]?.uid).toBe(4);
    expect(rows.every((row) => Number.isSafeInteger(row.id))).toBe(true);
  });

  it('updates what is here already and tells only what changed', () => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const [id] = store.putMessages(inbox, [fetched(1)], syncState()).added;
    expect(store.putMessages(inbox, [fetched(1)], syncState())).toMatchObject({ added: [], changed: [] });
    const changed = store.putMessages(inbox, [fetched(1, { flags: ['\\Seen'], hasAttachment: true })], syncState());
    expect(changed).toMatchObject({ added: [], changed: [id], folders: [inbox] });
    expect(store.rows([id ?? -1])[0]).toMatchObject({ flags: ['\\Seen'], hasAttachment: true });
    expect(store.folder('INBOX')).toMatchObject({ total: 1, unread: 0 });
  });

  it('applies flags, expunges and a new UIDVALIDITY', () => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    store.putMessages(inbox, [fetched(1), fetched(2), fetched(3)], syncState());
    store.changeFlags(
      inbox,
      [
        { uid: 2, flags: ['\\seen', '\\Flagged'], modSeq: '5' },
        { uid: 77, flags: [], modSeq: '6' },
      ],
      syncState({ highestModSeq: '6' }),
    );
    expect(store.find('INBOX', '1700000000', 2)?.flags).toEqual(['\\Seen', '\\Flagged']);
    expect(store.expunge(inbox, [1, 50], syncState({ exists: 2 })).removed).toHaveLength(1);
    expect(store.folder('INBOX')).toMatchObject({ total: 2, unread: 1, sync: { exists: 2 } });
    expect(store.reseed(inbox, syncState({ uidValidity: '8' })).removed).toHaveLength(2);
    expect(store.folder('INBOX')).toMatchObject({ total: 0, unread: 0, sync: { uidValidity: '8' } });
    expect(store.uids(inbox)).toHaveLength(0);
  });
});

describe('local changes', () => {
  it('stay on top of what the server says until they are taken back', () => {
    const store = temporaryStore();
    const [inbox = 0, bin = 0] = putFolders(store, 'INBOX', 'Bin');
    const id = store.putMessages(inbox, [fetched(1)], syncState()).added[0] ?? -1;
    store.showFlags(id, ['\\Seen', 'urgent'], []);
    store.showIn(id, bin);
    expect(store.changeFlags(inbox, [{ uid: 1, flags: ['\\Flagged'], modSeq: '9' }], syncState()).changed).toEqual([
      id,
    ]);
    expect(store.listMessages(inbox, 10)).toEqual([]);
    expect(store.listMessages(bin, 10)[0]).toMatchObject({
      flags: ['\\Seen', '\\Flagged', 'urgent'],
      folder: 'INBOX',
      uid: 1,
    });
    expect([...store.uids(inbox)]).toEqual([1]);
    expect(store.folder('Bin')).toMatchObject({ total: 1, unread: 0 });
    const back = store.showAsServer(id);
    expect(back.changed).toEqual([id]);
    expect(new Set(back.folders)).toEqual(new Set([inbox, bin]));
    expect(store.listMessages(inbox, 10)[0]?.flags).toEqual(['\\Flagged']);
    expect(store.folder('INBOX')).toMatchObject({ total: 1, unread: 1 });
  });

  it('tells a message that is shown nowhere as removed, and as added when it is back', () => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const id = store.putMessages(inbox, [fetched(1)], syncState()).added[0] ?? -1;
    expect(store.showIn(id, undefined)).toMatchObject({ removed: [id], changed: [], added: [] });
    expect(store.showAsServer(id)).toMatchObject({ removed: [], changed: [], added: [id] });
  });

  it('keeps id, body and flags of a message the server moved, and drops its new double', () => {
    const store = temporaryStore();
    const [inbox = 0, old = 0] = putFolders(store, 'INBOX', 'Old');
    const id = store.putMessages(inbox, [fetched(1)], syncState()).added[0] ?? -1;
    store.putBody(id, { source: new Uint8Array([1]), complete: true, text: 'words', attachmentNames: [] });
    const double = store.putMessages(old, [fetched(40)], syncState()).added;
    expect(store.rekey(id, old, 40).removed).toEqual(double);
    expect(store.find('Old', '1700000000', 40)).toMatchObject({ id, hasBody: true, preview: 'words' });
    expect(store.listMessages(inbox, 10)).toEqual([]);
    expect(store.folder('Old')).toMatchObject({ total: 1, unread: 1 });
  });
});

describe('a renamed folder', () => {
  it('keeps its messages, its role and the folders in it', () => {
    const store = temporaryStore();
    store.putFolders([folderFacts('INBOX'), folderFacts('Work'), folderFacts('Work/Old'), folderFacts('Workshop')]);
    const work = store.folder('Work');
    store.chooseRole(work?.id ?? -1, 'archive');
    store.putMessages(work?.id ?? -1, [fetched(1)], syncState());
    expect(store.renameFolder('Work', 'Jobs').folders).toHaveLength(2);
    expect(store.folders().map(({ path }) => path)).toEqual(['INBOX', 'Jobs', 'Jobs/Old', 'Workshop']);
    expect(store.folder('Jobs')).toMatchObject({ id: work?.id, chosenRole: 'archive', total: 1 });
    expect(store.listMessages(work?.id ?? -1, 10)[0]?.folder).toBe('Jobs');
  });

  it('gives way to one the synchronisation fetched already', () => {
    const store = temporaryStore();
    const [, , jobs = 0] = putFolders(store, 'INBOX', 'Work', 'Jobs');
    store.putMessages(jobs, [fetched(1)], syncState());
    expect(store.renameFolder('Work', 'Jobs').folders).toEqual([]);
    expect(store.folders()).toHaveLength(3);
  });
});
