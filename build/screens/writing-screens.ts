import { mailboxPage } from '../../test/e2e/pages/mailbox-page.ts';
import { text } from '../../test/e2e/support/texts.ts';
import type { Scene } from './scene.ts';
import type { Screen } from './screen-list.ts';

const patience = 30_000;

const answersGo = (scene: Scene, answers: 'below' | 'window'): Promise<void> =>
  scene.page().evaluate(async (to) => {
    const { latchkey } = globalThis as unknown as { latchkey: { preferences: { change: (to: object) => unknown } } };
    await latchkey.preferences.change({ group: 'writing', values: { answers: to } });
  }, answers);

/** Writing, with a message open in the mailbox. */
export const writingScreens: readonly Screen[] = [
  {
    name: 'compose',
    open: async (scene) => {
      const opened = scene.app().electron.waitForEvent('window');
      await scene.page().keyboard.press('r');
      const page = await opened;
      await page.locator('[contenteditable="true"]').first().waitFor({ timeout: patience });
      await page.keyboard.type('Thank you, that suits us well.');
    },
    page: async (scene) => scene.app().electron.windows().at(-1) ?? scene.page(),
    leave: async (scene) => {
      const page = scene.app().electron.windows().at(-1);
      const closed = page?.waitForEvent('close');
      await page?.getByRole('button', { name: text('window.close') }).click();
      await closed;
    },
  },
  {
    name: 'answer-offered',
    open: async (scene) => {
      await answersGo(scene, 'below');
      await mailboxPage(scene.page()).reader.locator('.answer__field').scrollIntoViewIfNeeded({ timeout: patience });
    },
  },
  {
    name: 'answer-below',
    open: async (scene) => {
      await mailboxPage(scene.page()).reader.locator('.answer__field').click();
      await scene.page().locator('[contenteditable="true"]').first().waitFor({ timeout: patience });
      await scene.page().keyboard.type('Thank you, that suits us well.');
    },
    leave: async (scene) => {
      await scene.page().locator('[contenteditable="true"]').first().press('Escape');
      await mailboxPage(scene.page()).reader.locator('.answer__field').waitFor();
      await answersGo(scene, 'window');
    },
  },
];
