import type { Page } from 'playwright';
import { median, quantile } from '../server/statistics.ts';

const settled = 250;

/** Milliseconds from the press on a line to its painted text, for so many lines from the top; plain text and HTML apart. */
const openEach = (page: Page, count: number): Promise<{ readonly plain: number[]; readonly html: number[] }> =>
  page.evaluate(
    async ([most, pause]) => {
      const times = { plain: [] as number[], html: [] as number[] };
      const box = document.querySelector<HTMLElement>('[role=listbox]');
      if (box === null) throw new Error('no list');
      box.scrollTop = 0;
      const channel = new MessageChannel();
      for (let at = 0; at < most; at += 1) {
        const row = box.querySelector<HTMLElement>(`[aria-posinset="${at + 1}"]`);
        if (row === null) break;
        row.scrollIntoView({ block: 'nearest' });
        await new Promise((resolve) => setTimeout(resolve, pause));
        const subject = row.querySelector('.mrow__subj > span:nth-child(2)')?.textContent ?? '';
        const began = performance.now();
        row.click();
        for (;;) {
          const shown = document.querySelector('#message-subject')?.textContent === subject;
          const message = shown ? document.querySelector('.thread__i .msg') : null;
          const paper = message?.querySelector('iframe.paper:not(.paper--waiting)') ?? null;
          const words = message?.querySelector('.msg__text')?.textContent ?? '';
          if (message !== null && (paper !== null || words !== '')) {
            // A message posted within a frame arrives once the frame was drawn.
            const drawn = new Promise<void>((resolve) => {
              channel.port1.onmessage = () => resolve();
            });
            channel.port2.postMessage(null);
            await drawn;
            times[paper === null ? 'plain' : 'html'].push(performance.now() - began);
            break;
          }
          if (performance.now() - began > 5000) throw new Error(`"${subject}" was not shown`);
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      }
      return times;
    },
    [count, settled] as const,
  );

/** Opens messages that are here already, one after the other; a line for each kind of text. */
export async function* measureOpening(page: Page, count = 60): AsyncGenerator<string> {
  // Once before: what is in sight is brought, and the process of the frames is there.
  await openEach(page, 5);
  const { plain, html } = await openEach(page, count);
  for (const [name, times] of [
    ['opening a message from the cache: plain text', plain],
    ['opening a message from the cache: HTML', html],
  ] as const) {
    if (times.length === 0) continue;
    yield `${name.padEnd(52)}median ${median(times).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms to painted text (n = ${times.length})`;
  }
}
