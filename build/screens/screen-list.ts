import type { Page } from 'playwright';
import type { TextKey } from '../../renderer/text/keys.ts';
import { answerUntil, appPasswordsPage } from '../../test/e2e/pages/app-passwords-page.ts';
import { mailAccountPage } from '../../test/e2e/pages/mail-account-page.ts';
import { mailboxPage } from '../../test/e2e/pages/mailbox-page.ts';
import { secondFactorPage } from '../../test/e2e/pages/second-factor-page.ts';
import { setUpPage } from '../../test/e2e/pages/set-up-page.ts';
import { signInPage } from '../../test/e2e/pages/sign-in-page.ts';
import { text } from '../../test/e2e/support/texts.ts';
import { shownKey } from '../tour/shown-key.ts';
import { findingScreens } from './finding-screens.ts';
import { recoveryScreens } from './recovery-screens.ts';
import { account, recoveryAddress, type Scene } from './scene.ts';
import { writingScreens } from './writing-screens.ts';

/** One screen of the application, and the way to it from the screen before. */
export type Screen = {
  /** Name of its picture, without light or dark. */
  readonly name: string;
  readonly open: (scene: Scene) => Promise<void>;
  /** The page it is shown on, where that is not the window of the mailbox. */
  readonly page?: (scene: Scene) => Promise<Page>;
  /** Closes what lies over the screen that comes next. */
  readonly leave?: (scene: Scene) => Promise<void>;
};

const patience = 30_000;

const settingsPage = (name: string, title: TextKey): Screen => ({
  name,
  open: async (scene) => {
    await scene
      .page()
      .getByRole('navigation', { name: text('settings.label') })
      .getByRole('button', { name: text(title), exact: true })
      .click();
    await scene
      .page()
      .getByRole('heading', { level: 1, name: text(title) })
      .waitFor();
  },
});

/** Up to the open mailbox: signing in for the first time. */
export const doorScreens: readonly Screen[] = [
  {
    name: 'sign-in',
    open: async (scene) => {
      await scene.startOn('first');
      const { heading, address, probe } = signInPage(scene.page());
      await heading.waitFor({ timeout: patience });
      await address.fill(account);
      await address.press('Tab');
      await probe
        .filter({ hasText: text('signIn.probe.from.chosen') })
        .or(probe)
        .first()
        .waitFor();
    },
  },
  {
    name: 'mail-account',
    open: async (scene) => {
      const { begin, address } = mailAccountPage(scene.page());
      await begin.click();
      await address.fill('somebody@gmail.com');
      await address.press('Tab');
      await scene
        .page()
        .getByText(text('mailAccount.provider.title', { name: 'Gmail' }))
        .waitFor();
    },
    leave: async (scene) => {
      await mailAccountPage(scene.page()).back.click();
      await signInPage(scene.page()).heading.waitFor();
    },
  },
  {
    name: 'sign-in-refused',
    open: async (scene) => {
      const page = signInPage(scene.page());
      await page.signIn(account, 'not the password');
      await page.refusal.waitFor({ timeout: patience });
    },
  },
  {
    name: 'set-up-recovery',
    open: async (scene) => {
      await signInPage(scene.page()).signIn(account, scene.password);
      const { recovery } = setUpPage(scene.page());
      await recovery.heading.waitFor({ timeout: patience });
      await recovery.address.fill(recoveryAddress);
    },
  },
  {
    name: 'set-up',
    open: async (scene) => {
      const { recovery, link } = setUpPage(scene.page());
      await recovery.proceed.click();
      await link.picture.waitFor({ timeout: patience });
      scene.linkPhone(await shownKey(scene.page()));
    },
  },
  {
    name: 'set-up-code',
    open: async (scene) => {
      const { link, code } = setUpPage(scene.page());
      await link.proceed.click();
      await code.heading.waitFor({ timeout: patience });
    },
  },
  {
    name: 'set-up-done',
    open: async (scene) => {
      const { code, done } = setUpPage(scene.page());
      await code.input.fill(await scene.code());
      await code.turnOn.click();
      await done.heading.waitFor({ timeout: patience });
    },
    leave: async (scene) => {
      const { done } = setUpPage(scene.page());
      await done.kept.check();
      await done.open.click();
      await mailboxPage(scene.page()).rows.first().waitFor({ timeout: patience });
    },
  },
];

