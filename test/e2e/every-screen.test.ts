import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScene, type Scene } from '../../build/screens/scene.ts';
import { allScreens } from '../../build/screens/screen-list.ts';
import { settled } from '../../build/screens/settled.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { layoutFaults } from './support/layout-faults.ts';
import { readingOrderFaults } from './support/reading-order.ts';
import { openWorld, password, type World } from './support/world.ts';

const usual = { width: 1280, height: 800 };
const sizes = [
  { width: 1024, height: 640 },
  { width: 3840, height: 2160 },
];

/** As the person's own choice would set it; the page follows at once. */
const scaleText = (page: Page, percent: number): Promise<void> =>
  page.evaluate((size) => {
    document.documentElement.dataset['textSize'] = String(size);
  }, percent);

describe('every screen', () => {
  let world: World;
  let scene: Scene;

  beforeAll(async () => {
    world = await openWorld();
    const keychain = await world.startKeychain('every');
    scene = createScene({
      desktop: world.desktop,
      keychain: async () => keychain,
      server: world.server,
      password,
      trustCa: join(world.desktop.scratch.folder, 'ca.pem'),
      profile: world.profile,
    });
  });
  afterAll(async () => {
    await scene?.quit();
    await world?.close();
  });

  for (const screen of allScreens) {
    it(`${screen.name} can be seen, read out and reached by everybody`, async () => {
      await screen.open(scene);
      const page = (await screen.page?.(scene)) ?? scene.page();
      const faults: string[] = [];
      const note = async (where: string, found: Promise<string[]>): Promise<void> => {
        faults.push(...(await found).map((fault) => `${where}: ${fault}`));
      };
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await settled(page);
        await note(colorScheme, accessibilityFaults(page));
      }
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' });
      await note('forced colours', layoutFaults(page));
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
      const moving = page.evaluate(() =>
        document
          .getAnimations()
          .filter((one) => one.playState === 'running' && Number(one.effect?.getComputedTiming().duration) > 1)
          .map((one) => `moves: ${(one as CSSAnimation).animationName ?? one.id}`),
      );
      await note('reduced motion', moving);
      await note('usual', layoutFaults(page));
      await note('usual', readingOrderFaults(page));
      for (const size of sizes) {
        await page.setViewportSize(size);
        await settled(page);
        await note(`${size.width}x${size.height}`, layoutFaults(page));
      }
      await page.setViewportSize(usual);
      await scaleText(page, 200);
      await settled(page);
      await note('200 %', layoutFaults(page));
      await scaleText(page, 100);
      await screen.leave?.(scene);
      expect(faults).toEqual([]);
    });
  }
});
