import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createModelServer, type ModelServer } from './model-server.ts';
import { createWorld, type World } from './queue-world.ts';

const names = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5'];
const folders = ['INBOX', 'Archive', 'Trash', 'Junk', 'Work'];
const flags = ['\\Seen', '\\Flagged', '$Label'];

type Act =
  | { readonly kind: 'flag'; readonly which: readonly number[]; readonly flag: string; readonly add: boolean }
  | { readonly kind: 'move' | 'copy'; readonly which: readonly number[]; readonly to: string }
  | { readonly kind: 'delete' | 'archive'; readonly which: readonly number[] }
  | { readonly kind: 'append'; readonly to: string; readonly named: boolean }
  | { readonly kind: 'undo' }
  | { readonly kind: 'settle' | 'crash' | 'sync' }
  | { readonly kind: 'cut'; readonly calls: number; readonly after: boolean; readonly crash: boolean };

const which = fc.uniqueArray(fc.nat(names.length - 1), { minLength: 1, maxLength: 3 });
const folder = fc.constantFrom(...folders);
const arbitraryAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('flag'), which, flag: fc.constantFrom(...flags), add: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('move'), which, to: folder }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('copy'), which, to: folder }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('delete', 'archive'), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('append'), to: folder, named: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('settle', 'crash', 'sync') }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('cut'), calls: fc.nat(14), after: fc.boolean(), crash: fc.boolean() }),
  },
) as fc.Arbitrary<Act>;
/** What the acknowledged commands add up to, each carried out once and in order. */
type Ideal = {
  readonly name: string;
  folder: string;
  flags: Set<string>;
  readonly ours: number | undefined;
  readonly id: number;
}[];

const snapshot = (ideal: Ideal): Ideal => ideal.map((each) => ({ ...each, flags: new Set(each.flags) }));

const contentsOf = (ideal: Ideal): Record<string, string[]> =>
  Object.fromEntries(
    [...folders].sort().map((path) => [
      path,
      ideal
        .filter((each) => each.folder === path)
        .map((each) => [each.name, ...[...each.flags].sort()].join(' '))
        .sort(),
    ]),
  );

const perform = (world: World, model: ModelServer, ideal: Ideal, act: Act, nameOf: (source: Uint8Array) => string) => {
  const chosen = 'which' in act ? ideal.filter(({ ours }) => ours !== undefined && act.which.includes(ours)) : [];
  // Once copies are synchronised there are rows of the same name: the one that was there first is meant.
  const ids = chosen.map(({ folder: path, name, id }) =>
    world.store().rows([id]).length > 0 ? id : world.idOf(path, name),
  );
  if ('which' in act && ids.length === 0) return undefined;
  const into = (path: string) => {
    for (const each of chosen) each.folder = path;
  };
  switch (act.kind) {
    case 'flag': {
      for (const each of chosen) act.add ? each.flags.add(act.flag) : each.flags.delete(act.flag);
      const [add, remove] = act.add ? [[act.flag], []] : [[], [act.flag]];
      return world.queue().do({ kind: 'flag', ids, add, remove });
    }
    case 'move':
      into(act.to);
      return world.queue().do({ kind: 'move', ids, to: act.to });
    case 'archive':
      into('Archive');
      return world.queue().do({ kind: 'archive', ids });
    case 'copy':
      ideal.push(...chosen.map((each) => ({ ...each, flags: new Set(each.flags), folder: act.to, ours: undefined })));
      return world.queue().do({ kind: 'copy', ids, to: act.to });
    case 'delete': {
      const done = world.queue().do({ kind: 'delete', ids });
      for (const each of chosen) {
        if (['Trash', 'Junk'].includes(each.folder)) ideal.splice(ideal.indexOf(each), 1);
        else each.folder = 'Trash';
      }
      return done;
    }
    case 'append': {
      const count = model.log.length + ideal.length;
      const source = Buffer.from(
        act.named
          ? `Message-ID: <new-${count}@x>\r\n\r\ntext\r\n`
          : `Subject: nameless\r\n\r\n${'x'.repeat(count)}\r\n`,
      );
      ideal.push({ name: nameOf(source), folder: act.to, flags: new Set(['\\Seen']), ours: undefined, id: 0 });
      return world.queue().do({ kind: 'append', to: act.to, source, flags: ['\\Seen'] });
    }
    default:
      return undefined;
  }
};

