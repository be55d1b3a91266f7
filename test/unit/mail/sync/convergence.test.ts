import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fetchPiecewise } from '../../../../app/mail/sync/fetch-piecewise.ts';
import { type FolderSync, refreshFolder, seedFolder } from '../../../../app/mail/sync/folder-sync.ts';
import type { Extension } from '../../../../app/mail/sync/planner.ts';
import type { BulkFetch, RemoteAccount } from '../../../../app/mail/sync/ports.ts';
import { takeNews } from '../../../../app/mail/sync/take-news.ts';
import { createMemoryStore } from './memory-store.ts';
import { createModelServer } from './model-server.ts';

const path = 'INBOX';

/** Opens a folder by itself when nothing is known of it, as the fast reader does. */
const openingFirst = (remote: RemoteAccount): BulkFetch => {
  const pieces = fetchPiecewise(remote);
  return async function* fetchPieces(order) {
    if (order.uidValidity !== undefined) {
      yield* pieces(order);
      return;
    }
    const opened = await remote.inFolder(order.folder, {}, async ({ state }) => state);
    if (!opened.ok) {
      yield { kind: 'failed', failure: opened.error };
      return;
    }
    const { uidValidity, uidNext } = opened.value;
    yield { kind: 'opened', state: opened.value };
    const from = order.last === undefined ? 1 : Math.max(1, uidNext - order.last);
    yield* pieces({ ...order, uidValidity, range: { ...order.range, from } });
  };
};

/** A synchroniser without its lanes: what they would do, one after the other, until nothing is left or it fails. */
const prepare = async (extension: Extension) => {
  const server = createModelServer(extension);
  const crash = { after: Number.POSITIVE_INFINITY };
  const memory = createMemoryStore(() => {
    crash.after -= 1;
    if (crash.after < 0) throw new Error('crash');
  });
  const told: number[] = [];
  const clock = { now: 1_000_000 };
  const remote: RemoteAccount = {
    ...server.remote,
    watch: async () => undefined,
    status: () => ({ state: 'connecting' }),
    onStatus: () => () => undefined,
    wake: async () => undefined,
  };
  const sync: FolderSync = {
    store: memory.store,
    remote,
    bulk: openingFirst(remote),
    now: () => clock.now,
    compareEvery: 60_000,
    batch: 250,
    events: {
      changed: () => undefined,
      newMessages: (_folder, _ids, rows) => told.push(...rows.map(({ uid }) => uid)),
      progress: () => undefined,
      status: () => undefined,
      reset: () => undefined,
      broke: (error) => {
        throw error;
      },
    },
  };
  const listed = await remote.list();
  if (listed.ok) memory.store.putFolders(listed.value.map(({ facts }) => facts));
  const settle = async (compareNow = false, inStretches = true, atOnce = false): Promise<boolean> => {
    try {
      if (atOnce && memory.store.folder(path)?.sync === undefined) {
        const seeded = await seedFolder(sync, path, new AbortController().signal, inStretches ? 200 : undefined);
        if (!seeded.ok) return false;
      }
      for (let round = 0; round < 50; round += 1) {
        const refreshed = await refreshFolder(sync, path, { announce: true, compareNow });
        if (!refreshed.ok) return false;
        if (!refreshed.value.unfinished) {
          if (refreshed.value.plan.kind === 'nothing') expect(memory.contents(path)).toEqual(server.contents());
          if (round > 0 || refreshed.value.plan.kind === 'nothing') return true;
          continue;
        }
        const stretch = inStretches && round % 3 !== 2 ? 200 : undefined;
        const seeded = await seedFolder(sync, path, new AbortController().signal, stretch);
        if (!seeded.ok) return false;
      }
    } catch (error) {
      if ((error as Error).message === 'crash') return false;
      throw error;
    }
    throw new Error('it does not come to an end');
  };
  /** What was heard is fetched over the connection that listens. */
  const take = async ({ look, ...heard }: { added: boolean; flags: boolean; look: boolean }): Promise<boolean> => {
    try {
      return await takeNews(sync, path, () => heard, { look, announce: true });
    } catch (error) {
      if ((error as Error).message === 'crash') return false;
      throw error;
    }
  };
  return { server, memory, sync, settle, take, crash, clock, told };
};

