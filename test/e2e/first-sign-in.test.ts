import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedSignIn } from '../../app/auth/ports.ts';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { lookUpSecret, openInbox, readQrCode } from '../../build/tour/outside-programs.ts';
import { type Phone, showCode } from '../../build/tour/phone.ts';
import { shownKey } from '../../build/tour/shown-key.ts';
import { answerUntil, appPasswordsPage } from './pages/app-passwords-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { setUpPage } from './pages/set-up-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { confirmPhone, leaveWizard } from './support/enrol.ts';
import { renderersBelow } from './support/process-facts.ts';
import { text } from './support/texts.ts';
import { findTraces } from './support/traces.ts';
import { tryWaysAround } from './support/ways-around.ts';
import { openWorld, password, type World } from './support/world.ts';

const account = 'ana@enforced.example';

describe('the first sign-in under enforced two-factor, and what comes after it', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;
  let phone: Phone;
  let printed = '';

  const launch = async (): Promise<void> => {
    app = await world.launch('ana', keychain);
  };
  const quit = async (): Promise<void> => {
    await app.quit();
    printed += app.output();
  };

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('ana');
    await launch();
  });
  afterAll(() => world.close());

  it('runs the window in the sandbox, as an ordinary user, where the machine allows', async () => {
    await signInPage(app.window).heading.waitFor();
    const renderers = await renderersBelow(app.electron.process().pid ?? 0);
    expect(renderers.length).toBeGreaterThan(0);
    for (const { uid, seccomp } of renderers) {
      expect(uid).toBe(world.desktop.user.uid);
      expect(seccomp).toBe(world.desktop.user.sandbox ? 2 : 0);
    }
  });

  it('leads from the password into the set-up, which cannot be left sideways', async () => {
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await signInPage(app.window).signIn(account, password);
    const { heading } = setUpPage(app.window).recovery;
    await heading.waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    const tried = await tryWaysAround(app.window, () => heading.waitFor({ timeout: 5000 }));
    expect(tried).toContain('reload');
  });

  it('shows a QR code that any reader takes, with the same key as text, and takes the code made from it', async () => {
    const { recovery, link, code } = setUpPage(app.window);
    await recovery.address.fill('ana.private@outside.example');
    await recovery.proceed.click();
    await link.picture.waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    const picture = join(world.desktop.scratch.folder, 'qr.png');
    await app.window.screenshot({ path: picture });
    const uri = new URL(await readQrCode(picture));
    expect(uri.protocol).toBe('otpauth:');
    expect(decodeURIComponent(uri.pathname)).toContain(account);
    const key = uri.searchParams.get('secret') ?? '';
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    expect(await shownKey(app.window)).toBe(key);

    await link.proceed.click();
    await code.heading.waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    phone = await confirmPhone(app.window, { key, lastStep: 0 });
    expect(await accessibilityFaults(app.window)).toEqual([]);
    expect(await setUpPage(app.window).done.recoveryCodes.count()).toBe(10);
  });

  it('opens the mailbox with all its conversations over IMAP, and shows a message without its remote pictures', async () => {
    await leaveWizard(app.window);
    const { rows, reader } = mailboxPage(app.window);
    await rows.first().waitFor();
    await expect.poll(async () => Number(await rows.first().getAttribute('aria-setsize'))).toBeGreaterThan(200);
    expect(await accessibilityFaults(app.window)).toEqual([]);
    const requested: string[] = [];
    app.window.on('request', (request) => requested.push(request.url()));
    await rows.filter({ hasText: 'The Harbour Weekly' }).first().click();
    await reader.getByText(text('reader.blocked', { count: 2 })).waitFor();
    const outer = reader.locator('iframe').contentFrame();
    await outer.locator('iframe').contentFrame().getByRole('heading').first().waitFor();
    expect(requested.filter((url) => /^(https?|wss?):/.test(url))).toEqual([]);
    expect(await accessibilityFaults(app.window)).toEqual([]);
  });

  it('opens the mailbox at once at the second start, with no password and no code', async () => {
    await quit();
    await launch();
    await mailboxPage(app.window).rows.first().waitFor();
    expect(await signInPage(app.window).heading.count()).toBe(0);
  });

  it('makes an app password that curl can use, lists its use, and revokes it', async () => {
    const name = 'Phone';
    const view = appPasswordsPage(app.window);
    const answers = {
      password,
      code: async () => {
        const shown = await showCode(phone);
        phone = shown.phone;
        return shown.code;
      },
    };
    const conversations = Number(await mailboxPage(app.window).rows.first().getAttribute('aria-setsize'));
    await mailboxPage(app.window).settings.click();
    expect(await answerUntil(app.window, view.begin, answers)).toEqual(['the account password']);
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await view.begin.click();
    await view.createDialog.waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await view.fillIn(name);
    await view.codeDialog.waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    expect(await answerUntil(app.window, view.secretDialog(name), answers)).toEqual(['a code']);
    expect(await accessibilityFaults(app.window)).toEqual([]);
    const secret = await view.shownSecret(name);
    expect(secret).toMatch(/^[a-z]{20}$/i);
    await view.closeSecret(name);
    expect(await app.window.getByText(secret.slice(0, 4)).count()).toBe(0);

    const [, messages] = /MESSAGES (\d+)/.exec((await openInbox(world.server, account, secret)).output) ?? [];
    expect(Number(messages)).toBeGreaterThan(conversations);
    expect((await openInbox(world.server, account, `${secret.slice(0, -1)}0`)).signedIn).toBe(false);
    await view.back.click();
    await mailboxPage(app.window).settings.click();
    await view.row(name).filter({ hasText: 'IMAP from 127.0.0.1' }).waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await view.beginRevoking(name);
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await view.revoke(name);
    expect((await openInbox(world.server, account, secret)).output).toContain('Login denied');
  });

  it('keeps its secrets in the keychain and nowhere else', async () => {
    await quit();
    const record = storedSignIn.parse(JSON.parse(await lookUpSecret(world.desktop.user, keychain, account)));
    expect(record.mail.kind).toBe('appPassword');
    const secrets = {
      'account password': password,
      'app password': record.mail.secret,
      'device token': record.deviceToken?.value ?? '',
      'authenticator key': phone.key,
    };
    expect((await openInbox(world.server, account, record.mail.secret)).signedIn).toBe(true);

    const folders = [world.profile('ana'), world.server.logs, join(world.desktop.scratch.folder, 'keyring-ana')];
    const { files, found } = await findTraces(folders, secrets);
    expect(files).toBeGreaterThan(20);
    expect(found).toEqual([]);
    for (const secret of Object.values(secrets)) expect(printed).not.toContain(secret);
  });

  it('finds a secret where there is one, so that finding none means something', async () => {
    const folder = join(world.desktop.scratch.folder, 'control');
    await mkdir(folder);
    await writeFile(join(folder, 'note'), Buffer.from(`..${phone.key}..`, 'utf16le'));
    expect((await findTraces([folder], { key: phone.key })).found).toHaveLength(1);
  });
});