const play = async (
  abilities: { readonly move: boolean; readonly uidPlus: boolean; readonly copyUid: boolean },
  acts: readonly Act[],
): Promise<void> => {
  const model = createModelServer(abilities);
  for (const path of folders) model.addFolder(path);
  let ideal: Ideal = names.map((name, ours) => {
    model.deliver('INBOX', name, [], 'x'.repeat(ours));
    return { name, folder: 'INBOX', flags: new Set(), ours, id: 0 };
  });
  const named = (source: Uint8Array): string =>
    /^message-id: *<([^>]*)>/imu.exec(Buffer.from(source).toString())?.[1] ?? hashName(source);
  const world = createWorld(model);
  world.synchronise();
  ideal = ideal.map((each) => ({ ...each, id: world.idOf('INBOX', each.name) }));
  world.online(false);
  let last: { readonly id: string; readonly before: Ideal } | undefined;

  const heal = async (): Promise<void> => {
    model.heal();
    world.online(true);
    await world.settle();
    world.online(false);
  };
  for (const act of acts) {
    if (act.kind === 'settle') {
      await heal();
    } else if (act.kind === 'crash') {
      await world.crash();
    } else if (act.kind === 'sync') {
      await heal();
      world.synchronise();
      world.queue().showAgain();
    } else if (act.kind === 'cut') {
      model.cutAt(act.calls, act.after);
      world.online(true);
      await world.settle();
      world.online(false);
      model.heal();
      if (act.crash) await world.crash();
    } else if (act.kind === 'undo') {
      if (last === undefined) continue;
      const undone = world.queue().undo(last.id);
      if (undone.ok) ideal = last.before;
      last = undefined;
    } else {
      const before = snapshot(ideal);
      const done = perform(world, model, ideal, act, named);
      if (done === undefined) continue;
      if (!done.ok) throw new Error(`${act.kind}: ${done.error.code}`);
      last = { id: done.value.id, before };
    }
    for (const path of folders) {
      const ours = ideal.filter((each) => each.folder === path && each.ours !== undefined);
      expect(world.shown(path).filter((row) => names.includes(row.split(' ')[0] ?? '')).length).toBeGreaterThanOrEqual(
        ours.length,
      );
    }
  }
  await heal();
  expect(world.queue().waiting()).toEqual([]);
  expect(world.reports.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  expect(model.contents()).toEqual(contentsOf(ideal));
  world.synchronise();
  for (const path of folders) expect(world.shown(path)).toEqual(shownOf(model, path));
};

const shownOf = (model: ModelServer, path: string): string[] =>
  (model.folders.get(path)?.messages ?? [])
    .map(({ messageId, flags: set }) => [messageId, ...[...set].sort()].join(' '))
    .sort();

const hashName = (source: Uint8Array): string => {
  const scratch = createModelServer();
  const folderOf = scratch.addFolder('x');
  folderOf.messages.push({ uid: 1, messageId: '', size: 0, receivedAt: 0, flags: new Set(), source });
  return scratch.contents()['x']?.[0] ?? '';
};

const abilities = [
  { move: true, uidPlus: true, copyUid: true },
  { move: true, uidPlus: true, copyUid: false },
  { move: false, uidPlus: true, copyUid: true },
  { move: false, uidPlus: true, copyUid: false },
  { move: false, uidPlus: false, copyUid: false },
];

it.each(abilities)(
  'carries out every acknowledged command once and in order, whatever breaks: %j',
  async (able) => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryAct, { minLength: 3, maxLength: 25 }), (acts) => play(able, acts)),
      { numRuns: 15 },
    );
  },
  120_000,
);