const place = fc.double({ min: 0, max: 0.999, noNaN: true });
const change = fc.oneof(
  { weight: 20, arbitrary: fc.record({ act: fc.constant('append' as const), count: fc.integer({ min: 1, max: 20 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('append' as const), count: fc.integer({ min: 260, max: 600 }) }),
  },
  { weight: 60, arbitrary: fc.record({ act: fc.constant('flag' as const), place }) },
  { weight: 40, arbitrary: fc.record({ act: fc.constant('expunge' as const), place }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('skip' as const), count: fc.integer({ min: 1, max: 1000 }) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('recreate' as const) }) },
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

/** What happens between two attempts, what another client does at each command of the attempt, and what ends it. */
const round = fc.record({
  changes: fc.array(change, { maxLength: 12 }),
  meanwhile: fc.array(change, { maxLength: 8 }),
  end: fc.oneof(
    fc.constant(undefined),
    fc.record({ by: fc.constant('cut' as const), after: fc.integer({ min: 0, max: 6 }) }),
    fc.record({ by: fc.constant('crash' as const), after: fc.integer({ min: 0, max: 6 }) }),
  ),
  time: fc.constantFrom(0, 1_000, 70_000),
  /** A folder of which nothing is here is read without looking at its newest messages first. */
  atOnce: fc.boolean(),
});

/** The same, and what the connection that listens was told before and makes of it. */
const heard = fc.record({
  round,
  tell: fc.constantFrom('no', 'yes', 'anew'),
  wanted: fc.record({ added: fc.boolean(), flags: fc.boolean(), look: fc.boolean() }),
});

const uidsOf = (contents: readonly string[]): number[] => contents.map((line) => Number.parseInt(line, 10));

const make = (server: ReturnType<typeof createModelServer>, step: Change): void => {
  if (step.act === 'append') server.append(step.count);
  else if (step.act === 'flag') server.flag(step.place, '\\Seen');
  else if (step.act === 'expunge') server.expunge(step.place);
  else if (step.act === 'skip') server.skipUids(step.count);
  else server.deleteAndRecreate();
};

it.each<Extension>(['qresync', 'condstore', 'none'])(
  'makes the store equal to a server with %s, whatever happened and wherever it was cut',
  async (extension) => {
    const start = fc.integer({ min: 0, max: 900 });
    const rounds = fc.array(round, { minLength: 1, maxLength: 8, size: 'max' });
    await fc.assert(
      fc.asyncProperty(start, rounds, async (count, all) => {
        const { server, memory, settle, crash, clock } = await prepare(extension);
        server.append(count);
        for (const { changes, meanwhile, end, time, atOnce } of all) {
          for (const step of changes) make(server, step);
          clock.now += time;
          const others = [...meanwhile];
          server.meanwhile(() => {
            const step = others.pop();
            if (step !== undefined) make(server, step);
          });
          if (end?.by === 'cut') server.cutAfter(end.after);
          if (end?.by === 'crash') crash.after = end.after;
          await settle(false, true, atOnce);
          server.meanwhile(() => undefined);
          server.cutAfter(Number.POSITIVE_INFINITY);
          crash.after = Number.POSITIVE_INFINITY;
        }
        expect(await settle()).toBe(true);
        expect(uidsOf(memory.contents(path))).toEqual(uidsOf(server.contents()));
        // Without mod-seqs flags are only known by comparing them.
        if (extension === 'none') expect(await settle(true)).toBe(true);
        expect(memory.contents(path)).toEqual(server.contents());
      }),
      { numRuns: 300 },
    );
  },
  120_000,
);

it.each<Extension>(['qresync', 'condstore', 'none'])(
  'is as equal after news were fetched over a connection that listens, on a server with %s',
  async (extension) => {
    const start = fc.integer({ min: 0, max: 400 });
    const rounds = fc.array(heard, { minLength: 1, maxLength: 8, size: 'max' });
    await fc.assert(
      fc.asyncProperty(start, rounds, async (count, all) => {
        const { server, memory, settle, take, crash, clock } = await prepare(extension);
        server.append(count);
        await settle();
        for (const { round: each, tell, wanted } of all) {
          for (const step of each.changes) make(server, step);
          clock.now += each.time;
          if (tell !== 'no') server.tell(tell === 'anew');
          const others = [...each.meanwhile];
          server.meanwhile(() => {
            const step = others.pop();
            if (step !== undefined) make(server, step);
          });
          if (each.end?.by === 'cut') server.cutAfter(each.end.after);
          if (each.end?.by === 'crash') crash.after = each.end.after;
          const isComplete = await take(wanted);
          server.meanwhile(() => undefined);
          server.cutAfter(Number.POSITIVE_INFINITY);
          crash.after = Number.POSITIVE_INFINITY;
          const nothingMeanwhile = others.length === each.meanwhile.length || each.meanwhile.length === 0;
          if (isComplete && wanted.look && nothingMeanwhile) {
            expect(uidsOf(memory.contents(path))).toEqual(uidsOf(server.contents()));
          }
          if (each.time > 0) await settle();
        }
        expect(await settle()).toBe(true);
        expect(uidsOf(memory.contents(path))).toEqual(uidsOf(server.contents()));
        if (extension === 'none') expect(await settle(true)).toBe(true);
        expect(memory.contents(path)).toEqual(server.contents());
      }),
      { numRuns: 300 },
    );
  },
  120_000,
);

it('fetches new messages and changed flags without selecting the folder again, and tells of them', async () => {
  const { server, memory, settle, take, told } = await prepare('condstore');
  server.append(2_000);
  await settle();
  server.tell(true);
  server.append(3);
  server.tell();
  server.log.length = 0;
  expect(await take({ added: true, flags: false, look: false })).toBe(true);
  expect(server.log).toEqual(['FETCH']);
  expect(told).toEqual([2_001, 2_002, 2_003]);
  for (let each = 0; each < 100; each += 1) server.flag(each / 100, '\\Flagged');
  expect(await take({ added: false, flags: true, look: false })).toBe(true);
  expect(server.log).toEqual(['FETCH', 'FLAGS']);
  expect(memory.contents(path)).toEqual(server.contents());
  server.log.length = 0;
  expect(await take({ added: false, flags: false, look: true })).toBe(true);
  expect(server.log).toEqual(['NOOP', 'FETCH', 'FLAGS']);
});

it.each([
  ['messages went', { added: true, flags: false, look: false }],
  ['more came than one piece', { added: true, flags: false, look: false }],
  ['the folder is another one', { added: true, flags: false, look: false }],
])('leaves it to a full look when %s', async (what, wanted) => {
  const { server, settle, take } = await prepare('qresync');
  server.append(400);
  await settle();
  server.tell(true);
  if (what === 'messages went') {
    server.append(1);
    server.expunge(0.5);
    server.expunge(0.5);
  } else if (what === 'more came than one piece') server.append(300);
  else server.deleteAndRecreate();
  server.tell(true);
  expect(await take(wanted)).toBe(false);
});

it('goes on where a first synchronisation was cut off and fetches nothing twice', async () => {
  const { server, memory, settle } = await prepare('qresync');
  server.append(3_000);
  server.cutAfter(6);
  expect(await settle(false, false)).toBe(false);
  const here = memory.contents(path).length;
  expect(here).toBeGreaterThan(50);
  expect(here).toBeLessThan(3_000);
  expect(memory.contents(path).at(-1)).toContain('message 3000');
  server.cutAfter(Number.POSITIVE_INFINITY);
  server.log.length = 0;
  expect(await settle(false, false)).toBe(true);
  expect(memory.contents(path)).toEqual(server.contents());
  expect(server.log.filter((name) => name === 'FETCH')).toHaveLength(Math.ceil((3_000 - here) / 250));
});

it('reads a folder of which nothing is here at one go, and finds it equal afterwards', async () => {
  const { server, memory, sync } = await prepare('qresync');
  server.append(600);
  server.log.length = 0;
  const seeded = await seedFolder(sync, path, new AbortController().signal);
  expect(seeded).toEqual({ ok: true, value: 'atOnce' });
  expect(memory.contents(path)).toEqual(server.contents());
  expect(server.log.filter((name) => name === 'FETCH')).toHaveLength(3);
  const refreshed = await refreshFolder(sync, path);
  expect(refreshed).toMatchObject({ ok: true, value: { plan: { kind: 'nothing' }, unfinished: false } });
});

it('reads only the newest stretch of such a folder when it is long', async () => {
  const { server, memory, sync } = await prepare('condstore');
  server.append(600);
  const seeded = await seedFolder(sync, path, new AbortController().signal, 100);
  expect(seeded).toEqual({ ok: true, value: 'part' });
  expect(uidsOf(memory.contents(path))).toEqual(Array.from({ length: 100 }, (_, index) => 501 + index));
  expect(memory.store.folder(path)?.sync).toMatchObject({ seededDownTo: 501, exists: 600 });
});

it('tells of new messages only, not of those a first synchronisation brings nor of a folder begun anew', async () => {
  const { server, settle, told } = await prepare('qresync');
  server.append(400);
  await settle();
  expect(told).toEqual([]);
  server.append(2);
  await settle();
  expect(told).toEqual([401, 402]);
  server.deleteAndRecreate();
  server.append(20);
  await settle();
  expect(told).toEqual([401, 402]);
});

it('asks nothing but to select when nothing changed, and with changes nothing that grows with the folder', async () => {
  const { server, settle } = await prepare('qresync');
  server.append(2_000);
  await settle();
  server.log.length = 0;
  await settle();
  expect(server.log).toEqual(['SELECT']);
  for (let each = 0; each < 100; each += 1) server.flag(each / 100, '\\Seen');
  server.log.length = 0;
  await settle();
  expect(server.log).toEqual(['SELECT', 'SELECT']);
});
