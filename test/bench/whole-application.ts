/** Start and memory of the whole application beside an empty window. Usage: node --import tsx test/bench/whole-application.ts [messages] [rounds] */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import type { Bridge } from '../../app/contract/contract.ts';
import { signInPage } from '../e2e/pages/sign-in-page.ts';
import { openWorld, password } from '../e2e/support/world.ts';
import { median } from './server/statistics.ts';
import { type BareStart, startBare } from './window/bare-start.ts';
import { describeMemory, type Memory, memoryOf } from './window/memory.ts';
import { fill } from './window.ts';

const account = 'otto@off.example';
/** After the start, until nothing of it is going on any more, in milliseconds. */
const settling = 30_000;

const fetched = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const listed = await (window as unknown as { latchkey: Bridge }).latchkey.mail.listFolders({});
    return listed.ok ? listed.value.folders.reduce((sum, { total }) => sum + total, 0) : 0;
  });

/** Milliseconds from the start of the process to the named moment of its page. */
const sinceStart = async ({ startedAt, attach }: BareStart, moment: string): Promise<number> => {
  const { page, leave } = await attach();
  const at = await page.evaluate(
    (name) => performance.timeOrigin + (performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN),
    moment,
  );
  await leave();
  return at - startedAt;
};

const line = (name: string, said: string): string => `${name.padEnd(52)}${said}`;

/** The application beside an empty window of the same runtime, on the same display, in turns. */
export async function* measureWhole(count = 50_000, rounds = 7): AsyncGenerator<string> {
  const world = await openWorld();
  try {
    const { desktop } = world;
    const all = await fill(world, count);
    const emptyFolder = join(desktop.scratch.folder, 'empty-window');
    await cp(fileURLToPath(new URL('empty-window', import.meta.url)), emptyFolder, { recursive: true });
    const keychain = await world.startKeychain('bench');
    const trustCa = await desktop.share(world.server.ca, 'ca.pem');
    await desktop.scratch.privateFolder('profile-bench');
    await desktop.scratch.privateFolder('profile-empty');
    const startEmpty = () => startBare(desktop, keychain, emptyFolder, { profile: world.profile('empty') });
    const startApp = () =>
      startBare(desktop, keychain, desktop.app.appFolder, {
        profile: world.profile('bench'),
        server: world.server.webmail,
        trustCa,
      });
    const memoryAtRest = async (start: () => Promise<BareStart>): Promise<Memory> => {
      const started = await start();
      await wait(settling);
      const memory = await memoryOf(started.pid);
      await started.quit();
      return memory;
    };

    const empty = await memoryAtRest(startEmpty);
    yield line('empty window at rest', describeMemory(empty));
    const beside = ({ all: own }: Memory): string => `${(own / empty.all).toFixed(2)} × the empty window`;

    const first = await startApp();
    const { page, leave } = await first.attach();
    await signInPage(page).signIn(account, password);
    let most: Memory = { all: 0, parts: [] };
    const began = Date.now();
    while ((await fetched(page).catch(() => 0)) < all) {
      const now = await memoryOf(first.pid);
      if (now.all > most.all) most = now;
      await wait(500);
      if (Date.now() - began > 240_000) throw new Error('the mailbox was not fetched');
    }
    await leave();
    yield line(`most while ${all} messages are fetched`, `${beside(most)}: ${describeMemory(most)}`);
    await wait(10_000);
    await first.quit();

    const rest = await memoryAtRest(startApp);
    yield line(`idle with ${all} messages`, `${beside(rest)}: ${describeMemory(rest)}`);

    const paint: number[] = [];
    const rows: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const window = await startEmpty();
      await wait(2500);
      paint.push(await sinceStart(window, 'first-paint'));
      await window.quit();
      const app = await startApp();
      await wait(4000);
      rows.push(await sinceStart(app, 'conversations'));
      await app.quit();
    }
    yield line('empty window: start to first paint', `median ${median(paint).toFixed(0)} ms (n = ${rounds})`);
    yield line(
      'start to the conversations of a warm cache',
      `median ${median(rows).toFixed(0)} ms, ${(median(rows) / median(paint)).toFixed(2)} × the empty window (n = ${rounds})`,
    );
  } finally {
    await world.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const text of measureWhole(Number(process.argv[2] ?? 50_000), Number(process.argv[3] ?? 7))) {
    console.log(text);
  }
}