/** The mailbox and what lies over it. */
export const houseScreens: readonly Screen[] = [
  {
    name: 'mailbox-empty-reader',
    open: async (scene) => {
      await mailboxPage(scene.page()).rows.first().waitFor({ timeout: patience });
    },
  },
  {
    name: 'mailbox',
    open: async (scene) => {
      const { rows, reader } = mailboxPage(scene.page());
      await rows.filter({ hasText: 'Cleo Lindqvist' }).first().click();
      await reader.getByRole('heading', { level: 2 }).waitFor({ timeout: patience });
    },
  },
  ...findingScreens,
  {
    name: 'palette',
    open: async (scene) => {
      await scene.page().keyboard.press('Control+k');
      await scene.page().getByRole('dialog').waitFor();
    },
    leave: async (scene) => {
      await scene.page().keyboard.press('Escape');
      await scene.page().getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'keys',
    open: async (scene) => {
      await scene.page().keyboard.press('?');
      await scene.page().getByRole('dialog').waitFor();
    },
    leave: async (scene) => {
      await scene.page().keyboard.press('Escape');
      await scene.page().getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  ...writingScreens,
  {
    name: 'search',
    open: async (scene) => {
      const page = scene.page();
      await page.keyboard.press('/');
      await page.keyboard.type('harbour');
      await page.getByRole('option').first().waitFor({ timeout: patience });
    },
    leave: async (scene) => {
      await scene.page().keyboard.press('Escape');
      await scene.page().keyboard.press('Escape');
      await scene.page().keyboard.press('Escape');
      await mailboxPage(scene.page())
        .folders.getByRole('button', { name: text('folder.inbox') })
        .first()
        .click();
    },
  },
  {
    name: 'settings-account',
    open: async (scene) => {
      const page = scene.page();
      await mailboxPage(page).settings.click();
      await page
        .getByRole('navigation', { name: text('settings.label') })
        .getByRole('button', { name: text('settings.account') })
        .click();
      await page.getByRole('heading', { level: 1, name: text('settings.account') }).waitFor();
    },
  },
  settingsPage('settings-reading', 'readingSettings.title'),
  settingsPage('settings-writing', 'writingSettings.title'),
  settingsPage('settings-general', 'prefs.general'),
  settingsPage('settings-appearance', 'prefs.appearance'),
  settingsPage('settings-notifications', 'prefs.notifications'),
  settingsPage('settings-keyboard', 'keyboard.title'),
  settingsPage('settings-keychain', 'vault.title'),
  settingsPage('settings-about', 'prefs.about'),
  {
    name: 'app-passwords',
    open: async (scene) => {
      const page = scene.page();
      const view = appPasswordsPage(page);
      const answers = { password: scene.password, code: scene.code };
      await page
        .getByRole('navigation', { name: text('settings.label') })
        .getByRole('button', { name: text('settings.appPasswords') })
        .click();
      await answerUntil(page, view.begin, answers);
      await view.begin.click();
      await view.fillIn('Phone');
      await answerUntil(page, view.secretDialog('Phone'), answers);
      await view.closeSecret('Phone');
      await view.row('Phone').waitFor();
    },
  },
  {
    name: 'app-password-new',
    open: async (scene) => {
      const view = appPasswordsPage(scene.page());
      await view.begin.click();
      await view.createDialog.waitFor();
    },
    leave: async (scene) => {
      await scene.page().keyboard.press('Escape');
      await appPasswordsPage(scene.page()).createDialog.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'app-password-revoke',
    open: async (scene) => appPasswordsPage(scene.page()).beginRevoking('Phone'),
    leave: async (scene) => {
      await scene.page().keyboard.press('Escape');
      await appPasswordsPage(scene.page()).revokeDialog('Phone').waitFor({ state: 'detached' });
      await appPasswordsPage(scene.page()).back.click();
    },
  },
];

/** The second factor at another computer, and the mailbox without its server. */
export const lateScreens: readonly Screen[] = [
  {
    name: 'second-factor',
    open: async (scene) => {
      await scene.startOn('second');
      await signInPage(scene.page()).heading.waitFor({ timeout: patience });
      await signInPage(scene.page()).signIn(account, scene.password);
      await secondFactorPage(scene.page()).heading.waitFor({ timeout: patience });
    },
  },
  ...recoveryScreens,
  {
    name: 'mailbox-offline',
    open: async (scene) => {
      await scene.server.stop();
      await scene.startOn('first');
      await mailboxPage(scene.page()).rows.first().waitFor({ timeout: patience });
      await scene
        .page()
        .getByText(new RegExp(`^${text('status.offline')}`))
        .first()
        .waitFor({ timeout: patience });
    },
  },
];

export const allScreens: readonly Screen[] = [...doorScreens, ...houseScreens, ...lateScreens];
