import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { openInbox, readQrCode, runBesideKeychain } from '../../build/tour/outside-programs.ts';
import { type Phone, showCode } from '../../build/tour/phone.ts';
import { https } from '../integration/support/rpc.ts';
import { answerUntil, appPasswordsPage } from './pages/app-passwords-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { confirmPhone, leaveWizard, signInAndLinkPhone } from './support/enrol.ts';
import { takePicture } from './support/pictures.ts';
import { text } from './support/texts.ts';
import { openWorld, password, type World } from './support/world.ts';

const account = 'ana@enforced.example';

describe('app passwords', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;
  let phone: Phone;
  const secrets = new Map<string, string>();

  const answers = {
    password,
    code: async () => {
      const shown = await showCode(phone);
      phone = shown.phone;
      return shown.code;
    },
  };
  const view = () => appPasswordsPage(app.window);
  const make = async (name: string): Promise<string> => {
    await view().begin.click();
    await view().fillIn(name);
    await answerUntil(app.window, view().secretDialog(name), answers);
    const secret = await view().shownSecret(name);
    secrets.set(name, secret);
    return secret;
  };
  const opens = async (name: string): Promise<boolean> =>
    (await openInbox(world.server, account, secrets.get(name) ?? '')).signedIn;
  const edit = (name: string) => app.window.getByRole('dialog', { name: text('devices.edit.title', { name }) });

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('passwords');
    app = await world.launch('passwords', keychain);
    phone = await confirmPhone(app.window, await signInAndLinkPhone(app.window, account));
    await leaveWizard(app.window);
    await mailboxPage(app.window).settings.click();
    await answerUntil(app.window, view().begin, answers);
  });
  afterAll(() => world.close());

  it('stay hidden until they are asked for, and can be fetched by an Apple device, once', async () => {
    const name = 'iPad';
    await view().begin.click();
    await view().fillIn(name);
    await answerUntil(app.window, view().secretDialog(name), answers);
    const dialog = view().secretDialog(name);
    expect(await dialog.locator('[data-secret]').count()).toBe(0);
    expect(await accessibilityFaults(app.window)).toEqual([]);
    secrets.set(name, await view().shownSecret(name));

    await dialog.getByRole('button', { name: text('devices.conceal') }).click();
    await dialog.getByRole('button', { name: text('devices.profile.show') }).click();
    await dialog.getByRole('img', { name: text('devices.profile.qr') }).waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await dialog.getByRole('img', { name: text('devices.profile.qr') }).scrollIntoViewIfNeeded();
    const picture = join(world.desktop.scratch.folder, 'profile.png');
    await app.window.screenshot({ path: picture });
    const url = await readQrCode(picture);
    const ca = { ca: await readFile(world.server.ca, 'utf8') };
    const fetched = await https(ca, url, undefined);
    expect(fetched.headers['content-type']).toBe('application/x-apple-aspen-config');
    expect(fetched.body).toContain(`<key>IncomingPassword</key><string>${secrets.get(name)}</string>`);
    expect((await https(ca, url, undefined)).status).toBe(404);
    await view().closeSecret(name);
    expect(await opens(name)).toBe(true);
  });

  it('say how each kind of device is set up', async () => {
    const name = 'Scanner on the stairs';
    await make(name);
    const dialog = view().secretDialog(name);
    const choice = dialog.getByRole('combobox', { name: text('devices.guide.for') });
    await expect.poll(() => choice.inputValue()).toBe('printer');
    await dialog.getByText(`User name and sender are both ${account}`).waitFor();
    await choice.selectOption({ label: text('devices.guide.thunderbird.title') });
    await dialog.getByText(`port ${world.server.imaps.port}, and`).waitFor();
    await view().closeSecret(name);
  });

  it('are renamed, narrowed and paused, and obeyed at once', async () => {
    await view().choose('iPad', text('devices.edit.action'));
    await edit('iPad').waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await edit('iPad')
      .getByRole('textbox', { name: text('appPasswords.name') })
      .fill('Scanner on the stairs');
    await edit('iPad')
      .getByRole('button', { name: text('devices.edit.save') })
      .click();
    await edit('iPad').getByRole('alert').waitFor();
    await edit('iPad')
      .getByRole('textbox', { name: text('appPasswords.name') })
      .fill('Kitchen tablet');
    await edit('iPad')
      .getByRole('checkbox', { name: text('appPasswords.scope.imap'), exact: true })
      .uncheck();
    await edit('iPad')
      .getByRole('combobox', { name: text('appPasswords.expires') })
      .selectOption({ label: text('appPasswords.expiry.month') });
    await edit('iPad')
      .getByRole('button', { name: text('devices.edit.save') })
      .click();
    await view()
      .row('Kitchen tablet')
      .filter({ hasText: text('appPasswords.noExpiry') })
      .waitFor({ state: 'detached' });
    expect(await opens('iPad')).toBe(false);

    const scanner = 'Scanner on the stairs';
    expect(await opens(scanner)).toBe(true);
    await view().choose(scanner, text('devices.pause'));
    await view().row(scanner).getByText(text('appPasswords.paused')).waitFor();
    expect(await opens(scanner)).toBe(false);
    await app.window
      .getByRole('combobox', { name: text('devices.filter') })
      .selectOption({ label: text('devices.filters.paused') });
    await expect.poll(() => view().row('Kitchen tablet').count()).toBe(0);
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await view().choose(scanner, text('devices.resume'));
    await app.window.getByText(text('devices.filterEmpty')).waitFor();
    await app.window
      .getByRole('combobox', { name: text('devices.filter') })
      .selectOption({ label: text('devices.filters.all') });
    expect(await opens(scanner)).toBe(true);
  });

  it('reach the clipboard from the list in at most four actions', async () => {
    let actions = 0;
    const press = async (key: string): Promise<void> => {
      actions += 1;
      await app.window.keyboard.press(key);
    };
    await press('n');
    await view().createDialog.waitFor();
    const name = await view()
      .createDialog.getByRole('textbox', { name: text('appPasswords.name') })
      .inputValue();
    expect(name).toBe(text('deviceNames.phone'));
    await press('Enter');
    await view().secretDialog(name).waitFor();
    await press('Enter');
    await app.window.getByText(/^Clipboard clears itself in/).waitFor();
    const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    secrets.set(name, copied);
    expect(actions).toBeLessThanOrEqual(4);
    expect(await opens(name)).toBe(true);
    await view().closeSecret(name);
    await view().begin.click();
    expect(
      await view()
        .createDialog.getByRole('textbox', { name: text('appPasswords.name') })
        .inputValue(),
    ).toBe(`${name} 2`);
    await app.window.keyboard.press('Escape');
    await view().beginRevoking(name);
    await view().revoke(name);
  });

  it('lie in the keychain for a program of this computer that asks for one, as long as they are good', async () => {
    const name = "Ana's mbsync";
    const secret = await make(name);
    const dialog = view().secretDialog(name);
    await dialog.getByRole('button', { name: text('saveHere.save') }).click();
    const line = (await dialog.locator('.guide .keybox code').textContent()) ?? '';
    expect(line).toContain('secret-tool lookup');
    const read = () => runBesideKeychain(world.desktop.user, keychain, line);
    expect(await read()).toBe(secret);
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await dialog.getByText(text('saveHere.useIn')).scrollIntoViewIfNeeded();
    await takePicture(app.window, 'save-here');
    await view().closeSecret(name);

    const live = new ImapFlow({
      ...world.server.imaps,
      secure: true,
      auth: { user: account, pass: await read() },
      tls: { ca: [await readFile(world.server.ca, 'utf8')] },
      logger: false,
    });
    live.on('error', () => undefined);
    const ended = new Promise<number>((done) => live.once('close', () => done(Date.now())));
    await live.connect();
    await view().beginRevoking(name);
    const pressed = Date.now();
    await view().revoke(name);
    expect((await ended) - pressed).toBeLessThan(10_000);
    expect(await read()).toBe('');
  });

  it('come in the order of the column that was pressed', async () => {
    const names = () => app.window.locator('tbody tr .table__t').allInnerTexts();
    await app.window.getByRole('button', { name: text('appPasswords.column.name'), exact: true }).click();
    const ascending = (await names()).slice(1);
    await app.window.getByRole('button', { name: text('appPasswords.column.name'), exact: true }).click();
    expect((await names()).slice(1)).toEqual(ascending.toReversed());
    expect(ascending).toEqual(['Kitchen tablet', 'Scanner on the stairs']);
  });

  it('are all revoked at once but the one of this computer, which goes on reading mail', async () => {
    await app.window.getByRole('button', { name: text('devices.revokeOthers.action') }).click();
    const dialog = app.window.getByRole('alertdialog', { name: text('devices.revokeOthers.title') });
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await dialog.getByRole('button', { name: text('devices.revokeOthers.confirm', { count: 2 }) }).click();
    await view().row('Kitchen tablet').waitFor({ state: 'detached' });
    expect(await opens('Scanner on the stairs')).toBe(false);
    expect(await view().row(text('appPasswords.here')).count()).toBe(1);
    await view().back.click();
    await mailboxPage(app.window).rows.nth(3).click();
    await mailboxPage(app.window).reader.getByRole('article').waitFor();
  });

  it('take a fresh code again when the last proof is old, and stay whose they are in another session', async () => {
    await app.quit();
    app = await world.launch('passwords', keychain);
    await mailboxPage(app.window).settings.click();
    expect(await answerUntil(app.window, view().begin, answers)).toEqual(['the account password']);
    const own = view().row(text('appPasswords.here'));
    await own.waitFor();
    expect(await own.getByRole('button', { name: text('appPasswords.revoke') }).count()).toBe(0);
    await view().begin.click();
    await view().fillIn('Later');
    expect(await answerUntil(app.window, view().secretDialog('Later'), answers)).toEqual(['a code']);
    await view().closeSecret('Later');
  });
});
