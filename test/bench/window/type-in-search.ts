import type { Page } from 'playwright';
import { searchPage } from '../../e2e/pages/search-page.ts';
import { median, quantile } from '../server/statistics.ts';

type Measured = { typedAt: number; waits: number[] };
type MeasuringWindow = { searchMarks: Measured };

/** Notes how long after each key the rows for the new text are painted. */
const watchResults = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const marks: Measured = { typedAt: 0, waits: [] };
    (window as unknown as MeasuringWindow).searchMarks = marks;
    // The key, not the input that follows it: what a person waits for begins there.
    addEventListener(
      'keydown',
      () => {
        marks.typedAt = performance.now();
      },
      true,
    );
    // Without a name: the loader would put a helper of its own around a named function.
    new MutationObserver(() => {
      if (marks.typedAt === 0) return;
      const pane = document.querySelector('section[aria-busy="false"] .mrow')?.closest('section');
      if (pane === null || pane === undefined) return;
      const from = marks.typedAt;
      marks.typedAt = 0;
      requestAnimationFrame(() => setTimeout(() => marks.waits.push(performance.now() - from)));
    }).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['aria-busy'],
    });
  });

/**
 * Types words into the search box of an open mailbox, a letter every 120 ms.
 * @returns milliseconds from each key to the painted rows, and a line that says so
 */
export const measureTyping = async (page: Page, words: readonly string[]): Promise<string> => {
  const search = searchPage(page);
  await watchResults(page);
  for (const word of words) {
    await search.box.focus();
    await page.keyboard.press('Escape');
    await search.box.focus();
    await page.keyboard.type(word, { delay: 120 });
    await page.waitForTimeout(300);
  }
  await page.keyboard.press('Escape');
  const waits = await page.evaluate(() => (window as unknown as MeasuringWindow).searchMarks.waits);
  const longest = waits.reduce((one, other) => Math.max(one, other), 0);
  return `median ${median(waits).toFixed(0)} ms, p95 ${quantile(waits, 0.95).toFixed(0)} ms, at most ${longest.toFixed(0)} ms (n = ${waits.length})`;
};
