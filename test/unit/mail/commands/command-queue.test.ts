import { beforeEach, describe, expect, it } from 'vitest';
import type { Command } from '../../../../app/domain/mail-command.ts';
import { createModelServer, type ModelServer } from './model-server.ts';
import { createWorld, type World } from './queue-world.ts';

let model: ModelServer;
let world: World;

const folders = ['INBOX', 'Archive', 'Trash', 'Junk', 'Work'];

const start = (abilities?: Parameters<typeof createModelServer>[0]): void => {
  model = createModelServer(abilities);
  for (const path of folders) model.addFolder(path);
  for (const name of ['a', 'b', 'c']) model.deliver('INBOX', name);
  world = createWorld(model);
  world.synchronise();
};
beforeEach(() => start());

const does = (command: Command): string => {
  const done = world.queue().do(command);
  if (!done.ok) throw new Error(done.error.code);
  return done.value.id;
};
const ids = (...names: string[]): number[] => names.map((name) => world.idOf('INBOX', name));

describe('offline', () => {
  it('shows everything at once and tells it in order later', async () => {
    world.online(false);
    const [a = 0, b = 0] = ids('a', 'b');
    does({ kind: 'flag', ids: [a], add: ['\\Flagged'], remove: [] });
    does({ kind: 'move', ids: [a], to: 'Work' });
    does({ kind: 'flag', ids: [a], add: ['\\Seen'], remove: ['\\Flagged'] });
    does({ kind: 'delete', ids: [b] });
    await world.settle();
    expect(world.shown('INBOX')).toEqual(['c']);
    expect(world.shown('Work')).toEqual(['a \\Seen']);
    expect(world.shown('Trash')).toEqual(['b']);
    expect(model.contents()['INBOX']).toEqual(['a', 'b', 'c']);
    expect(world.queue().waiting()).toHaveLength(4);

    await world.crash();
    world.online(true);
    await world.settle();
    expect(model.contents()).toMatchObject({ INBOX: ['c'], Work: ['a \\Seen'], Trash: ['b'] });
    expect(world.queue().waiting()).toEqual([]);
    expect(world.reports.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done']);
    expect(world.shown('Work')).toEqual(['a \\Seen']);
    // The row kept its number: what somebody has open stays open.
    expect(world.store().rows([a])[0]).toMatchObject({ folder: 'Work', uid: 1 });
    world.synchronise();
    expect(world.shown('Work')).toEqual(['a \\Seen']);
    expect(world.shown('INBOX')).toEqual(['c']);
  });

  it('tells flags of the same folder together, the last word on each', async () => {
    world.online(false);
    for (const id of ids('a', 'b', 'c')) does({ kind: 'flag', ids: [id], add: ['\\Seen'], remove: [] });
    does({ kind: 'flag', ids: ids('b'), add: [], remove: ['\\Seen'] });
    world.online(true);
    model.log.length = 0;
    await world.settle();
    expect(model.log.filter((name) => name === 'store')).toHaveLength(2);
    expect(model.contents()['INBOX']).toEqual(['a \\Seen', 'b', 'c \\Seen']);
  });

  it('makes a folder, fills it and renames it', async () => {
    world.online(false);
    does({ kind: 'createFolder', path: 'New' });
    does({ kind: 'move', ids: ids('a'), to: 'New' });
    expect(world.shown('New')).toEqual(['a']);
    does({ kind: 'renameFolder', path: 'New', to: 'Newer' });
    does({ kind: 'move', ids: ids('b'), to: 'Newer' });
    expect(
      world
        .queue()
        .withFolderCommands(world.store().folders())
        .map(({ path }) => path),
    ).toContain('Newer');
    world.online(true);
    await world.settle();
    expect(world.reports.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done', 'done']);
    expect(model.contents()).toMatchObject({ INBOX: ['c'], Newer: ['a', 'b'] });
    expect(model.folders.get('Newer')?.subscribed).toBe(true);
  });
});

describe('a renamed folder', () => {
  const rowsOf = (path: string) => world.store().listMessages(world.store().folder(path)?.id ?? 0, 10);
  const fill = async (): Promise<number[]> => {
    does({ kind: 'move', ids: ids('a', 'b'), to: 'Work' });
    await world.settle();
    world.synchronise();
    return rowsOf('Work').map(({ id }) => id);
  };
  /** What a list of the server's folders brings. */
  const list = () => world.queue().putFolders(world.store().folders());

  it('keeps its messages', async () => {
    const held = await fill();
    expect(held).toHaveLength(2);
    does({ kind: 'renameFolder', path: 'Work', to: 'Play' });
    await world.settle();
    expect(rowsOf('Play').map(({ id }) => id)).toEqual(held);
    expect(world.store().folder('Work')).toBeUndefined();
    expect(world.store().folder('Play')?.sync).toBeDefined();
  });

  it('keeps them when a list comes while the renaming waits, and after one that is refused', async () => {
    const held = await fill();
    world.online(false);
    does({ kind: 'renameFolder', path: 'Work', to: 'Play' });
    list();
    expect(rowsOf('Play').map(({ id }) => id)).toEqual(held);
    model.refuse('rename', { code: 'NOPERM', text: 'Not yours' });
    world.online(true);
    await world.settle();
    expect(world.reports.at(-1)).toMatchObject({ kind: 'renameFolder', outcome: 'refused' });
    expect(rowsOf('Work').map(({ id }) => id)).toEqual(held);
    expect(world.store().folder('Play')).toBeUndefined();
  });
});

describe('what the server refuses', () => {
  it('is taken back and reported in its own words', async () => {
    model.refuse('move', { code: 'OVERQUOTA', text: 'Quota exceeded' });
    const [a = 0] = ids('a');
    does({ kind: 'flag', ids: [a], add: ['\\Seen'], remove: [] });
    const id = does({ kind: 'move', ids: [a], to: 'Work' });
    expect(world.shown('Work')).toEqual(['a \\Seen']);
    await world.settle();
    expect(world.reports.at(-1)).toEqual({
      id,
      kind: 'move',
      outcome: 'refused',
      refusal: { code: 'OVERQUOTA', text: 'Quota exceeded' },
      gone: [],
    });
    expect(world.shown('INBOX')).toEqual(['a \\Seen', 'b', 'c']);
    expect(world.shown('Work')).toEqual([]);
    expect(model.contents()['INBOX']).toEqual(['a \\Seen', 'b', 'c']);
  });

  it('keeps what was done to the same message afterwards', async () => {
    world.online(false);
    const [a = 0] = ids('a');
    does({ kind: 'move', ids: [a], to: 'Work' });
    does({ kind: 'flag', ids: [a], add: ['\\Flagged'], remove: [] });
    model.refuse('move', { code: 'NOPERM', text: 'No permission' });
    world.online(true);
    await world.settle();
    expect(model.contents()).toMatchObject({ INBOX: ['a \\Flagged', 'b', 'c'], Work: [] });
    expect(world.shown('INBOX')).toEqual(['a \\Flagged', 'b', 'c']);
  });

  it('blames only the command that was refused when several were told together', async () => {
    world.online(false);
    const [a = 0, b = 0] = ids('a', 'b');
    does({ kind: 'flag', ids: [a], add: ['\\Seen'], remove: [] });
    const bad = does({ kind: 'flag', ids: [b], add: ['$Bad'], remove: [] });
    const store = model.server.within;
    // Only this keyword is refused.
    Object.assign(model.server, {
      within: (path: string, work: Parameters<typeof store>[1]) =>
        store(path, (folder) =>
          work({
            ...folder,
            changeFlags: async (uids, add, remove) =>
              add.includes('$Bad')
                ? { ok: false, error: { code: 'LIMIT', text: 'Too many keywords' } }
                : folder.changeFlags(uids, add, remove),
          }),
        ),
    });
    world.online(true);
    await world.settle();
    expect(world.reports.filter(({ outcome }) => outcome === 'refused').map(({ id }) => id)).toEqual([bad]);
    expect(model.contents()['INBOX']).toEqual(['a \\Seen', 'b', 'c']);
    expect(world.shown('INBOX')).toEqual(['a \\Seen', 'b', 'c']);
  });

  it('is tried again when the server asks for that', async () => {
    model.refuse('move', { code: 'INUSE', text: 'Mailbox is locked' });
    does({ kind: 'move', ids: ids('a'), to: 'Work' });
    await world.settle();
    expect(world.queue().waiting()).toHaveLength(1);
    model.refuse('move', undefined);
    world.time.advance(5_000);
    await world.queue().settled();
    expect(model.contents()['Work']).toEqual(['a']);
  });

  it('leaves a missing folder as the reason', async () => {
    model.folders.delete('Work');
    does({ kind: 'move', ids: ids('a'), to: 'Work' });
    await world.settle();
    expect(world.reports).toMatchObject([{ outcome: 'refused', refusal: { code: 'NONEXISTENT' } }]);
    expect(world.shown('INBOX')).toEqual(['a', 'b', 'c']);
  });
});

describe('a folder made anew', () => {
  it('gives its messages back by their Message-ID', async () => {
    world.online(false);
    does({ kind: 'flag', ids: ids('a'), add: ['\\Seen'], remove: [] });
    does({ kind: 'move', ids: ids('c'), to: 'Work' });
    model.renumber('INBOX');
    world.online(true);
    await world.settle();
    expect(model.contents()).toMatchObject({ INBOX: ['a \\Seen', 'b'], Work: ['c'] });
    world.synchronise();
    expect(world.shown('INBOX')).toEqual(['a \\Seen', 'b']);
  });

  it('is a reason to give up when a message cannot be told from another', async () => {
    for (const path of ['Trash', 'Trash']) model.deliver(path, 'twin');
    world.synchronise();
    world.online(false);
    const { id = 0 } = world.store().listMessages(world.store().folder('Trash')?.id ?? 0, 1)[0] ?? {};
    does({ kind: 'delete', ids: [id] });
    model.renumber('Trash');
    world.online(true);
    await world.settle();
    expect(world.reports).toMatchObject([{ outcome: 'refused', refusal: { code: 'RELOCATION' } }]);
    expect(model.contents()['Trash']).toEqual(['twin', 'twin']);
  });
});

describe('a server without extensions', () => {
  beforeEach(() => start({ move: false, uidPlus: false, copyUid: false }));

  it('copies and takes out, and still knows where the messages are', async () => {
    const [a = 0] = ids('a');
    does({ kind: 'move', ids: [a], to: 'Work' });
    does({ kind: 'flag', ids: [a], add: ['\\Seen'], remove: [] });
    await world.settle();
    expect(model.contents()).toMatchObject({ INBOX: ['b', 'c'], Work: ['a \\Seen'] });
    expect(world.store().rows([a])[0]).toMatchObject({ folder: 'Work', uid: 1 });
  });

  it('never expunges what others marked', async () => {
    model.deliver('INBOX', 'theirs', ['\\Deleted']);
    does({ kind: 'move', ids: ids('a'), to: 'Work' });
    await world.settle();
    expect(model.contents()).toMatchObject({
      INBOX: ['a \\Deleted', 'b', 'c', 'theirs \\Deleted'],
      Work: ['a'],
    });
  });

  it('removes the copies again when it may not take the originals out', async () => {
    model.refuse('expunge', { code: 'NOPERM', text: 'Not allowed' });
    const expunge = model.server.within;
    Object.assign(model.server, {
      within: async (path: string, work: Parameters<typeof expunge>[1]) => {
        if (path === 'Work') model.refuse('expunge', undefined);
        return expunge(path, work);
      },
    });
    does({ kind: 'move', ids: ids('a'), to: 'Work' });
    await world.settle();
    expect(world.reports).toMatchObject([{ outcome: 'refused' }]);
    expect(model.contents()['Work']).toEqual([]);
  });
});

describe('undo', () => {
  it('drops what the server was not told', async () => {
    world.online(false);
    const id = does({ kind: 'move', ids: ids('a', 'b'), to: 'Work' });
    await world.settle();
    expect(world.queue().undo(id)).toEqual({ ok: true, value: { id: undefined } });
    expect(world.shown('INBOX')).toEqual(['a', 'b', 'c']);
    world.online(true);
    model.log.length = 0;
    await world.settle();
    expect(model.log).toEqual([]);
  });

  it.each<[string, () => Command, string[]]>([
    [
      'flags',
      () => ({ kind: 'flag', ids: ids('a', 'b'), add: ['\\Seen'], remove: ['\\Flagged'] }),
      ['a \\Flagged', 'b \\Seen', 'c'],
    ],
    ['a move', () => ({ kind: 'move', ids: ids('a', 'c'), to: 'Work' }), ['a \\Flagged', 'b \\Seen', 'c']],
    ['a deletion', () => ({ kind: 'delete', ids: ids('b') }), ['a \\Flagged', 'b \\Seen', 'c']],
    ['a copy', () => ({ kind: 'copy', ids: ids('a', 'b'), to: 'Work' }), ['a \\Flagged', 'b \\Seen', 'c']],
    [
      'a new message',
      () => ({ kind: 'append', to: 'Work', source: Buffer.from('Message-ID: <n>\r\n\r\n'), flags: [] }),
      ['a \\Flagged', 'b \\Seen', 'c'],
    ],
    ['a new folder', () => ({ kind: 'createFolder', path: 'New' }), ['a \\Flagged', 'b \\Seen', 'c']],
    ['a renaming', () => ({ kind: 'renameFolder', path: 'Work', to: 'Play' }), ['a \\Flagged', 'b \\Seen', 'c']],
  ])('reverses %s', async (_name, command, inbox) => {
    for (const message of model.folders.get('INBOX')?.messages ?? []) {
      if (message.messageId === 'a') message.flags.add('\\Flagged');
      if (message.messageId === 'b') message.flags.add('\\Seen');
    }
    world.synchronise();
    const before = model.contents();
    const id = does(command());
    await world.settle();
    expect(model.contents()).not.toEqual(before);
    expect(world.queue().undo(id)).toMatchObject({ ok: true });
    await world.settle();
    expect(model.contents()).toEqual(before);
    expect(world.shown('INBOX')).toEqual(inbox);
  });

  it('cannot bring back what was expunged', async () => {
    model.deliver('Trash', 'old');
    world.synchronise();
    const id = does({ kind: 'delete', ids: [world.idOf('Trash', 'old')] });
    await world.settle();
    expect(model.contents()['Trash']).toEqual([]);
    expect(world.queue().undo(id)).toEqual({ ok: false, error: { code: 'wrongStep' } });
  });
});

describe('what makes no sense', () => {
  it.each<[Command, string]>([
    [{ kind: 'flag', ids: [1], add: ['two words'], remove: [] }, 'invalidInput'],
    [{ kind: 'flag', ids: [1], add: ['\\Recent'], remove: [] }, 'invalidInput'],
    [{ kind: 'move', ids: [987], to: 'Work' }, 'noSuchEntity'],
    [{ kind: 'createFolder', path: 'a\r\nb' }, 'invalidInput'],
    [{ kind: 'createFolder', path: 'Work' }, 'alreadyExists'],
    [{ kind: 'deleteFolder', path: 'INBOX' }, 'invalidInput'],
    [{ kind: 'renameFolder', path: 'Nowhere', to: 'x' }, 'noSuchEntity'],
  ])('%j is %s', (command, code) => {
    expect(world.queue().do(command)).toEqual({ ok: false, error: { code } });
    expect(world.queue().waiting()).toEqual([]);
  });
});

it('moves hundreds of messages in one go', async () => {
  for (let count = 0; count < 700; count += 1) model.deliver('Junk', `junk-${count}`);
  world.synchronise();
  const all = world.store().listMessages(world.store().folder('Junk')?.id ?? 0, 1000);
  does({ kind: 'move', ids: all.map(({ id }) => id), to: 'Archive' });
  model.log.length = 0;
  await world.settle();
  expect(model.log.filter((name) => name === 'move')).toHaveLength(1);
  expect(model.contents()['Archive']).toHaveLength(700);
  expect(world.shown('Archive')).toHaveLength(700);
});
