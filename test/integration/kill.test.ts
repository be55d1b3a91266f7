import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { builtInAdministrator } from './support/administer.ts';
import { createKillLoad } from './support/kill-load.ts';
import { dovecots } from './support/processes.ts';
import { runServer, type ServerRun, temporaryData } from './support/run-server.ts';

const kills = 50;
const usualStart = 1300;

/** How much more time the load needs to get anything done on a machine that has other things to do. */
const paceOf = (start: number): number => Math.min(4, Math.max(1, start / usualStart));

const data = temporaryData();
let run: ServerRun | undefined;
afterAll(async () => {
  await run?.end();
  data.remove();
});

/** A generator with a seed (mulberry32), so that a run can be played again. */
const seeded = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

it(`loses nothing it acknowledged in ${kills} kills at random moments, and starts again after each`, async () => {
  const seed = Number(process.env['KILL_SEED'] ?? 20_260_711);
  const random = seeded(seed);
  const load = createKillLoad();
  let started = 0;
  for (let round = 0; round < kills; round += 1) {
    const since = performance.now();
    const server = await runServer(data.path, round === 0 ? ['--seed', 'demo'] : []);
    run = server;
    const start = performance.now() - since;
    started = Math.max(started, start);
    // A child that was forked but has not yet become its own program looks like a second master.
    await expect.poll(() => dovecots(data.path), { timeout: 3000 }).toHaveLength(1);
    await load.check(server, `seed ${seed}, round ${round}`);
    const stop = load.start(server, round);
    await sleep((100 + random() * 600) * paceOf(start));
    const ended = server.end('SIGKILL');
    await stop();
    await ended;
  }
  const server = await runServer(data.path);
  run = server;
  await load.check(server, 'after the last kill');
  const { enrolled, interrupted, acknowledged } = load.summary();
  expect(enrolled).toBeGreaterThan(kills / 2);
  expect(interrupted).toBeGreaterThan(kills / 2);
  expect(acknowledged).toBeGreaterThan(kills * 5);
  expect(started).toBeLessThan(10_000);

  // An orderly end under the same load: what was answered is kept, and nothing is left running.
  const stop = load.start(server, kills);
  await sleep(400);
  const end = server.end('SIGTERM');
  await stop();
  expect(await end).toEqual({ code: 0, signal: null });
  expect(dovecots(data.path)).toEqual([]);
  run = await runServer(data.path);
  await load.check(run, 'after SIGTERM');
  expect(await (await builtInAdministrator(run)).ok('Users.get', {})).toMatchObject({ totalItems: expect.any(Number) });
}, 480_000);
