import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StoreChange, StoredRow } from '../../../app/store/port.ts';
import { fetched, folderFacts, syncState } from './letters.ts';
import { openReader, openWriter, temporaryStorePath } from './store-files.ts';
import { createStoreModel, type ModelRow, type StoreModel } from './store-model.ts';

const paths = ['A', 'B', 'C'];
const path = fc.constantFrom(...paths);
const uid = fc.integer({ min: 1, max: 6 });
const flags = fc.subarray(['\\Seen', '\\Flagged', '\\Answered', 'work', '$Later']);
const which = fc.nat({ max: 30 });

const operation = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      path,
      batch: fc.array(fc.record({ uid, flags, size: fc.integer({ min: 1, max: 99 }), second: fc.nat({ max: 4 }) }), {
        maxLength: 5,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('flags' as const), path, uid, flags }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('expunge' as const), path, uids: fc.array(uid, { maxLength: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reseed' as const), path }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('body' as const), which, text: fc.constantFrom('one', 'two words', '') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dropBody' as const), which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('showFlags' as const), which, add: flags, remove: flags }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('showIn' as const), which, path: fc.option(path, { nil: undefined }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('showAsServer' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rekey' as const), which, path, uid }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('folders' as const), paths: fc.subarray(paths, { minLength: 2 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rebuild' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('tidy' as const) }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

/** A store and the model beside it, with the ids that stand for the model's marks. */
const createPair = () => {
  const place = temporaryStorePath();
  const model: StoreModel = createStoreModel(paths);
  let store = openWriter(place, 3);
  store.putFolders(paths.map((one) => folderFacts(one)));
  const reader = openReader(place);
  const ids = new Map<number, number>();
  let step = 0;

  const idOf = (mark: number): number => ids.get(mark) ?? -1;
  const folderId = (name: string): number => store.folder(name)?.id ?? -1;
  const chosen = (index: number): number => {
    const marks = model.marks();
    return marks[index % Math.max(1, marks.length)] ?? -1;
  };
  /** The ids the store gave to what the model has put. */
  const learn = (): void => {
    for (const mark of model.marks()) {
      const row = ids.has(mark) ? undefined : model.row(mark);
      if (row === undefined) continue;
      const validity = store.folder(row.folder)?.sync?.uidValidity ?? '';
      ids.set(mark, store.find(row.folder, validity, row.uid)?.id ?? -1);
    }
  };

  const run = (one: Operation): StoreChange | undefined => {
    step += 1;
    const sync = syncState({ uidNext: step, highestModSeq: String(step) });
    if ('path' in one && one.kind !== 'showIn' && !model.folders().includes(one.path ?? '')) return undefined;
    switch (one.kind) {
      case 'put': {
        const batch = one.batch.map(({ second, ...facts }) =>
          fetched(facts.uid, { ...facts, receivedAt: 1_700_000_000_000 + second * 1_000 }),
        );
        model.put(one.path, batch, sync);
        return store.putMessages(folderId(one.path), batch, sync);
      }
      case 'flags':
        model.setFlags(one.path, one.uid, one.flags, sync);
        return store.changeFlags(folderId(one.path), [{ uid: one.uid, flags: one.flags, modSeq: undefined }], sync);
      case 'expunge':
        model.expunge(one.path, one.uids, sync);
        return store.expunge(folderId(one.path), one.uids, sync);
      case 'reseed':
        model.reseed(one.path, sync);
        return store.reseed(folderId(one.path), sync);
      case 'body': {
        const mark = chosen(one.which);
        model.putBody(mark, one.text);
        return store.putBody(idOf(mark), {
          source: Buffer.from(one.text),
          complete: true,
          text: one.text,
          attachmentNames: [],
        });
      }
      case 'dropBody': {
        const mark = chosen(one.which);
        model.putBody(mark, undefined);
        store.dropBodies([idOf(mark)]);
        return undefined;
      }
      case 'showFlags': {
        const mark = chosen(one.which);
        const remove = one.remove.filter((flag) => !one.add.includes(flag));
        model.showFlags(mark, one.add, remove);
        return store.showFlags(idOf(mark), one.add, remove);
      }
      case 'showIn': {
        if (one.path !== undefined && !model.folders().includes(one.path)) return undefined;
        const mark = chosen(one.which);
        model.showIn(mark, one.path);
        return store.showIn(idOf(mark), one.path === undefined ? undefined : folderId(one.path));
      }
      case 'showAsServer': {
        const mark = chosen(one.which);
        model.showAsServer(mark);
        return store.showAsServer(idOf(mark));
      }
      case 'rekey': {
        const mark = chosen(one.which);
        model.rekey(mark, one.path, one.uid);
        return store.rekey(idOf(mark), folderId(one.path), one.uid);
      }
      case 'folders':
        model.putFolders(one.paths);
        return store.putFolders(one.paths.map((name) => folderFacts(name)));
      case 'rebuild':
        model.clear();
        store.rebuildCache();
        model.putFolders(paths);
        store.putFolders(paths.map((name) => folderFacts(name)));
        return undefined;
      case 'tidy':
        while (store.tidyIndex());
        return undefined;
      case 'reopen':
        store.close();
        store = openWriter(place, 3);
        return undefined;
    }
  };

  const comparable = (row: StoredRow | ModelRow) => ({
    id: 'mark' in row ? idOf(row.mark) : row.id,
    folder: row.folder,
    uid: row.uid,
    flags: [...row.flags].sort(),
    size: row.size,
    receivedAt: row.receivedAt,
    preview: row.preview,
  });

  const compare = (): void => {
    const all: number[] = [];
    expect(reader.folders().map((folder) => folder.path)).toEqual(model.folders());
    for (const folder of reader.folders()) {
      const expected = model
        .list(folder.path)
        .map(comparable)
        .sort((one, other) => other.id - one.id);
      const listed = reader.listMessages(folder.id, 1_000);
      all.push(...listed.map((row) => row.id));
      expect(listed.map(comparable)).toEqual(expected);
      expect(expected.map((row) => row.receivedAt)).toEqual(
        expected.map((row) => row.receivedAt).sort((one, other) => other - one),
      );
      const unread = expected.filter((row) => !row.flags.includes('\\Seen')).length;
      expect(folder).toMatchObject({ total: expected.length, unread });
      expect(folder.sync).toEqual(model.sync(folder.path));
      expect([...reader.uids(folder.id)]).toEqual(model.uids(folder.path));
      expect(
        reader
          .withoutBody(folder.id, 0, 1_000)
          .map((row) => row.id)
          .sort(),
      ).toEqual(model.withoutBody(folder.path).map(idOf).sort());
      const heads = listed.filter((row, at) => listed.findIndex((other) => other.threadId === row.threadId) === at);
      expect([...reader.conversationHeads(folder.id)]).toEqual(heads.map((row) => row.id));
    }
    // Every message has its one place in the index, and nothing else has.
    const found = reader.search(
      { kind: 'text', field: 'subject', words: ['minutes'], phrase: false, prefix: false },
      1_000,
    );
    expect(found.rows.map((row) => row.id).sort()).toEqual(all.sort());
    expect(found.indexed).toBe(found.rows.filter((row) => row.hasBody).length);
    expect(found.total).toBe(all.length);
  };

  const close = (): void => {
    expect(store.database.pragma('integrity_check', { simple: true })).toBe('ok');
    const documents = Number(
      store.database
        .prepare('SELECT (SELECT count(*) FROM words_recent_docsize) + (SELECT count(*) FROM words_old_docsize)', {
          pluck: true,
        })
        .get([]),
    );
    expect(documents).toBe(model.marks().length);
    reader.close();
    store.close();
  };

  return {
    run,
    learn,
    compare,
    close,
    reader,
    shown: () =>
      new Map(
        model
          .folders()
          .flatMap((folder) => model.list(folder).map((row) => [row.mark, JSON.stringify([folder, row])] as const)),
      ),
    idOf,
  };
};

it('does what the port says, whatever happens in whatever order', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 5, maxLength: 40 }), (operations) => {
      const pair = createPair();
      for (const one of operations) {
        const before = pair.shown();
        const change = pair.run(one);
        const after = pair.shown();
        const idsBefore = new Map([...before.keys()].map((mark) => [mark, pair.idOf(mark)]));
        pair.learn();
        pair.compare();
        if (change === undefined) continue;
        // What it told is what happened: nothing that appeared or went is left out.
        const appeared = [...after.keys()].filter((mark) => !before.has(mark)).map(pair.idOf);
        const went = [...before.keys()].filter((mark) => !after.has(mark)).map((mark) => idsBefore.get(mark));
        const differs = [...after]
          .filter(([mark, row]) => before.has(mark) && before.get(mark) !== row)
          .map(([mark]) => pair.idOf(mark));
        expect([...change.added].sort()).toEqual(appeared.sort());
        expect([...change.removed].sort()).toEqual(went.sort());
        expect(differs.filter((id) => !change.changed.includes(id))).toEqual([]);
      }
      pair.close();
    }),
    { numRuns: 60 },
  );
});
