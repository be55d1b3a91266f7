import type { Page } from 'playwright';
import { mailboxPage } from '../e2e/pages/mailbox-page.ts';
import { text } from '../e2e/support/texts.ts';
import { median, quantile } from './server/statistics.ts';

type Scrolled = {
  /** Milliseconds of work in each frame: from its beginning until it was handed over for painting. */
  readonly work: number[];
  /** Milliseconds from frame to frame. */
  readonly apart: number[];
};

const frames = 600;

/** Scrolls the list for ten seconds: steadily, and in leaps as a dragged scroll bar makes them. */
const scroll = (page: Page, how: 'steadily' | 'in leaps'): Promise<Scrolled> =>
  page.evaluate(
    async ([leaps, count]) => {
      const box = document.querySelector<HTMLElement>('[role=listbox]');
      if (box === null) throw new Error('no list');
      const work: number[] = [];
      const apart: number[] = [];
      const channel = new MessageChannel();
      box.scrollTop = 0;
      let last: number | undefined;
      for (let frame = 0; frame < count; frame += 1) {
        const began = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        const from = performance.now();
        box.scrollTop = leaps
          ? Math.round((((frame * 7919) % count) / count) * (box.scrollHeight - box.clientHeight))
          : box.scrollTop + 240;
        // A message posted within a frame arrives once the frame was drawn.
        const drawn = new Promise<void>((resolve) => {
          channel.port1.onmessage = () => resolve();
        });
        channel.port2.postMessage(null);
        await drawn;
        work.push(performance.now() - from);
        if (last !== undefined) apart.push(began - last);
        last = began;
      }
      return { work, apart };
    },
    [how === 'in leaps', frames] as const,
  );

/** Milliseconds from the press on a folder to rows with their text. */
const switchTo = (page: Page, folder: string): Promise<number> =>
  page.evaluate(async (name) => {
    const button = [...document.querySelectorAll<HTMLButtonElement>('nav .side__i')].find((one) =>
      one.title.startsWith(name),
    );
    if (button === undefined) throw new Error(`no folder ${name}`);
    const began = performance.now();
    button.click();
    for (;;) {
      const box = document.querySelector('[role=listbox]');
      const rows = box?.getAttribute('aria-label') === name ? box.querySelectorAll('.mrow__from') : [];
      if (rows.length > 5) return performance.now() - began;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, folder);

const line = (name: string, said: string): string => `${name.padEnd(52)}${said}`;
const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

/** Scrolling through the folder that is shown, and changing to it from another one that holds messages. */
export async function* measureList(page: Page): AsyncGenerator<string> {
  const lines = await page.getByRole('listbox').getByRole('option').first().getAttribute('aria-setsize');
  for (const how of ['steadily', 'in leaps'] as const) {
    const { work, apart } = await scroll(page, how);
    yield line(
      `scrolling ${lines} conversations ${how}`,
      `work in a frame p95 ${milliseconds(quantile(work, 0.95))}, longest ${milliseconds(Math.max(...work))}; ` +
        `frames apart p95 ${milliseconds(quantile(apart, 0.95))}, longest ${milliseconds(Math.max(...apart))}`,
    );
  }
  const inbox = text('folder.inbox');
  const others = await page
    .locator('nav .side__list .side__i')
    .evaluateAll((buttons) => buttons.map((button) => button.querySelector('.ell')?.textContent ?? ''));
  const other = others.find((name) => name !== inbox) ?? inbox;
  const times: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    await mailboxPage(page).folder(other).first().click();
    await page.waitForTimeout(400);
    times.push(await switchTo(page, inbox));
    await page.waitForTimeout(400);
  }
  yield line(
    `changing to a folder of ${lines} conversations`,
    `median ${milliseconds(median(times))}, p95 ${milliseconds(quantile(times, 0.95))} to rows (n = ${times.length})`,
  );
}
