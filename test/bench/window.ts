import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ImapFlow } from 'imapflow';
import type { Page } from 'playwright';
import type { Bridge } from '../../app/contract/contract.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { signInPage } from '../e2e/pages/sign-in-page.ts';
import { openWorld, password, type World } from '../e2e/support/world.ts';
import { writeMaterial } from './engine/generator.ts';
import { median, quantile } from './server/statistics.ts';
import { measureOpening } from './window/open-message.ts';
import { measureTyping } from './window/type-in-search.ts';
import { measureList } from './window-list.ts';

const account = 'otto@off.example';

type Marks = { online?: number; rows?: number; subjects: Record<string, number> };
type MeasuredWindow = { readonly latchkey: Bridge; marks: Marks };

/** Fifty messages of the material are at least so many conversations, which is what is listed. */
const conversationsOf50 = 25;

/** Notes in the page when mail came online, when 50 messages were listed, and when a subject was first shown. */
const watchPage = (page: Page): Promise<void> =>
  page.evaluate((enough) => {
    const measured = window as unknown as MeasuredWindow;
    const marks: Marks = { subjects: {} };
    measured.marks = marks;
    measured.latchkey.mail.on.statusChanged((status) => {
      if (status.state === 'online') marks.online ??= Date.now();
    });
    new MutationObserver(() => {
      const rows = document.querySelectorAll('[role=listbox] [role=option]');
      if (Number(rows[0]?.getAttribute('aria-setsize') ?? 0) >= enough) marks.rows ??= Date.now();
      const arrival = /arrival \d+/.exec(rows[0]?.textContent ?? '')?.[0];
      if (arrival !== undefined) marks.subjects[arrival] ??= Date.now();
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  }, conversationsOf50);

const marksOf = (page: Page): Promise<Marks> => page.evaluate(() => (window as unknown as MeasuredWindow).marks);

const fetched = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const listed = await (window as unknown as MeasuredWindow).latchkey.mail.listFolders({});
    return listed.ok ? listed.value.folders.reduce((sum, { total }) => sum + total, 0) : 0;
  });

type Waited = { readonly wall: number; readonly own: number };
type Watching = { longest: { wall: number; own: number } };

/**
 * How long the loop of the main process is kept waiting at most, from now until it is asked, in milliseconds: `own` is
 * what the process itself computed in a gap, all its threads together, and `wall` also what others took from it.
 */
const watchMain = async (app: RunningApp): Promise<() => Promise<Waited>> => {
  await app.electron.evaluate(() => {
    const watching: Watching = { longest: { wall: 0, own: 0 } };
    Object.assign(globalThis, { benchWatching: watching });
    let [at, cpu] = [performance.now(), process.cpuUsage()];
    setInterval(() => {
      const [now, used] = [performance.now(), process.cpuUsage(cpu)];
      const wall = now - at;
      const own = Math.min(wall, (used.user + used.system) / 1000);
      const { longest } = watching;
      watching.longest = { wall: Math.max(longest.wall, wall), own: Math.max(longest.own, own) };
      [at, cpu] = [now, process.cpuUsage()];
    }, 1);
  });
  return () =>
    app.electron.evaluate(() => (globalThis as unknown as { benchWatching: Watching }).benchWatching.longest);
};

/** Megabytes of the engine's process: its own share of what it uses (PSS), and all that is mapped (RSS). */
const engineMemory = async (app: RunningApp): Promise<{ pss: number; rss: number }> => {
  const pid = await app.electron.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === 'Latchkey Mail engine')?.pid,
  );
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'mu').exec(rollup)?.[1]) / 1024;
  return { pss: field('Pss'), rss: field('Rss') };
};

export const fill = async (world: World, count: number): Promise<number> => {
  const maildir = join(world.desktop.scratch.folder, 'server/dovecot/mail/off.example/otto/Maildir');
  const owner = statSync(join(world.desktop.scratch.folder, 'server/dovecot/mail'));
  await mkdir(maildir, { recursive: true });
  const { messages } = await writeMaterial(maildir, { count });
  execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, dirname(dirname(maildir))]);
  return messages;
};

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const line = (name: string, text: string): string => `${name.padEnd(52)}${text}`;

/** A first synchronisation of a mailbox of some size in the real application, and what comes after it. */
export async function* measureWindow(count = 50_000): AsyncGenerator<string> {
  const world = await openWorld();
  try {
    const all = await fill(world, count);
    const other = new ImapFlow({
      ...world.server.imaps,
      secure: true,
      auth: { user: account, pass: password },
      tls: { ca: [readFileSync(world.server.ca, 'utf8')] },
      logger: false,
    });
    other.on('error', () => undefined);
    await other.connect();
    // The server reads its files into its index once; whoever comes first would pay for it.
    await other.mailboxOpen('INBOX');
    await other.fetchAll('1:*', { uid: true, envelope: true, bodyStructure: true, flags: true }).catch(() => undefined);

    const app = await world.launch('bench', await world.startKeychain('bench'));
    const { window: page } = app;
    await signInPage(page).type(account, password);
    await signInPage(page).probe.filter({ hasText: '127.0.0.1' }).waitFor();
    await watchPage(page);
    await signInPage(page).password.press('Enter');
    await page.waitForFunction(() => (window as unknown as MeasuredWindow).marks.online !== undefined);
    const longestWait = await watchMain(app);
    let most = { pss: 0, rss: 0 };
    while ((await fetched(page)) < all) {
      await wait(250);
      const now = await engineMemory(app).catch(() => most);
      most = { pss: Math.max(most.pss, now.pss), rss: Math.max(most.rss, now.rss) };
    }
    const { online = Number.NaN, rows = Number.NaN } = await marksOf(page);
    yield line('window: first 50 rows after mail was let in', `${rows - online} ms`);
    yield line('window: whole mailbox fetched', `${((Date.now() - online) / 1000).toFixed(1)} s for ${all} messages`);
    const { wall, own } = await longestWait();
    yield line(
      'main process kept waiting meanwhile',
      `at most ${own.toFixed(1)} ms by itself, ${wall.toFixed(1)} ms with what others took`,
    );
    yield line('engine during it', `PSS ${most.pss.toFixed(0)} MiB, RSS ${most.rss.toFixed(0)} MiB`);

    const sent: Record<string, number> = {};
    for (let round = 0; round < 20; round += 1) {
      const subject = `arrival ${round}`;
      sent[subject] = Date.now();
      await other.append('INBOX', `From: a@x.example\r\nSubject: ${subject}\r\n\r\nText\r\n`);
      await wait(900);
    }
    const { subjects } = await marksOf(page);
    const arrivals = Object.entries(sent).map(([subject, at]) => (subjects[subject] ?? Number.NaN) - at);
    yield line(
      'APPEND by another program to the row in the window',
      `median ${median(arrivals).toFixed(0)} ms, p95 ${quantile(arrivals, 0.95).toFixed(0)} ms (n = ${arrivals.length})`,
    );
    yield* measureList(page);
    yield* measureOpening(page);
    await wait(20_000);
    const idle = await engineMemory(app);
    yield line('engine at rest', `PSS ${idle.pss.toFixed(0)} MiB, RSS ${idle.rss.toFixed(0)} MiB`);
    yield line(
      'a key in the search box to painted rows',
      await measureTyping(page, ['meeting', 'zephyrine', 'report']),
    );
    await other.logout();
    await app.quit();
  } finally {
    await world.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const text of measureWindow(Number(process.argv[2] ?? 50_000))) console.log(text);
}
