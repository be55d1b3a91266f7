import { spawnSync } from 'node:child_process';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { demoPassword } from '../../app/server/seed/demo-accounts.ts';
import { openDesktop } from '../desktop/desktop.ts';
import { startEmbeddedServer } from '../desktop/embedded-server.ts';
import type { Runtime } from '../set-up/electron-runtime.mjs';
import { projectFolder } from '../set-up/places.mjs';
import { createScene } from './scene.ts';
import { allScreens } from './screen-list.ts';
import { settled } from './settled.ts';

const themes = ['light', 'dark'] as const;

/** Fewer colours make a smaller file; done where a tool for it happens to be installed. */
const shrink = (file: string): void => {
  const quantised = spawnSync('pngquant', ['--force', '--skip-if-larger', '--output', file, '256', file]);
  if (quantised.status === 0) return;
  spawnSync('convert', [file, '-dither', 'None', '-colors', '255', `png8:${file}`]);
};

const takePicture = async (page: Page, file: string): Promise<void> => {
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  shrink(file);
};

/**
 * Goes through every screen of the application with the demo's mail and takes its picture, light and dark.
 * @param only names of screens to take; the way to them is gone all the same
 */
export const takeScreens = async (runtime: Runtime, only: readonly string[]): Promise<number> => {
  const folder = join(projectFolder, 'docs/screens');
  await mkdir(folder, { recursive: true });
  const desktop = await openDesktop(runtime);
  const server = await startEmbeddedServer(join(desktop.scratch.folder, 'server'));
  const keychain = await desktop.startKeychain(join(desktop.scratch.folder, 'keyring'), 'unlocked');
  const scene = createScene({
    desktop,
    keychain: async () => keychain,
    server,
    password: demoPassword,
    trustCa: await desktop.share(server.ca, 'ca.pem'),
    profile: (name) => join(desktop.scratch.folder, `profile-${name}`),
  });
  try {
    for (const screen of allScreens) {
      await screen.open(scene);
      if (only.length === 0 || only.includes(screen.name)) {
        const page = (await screen.page?.(scene)) ?? scene.page();
        for (const colorScheme of themes) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await settled(page);
          const file = join(folder, `${screen.name}${colorScheme === 'dark' ? '-dark' : ''}.png`);
          await rm(file, { force: true });
          await takePicture(page, file);
          console.log(`${file} ${Math.round((await stat(file)).size / 1000)} KB`);
        }
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      }
      await screen.leave?.(scene);
    }
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await scene
      .page()
      .screenshot({ path: join(projectFolder, 'out/screens-failed.png') })
      .catch(() => undefined);
    return 1;
  } finally {
    await scene.quit();
    await server.stop();
    await desktop.stop();
  }
};
