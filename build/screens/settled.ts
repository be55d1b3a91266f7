import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';

/** Longest that a page may be busy before it is looked at all the same, in milliseconds. */
const patience = 10_000;

/** Waits until nothing on the page loads or moves any more. */
export const settled = async (page: Page): Promise<void> => {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const busy = page.locator('[aria-busy="true"], .skeleton').first();
  await busy.waitFor({ state: 'detached', timeout: patience }).catch(() => undefined);
  await wait(250);
};
