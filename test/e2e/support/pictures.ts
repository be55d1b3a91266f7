import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1024, height: 640 },
];

/** Takes pictures of what is shown, light and dark, to be looked at; only where a folder for them is named. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['LATCHKEY_PICTURES'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
};
