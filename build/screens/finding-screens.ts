import { mailboxPage } from '../../test/e2e/pages/mailbox-page.ts';
import { searchPage } from '../../test/e2e/pages/search-page.ts';
import { text } from '../../test/e2e/support/texts.ts';
import type { Screen } from './screen-list.ts';

const patience = 30_000;

/** Searching, the palette, and the list of keys, each over the open mailbox. */
export const findingScreens: readonly Screen[] = [
  {
    name: 'search-suggestions',
    open: async (scene) => {
      await searchPage(scene.page()).box.click();
      await searchPage(scene.page()).suggestions.first().waitFor({ timeout: patience });
    },
  },
  {
    name: 'search',
    open: async (scene) => {
      const { box, rows } = searchPage(scene.page());
      await box.pressSequentially('the in:inbox ');
      await rows.first().waitFor({ timeout: patience });
      await box.press('Enter');
      await mailboxPage(scene.page()).reader.getByRole('heading', { level: 2 }).waitFor({ timeout: patience });
    },
  },
  {
    name: 'search-many',
    open: async (scene) => {
      const { rows } = searchPage(scene.page());
      await rows.nth(1).click({ modifiers: ['Control'] });
      await mailboxPage(scene.page())
        .reader.getByText(text('pick.count', { count: 2 }))
        .waitFor({ timeout: patience });
    },
    leave: async (scene) => {
      await scene.page().keyboard.press('Escape');
    },
  },
  {
    name: 'search-save',
    open: async (scene) => {
      const { results } = searchPage(scene.page());
      await results.getByRole('button', { name: text('savedSearch.save') }).click();
      await scene.page().getByRole('dialog').waitFor({ timeout: patience });
    },
    leave: async (scene) => {
      await scene.page().getByRole('textbox').fill('From the harbour');
      await scene.page().keyboard.press('Enter');
      await mailboxPage(scene.page()).folder('From the harbour').waitFor({ timeout: patience });
    },
  },
  {
    name: 'search-nothing',
    open: async (scene) => {
      const { box, clear, results } = searchPage(scene.page());
      await clear.click();
      await box.pressSequentially('has:attachment nosuchword');
      await results.getByText(text('finding.nothing'), { exact: true }).waitFor({ timeout: patience });
    },
    leave: async (scene) => {
      const { box, clear, results } = searchPage(scene.page());
      await clear.click();
      await box.press('Escape');
      await results.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'palette',
    open: async (scene) => {
      await scene.page().keyboard.press('Control+k');
      await scene
        .page()
        .getByRole('dialog', { name: text('palette.label') })
        .waitFor({ timeout: patience });
    },
    leave: async (scene) => {
      await scene.page().keyboard.press('Escape');
    },
  },
  {
    name: 'keys',
    open: async (scene) => {
      await mailboxPage(scene.page()).rows.first().focus();
      await scene.page().keyboard.press('?');
      await scene
        .page()
        .getByRole('dialog', { name: text('keyboard.all') })
        .waitFor({ timeout: patience });
    },
    leave: async (scene) => {
      await scene.page().keyboard.press('Escape');
    },
  },
];
