/** What a key costs in a long answer. Usage: node --import tsx test/bench/compose.ts [keys] */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { openCompose } from '../e2e/pages/compose-page.ts';
import { mailboxPage } from '../e2e/pages/mailbox-page.ts';
import { openSignedIn } from '../e2e/support/signed-in.ts';
import { quantile } from './server/statistics.ts';

type Key = { readonly handled: number; readonly shown: number };
type MeasuredWindow = { keys: Key[] };

const paragraphs = Array.from(
  { length: 200 },
  (_, index) =>
    `<p>Paragraph ${index}: the ladder is <b>mended</b>, the roof is not, and the weather will not wait for us.</p>`,
).join('');

/** Notes for each key how long the page was busy with it, and when the next frame was done. */
const watchKeys = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const measured = globalThis as unknown as MeasuredWindow;
    measured.keys = [];
    let pressed = 0;
    addEventListener(
      'keydown',
      () => {
        pressed = performance.now();
      },
      { capture: true },
    );
    addEventListener('input', () => {
      const began = pressed;
      // Layout belongs to what a key costs.
      document.body.getBoundingClientRect();
      const handled = performance.now() - began;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => measured.keys.push({ handled, shown: performance.now() - began });
        channel.port2.postMessage(0);
      });
    });
  });

const line = (name: string, times: readonly number[]): string =>
  `${name.padEnd(52)}median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms, most ${Math.max(...times).toFixed(1)} ms (n = ${times.length})`;

/** Types into an answer to a long message, in the real application. */
export async function* measureCompose(count = 300): AsyncGenerator<string> {
  const here = await openSignedIn({
    mail: [
      {
        source: `From: Zoe <zoe@outside.example>\r\nTo: otto@off.example\r\nSubject: Long letter\r\nContent-Type: text/html\r\n\r\n${paragraphs}\r\n`,
      },
    ],
  });
  try {
    const { window } = here.app;
    await mailboxPage(window).rows.filter({ hasText: 'Long letter' }).click();
    await mailboxPage(window).reader.getByRole('heading', { name: 'Long letter' }).waitFor();
    const began = performance.now();
    const compose = await openCompose(here.app, () => window.keyboard.press('r'));
    yield `${'from the key to a window that can be written in'.padEnd(52)}${(performance.now() - began).toFixed(0)} ms`;
    await watchKeys(compose.page);
    await compose.page.keyboard.type('The roof will be mended. '.repeat(Math.ceil(count / 25)), { delay: 30 });
    await compose.page.waitForTimeout(200);
    const keys = await compose.page.evaluate(() => (globalThis as unknown as MeasuredWindow).keys);
    yield line(
      'a key in an answer of 200 paragraphs: handled',
      keys.map(({ handled }) => handled),
    );
    yield line(
      'the same, until the next frame is done',
      keys.map(({ shown }) => shown),
    );
  } finally {
    await here.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const text of measureCompose(Number(process.argv[2] ?? 300))) console.log(text);
}
