import { secondFactorPage } from '../../test/e2e/pages/second-factor-page.ts';
import type { Screen } from './screen-list.ts';

const patience = 30_000;

/** The way back to a lost second factor, from the screen that asks for its code. */
export const recoveryScreens: readonly Screen[] = [
  {
    name: 'second-factor-lost',
    open: async (scene) => {
      const { lost, recovery } = secondFactorPage(scene.page());
      await lost.click();
      await recovery.heading.waitFor({ timeout: patience });
    },
  },
  {
    name: 'second-factor-reset',
    open: async (scene) => {
      const { recovery } = secondFactorPage(scene.page());
      await recovery.send.click();
      await recovery.mailHeading.waitFor({ timeout: patience });
    },
    leave: async (scene) => {
      const { recovery, heading } = secondFactorPage(scene.page());
      await recovery.haveCode.click();
      await heading.waitFor({ timeout: patience });
    },
  },
];
