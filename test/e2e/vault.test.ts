import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { lookUpSecret, openInbox } from '../../build/tour/outside-programs.ts';
import { accountsPage } from './pages/accounts-page.ts';
import { appPasswordsPage } from './pages/app-passwords-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { confirmPhone, leaveWizard, signInAndLinkPhone } from './support/enrol.ts';
import { takePicture } from './support/pictures.ts';
import { text } from './support/texts.ts';
import { openWorld, password, type World } from './support/world.ts';

const ana = 'ana@enforced.example';
const otto = 'otto@off.example';
const patience = { timeout: 30_000 };

/** Opens a page of settings; the first one asks for the account password, which is not given. */
const openSettingsAt = async (page: Page, title: string): Promise<void> => {
  await mailboxPage(page).settings.click();
  const { passwordDialog } = appPasswordsPage(page);
  await passwordDialog.waitFor();
  await page.keyboard.press('Escape');
  await passwordDialog.waitFor({ state: 'detached' });
  await page
    .getByRole('navigation', { name: text('settings.label') })
    .getByRole('button', { name: title, exact: true })
    .click();
};

describe('what the keychain keeps', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;
  const page = () => app.window;
  const at = () => ({ ...mailboxPage(page()), ...accountsPage(page()) });
  const section = (address: string) =>
    page()
      .getByRole('region')
      .or(page().locator('section'))
      .filter({ has: page().getByRole('heading', { name: address, exact: true }) });
  const remove = (name: string, address: string) =>
    page().getByRole('button', { name: text('vault.deleteNamed', { name, address }) });
  const question = () => page().getByRole('alertdialog');
  const open = async (): Promise<void> => {
    await openSettingsAt(page(), text('vault.title'));
    await section(ana).waitFor();
  };
  const kept = async (address: string) => {
    const found = await lookUpSecret(world.desktop.user, keychain, address);
    return found === '' ? undefined : JSON.parse(found);
  };
  const opens = async (secret: string): Promise<boolean> => (await openInbox(world.server, ana, secret)).signedIn;

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('vault');
    app = await world.launch('vault', keychain);
    await confirmPhone(page(), await signInAndLinkPhone(page(), ana));
    await leaveWizard(page());
    await at().rows.first().waitFor(patience);
    await at().openSettings();
    await at().add.click();
    await signInPage(page()).signIn(otto, password);
    await at().folders.waitFor(patience);
    await app.quit();
    app = await world.launch('vault', keychain);
    await at().folders.waitFor(patience);
  });
  afterAll(() => world.close());

  it('is listed by account and kind, and never shown', async () => {
    await open();
    for (const kind of ['ownAppPassword', 'deviceToken', 'databaseKey'] as const)
      await section(ana)
        .getByText(text(`vault.kind.${kind}`))
        .waitFor();
    await section(otto).getByText(text('vault.kind.mailPassword')).waitFor();
    expect(
      await section(ana)
        .getByText(/^.*Kept since/)
        .count(),
    ).toBe(3);
    const words = (await page().locator('body').innerText()) + (await page().content());
    const record = await kept(ana);
    for (const secret of [record.mail.secret, record.deviceToken.value, record.databaseKey, password])
      expect(words).not.toContain(secret);
    expect(await accessibilityFaults(page())).toEqual([]);
    await takePicture(page(), 'vault');
  });

  it('loses the trust of the server when the person says so, and mail goes on', async () => {
    await remove(text('vault.kind.deviceToken'), ana).click();
    await question().waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await takePicture(page(), 'vault-delete');
    await page().keyboard.press('Escape');
    expect((await kept(ana)).deviceToken).toBeDefined();
    await remove(text('vault.kind.deviceToken'), ana).click();
    await question()
      .getByRole('button', { name: text('vault.confirm'), exact: true })
      .click();
    await expect.poll(async () => (await kept(ana)).deviceToken).toBeUndefined();
    await expect.poll(() => remove(text('vault.kind.deviceToken'), ana).count()).toBe(0);
    expect(await opens((await kept(ana)).mail.secret)).toBe(true);
  });

  it('is not left by halves when the server cannot be told: says what stays good there, and waits', async () => {
    const before = await kept(ana);
    await remove(text('vault.kind.ownAppPassword'), ana).click();
    await question()
      .getByRole('button', { name: text('vault.confirm'), exact: true })
      .click();
    await question().getByText(text('trustRemains.signInNeeded')).waitFor(patience);
    expect(await accessibilityFaults(page())).toEqual([]);
    await takePicture(page(), 'vault-remains');
    expect(await kept(ana)).toEqual(before);
    await question()
      .getByRole('button', { name: text('vault.keep') })
      .click();
    await remove(text('vault.kind.databaseKey'), ana).waitFor();
  });

  it('lets an account go with its key and mail, its windows closed, and leaves the other one alone', async () => {
    const { mail } = await kept(ana);
    await page()
      .getByRole('navigation', { name: text('settings.label') })
      .getByRole('button', { name: text('settings.back') })
      .click();
    await at().account(ana).click();
    await at().rows.first().click();
    const opened = app.electron.waitForEvent('window');
    await page().keyboard.press('r');
    const compose = await opened;
    await compose.locator('[contenteditable="true"]').first().waitFor();
    const closed = compose.waitForEvent('close');
    await open();
    await remove(text('vault.kind.databaseKey'), ana).click();
    await question()
      .getByRole('button', { name: text('vault.confirm'), exact: true })
      .click();
    await question()
      .getByRole('button', { name: text('vault.deleteAnyway') })
      .click();
    await closed;
    await expect.poll(() => kept(ana), patience).toBeUndefined();
    expect(await opens(mail.secret)).toBe(true);
    await at().folders.waitFor();
    expect(await kept(otto)).toMatchObject({ mail: { secret: password } });
    expect(await at().account(ana).count()).toBe(0);
  });
});

describe('signing out', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('farewell');
    app = await world.launch('farewell', keychain);
    await confirmPhone(app.window, await signInAndLinkPhone(app.window, ana));
    await leaveWizard(app.window);
    await mailboxPage(app.window).rows.first().waitFor(patience);
    await app.quit();
    app = await world.launch('farewell', keychain);
    await mailboxPage(app.window).rows.first().waitFor(patience);
  });
  afterAll(() => world.close());

  it('tells the server by nothing but what is kept, and says so when it cannot', async () => {
    const { mail } = JSON.parse(await lookUpSecret(world.desktop.user, keychain, ana));
    const at = accountsPage(app.window);
    const question = app.window.getByRole('alertdialog');
    await world.server.stop();
    await openSettingsAt(app.window, text('accounts.title'));
    await at.signOut(ana).click();
    await at.confirm(text('common.signOut')).click();
    await question.getByText(text('trustRemains.unreachable')).waitFor(patience);
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await takePicture(app.window, 'farewell-remains');
    await world.restartServer();
    expect((await openInbox(world.server, ana, mail.secret)).signedIn).toBe(true);
    await at.confirm(text('common.tryAgain')).click();
    await signInPage(app.window).heading.waitFor(patience);
    expect((await openInbox(world.server, ana, mail.secret)).signedIn).toBe(false);
    expect(await lookUpSecret(world.desktop.user, keychain, ana)).toBe('');
  });
});
