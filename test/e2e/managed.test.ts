import { randomBytes } from 'node:crypto';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveTo } from '../../build/desktop/app-user.ts';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { issue, privatePem } from '../unit/api/tls-server.ts';
import { openUpdateFeed, type UpdateFeed } from '../unit/main/updates/update-feed.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { text } from './support/texts.ts';
import { openWorld, password, type World } from './support/world.ts';

const account = 'otto@off.example';

describe('a computer that an organisation manages', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;
  let feed: UpdateFeed | undefined;

  const launch = async (policy: string, environment: Readonly<Record<string, string>> = {}): Promise<void> => {
    const file = join(world.desktop.scratch.folder, 'policy.json');
    await writeFile(file, policy, { mode: 0o644 });
    app = await world.launch('managed', keychain, { flags: [`--policy-file=${file}`], environment });
  };
  const openSettings = async (page: 'prefs.about' | 'readingSettings.title'): Promise<void> => {
    const list = app.window.getByRole('navigation', { name: text('settings.label') });
    if ((await list.count()) === 0) await mailboxPage(app.window).settings.click();
    await list.getByRole('button', { name: text(page), exact: true }).click();
    await app.window.getByRole('heading', { level: 1, name: text(page) }).waitFor();
  };
  const row = (title: string): Locator => app.window.getByRole('listitem').filter({ hasText: title });

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('managed');
  });
  afterAll(async () => {
    await feed?.close();
    await world.close();
  });

  it('signs in to no server that is not allowed, and asks none', async () => {
    await launch('{"allowedServers":["mail.firm.example"]}');
    await signInPage(app.window).heading.waitFor();
    await signInPage(app.window).address.fill(account);
    await signInPage(app.window).address.press('Tab');
    await app.window.getByText(text('failure.byPolicy.title')).first().waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await app.quit();
  });

  it('shows what is decided, and lets nobody change it', async () => {
    const policy = {
      allowedServers: [new URL(world.server.webmail).hostname],
      remotePictures: 'never',
      export: 'off',
      logLevel: 'detailed',
      nothingKnown: 1,
    };
    await launch(JSON.stringify(policy));
    await signInPage(app.window).signIn(account, password);
    await mailboxPage(app.window).folders.waitFor();
    await openSettings('readingSettings.title');
    const pictures = app.window.getByRole('combobox', { name: text('readingSettings.pictures') });
    await row(text('managed.by')).waitFor();
    expect(await pictures.isDisabled()).toBe(true);
    expect(await pictures.inputValue()).toBe('never');
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await openSettings('prefs.about');
    await row(text('managed.wrong')).filter({ hasText: 'nothingKnown' }).waitFor();
    await row(text('managed.by'))
      .filter({ hasText: text('managed.keys.export') })
      .waitFor();
  });

  it('holds the decisions where the window is not asked', async () => {
    const answers = await app.window.evaluate(async () => {
      const { latchkey } = window as unknown as {
        latchkey: Record<string, Record<string, (input: unknown, account?: string) => Promise<unknown>>>;
      };
      const key = { folder: 'INBOX', uidValidity: '1', uid: 1 };
      await latchkey['preferences']?.['change']?.({ group: 'reading', values: { remotePictures: 'always' } });
      const kept = (await latchkey['preferences']?.['get']?.({})) as { value: { reading: { remotePictures: string } } };
      const frame = (await latchkey['system']?.['prepareMessageFrame']?.({
        html: '<p>x</p>',
        remote: true,
        dark: false,
        title: 'x',
      })) as { value: { url: string } };
      const saved = await latchkey['messageFiles']?.['saveMessage']?.(key);
      return { kept: kept.value.reading.remotePictures, url: frame.value.url, saved };
    });
    expect(answers.kept).toBe('never');
    expect(answers.saved).toEqual({ ok: false, error: { code: 'byPolicy', what: 'export' } });
    const header = await app.electron.evaluate(
      async ({ session }, url) => (await session.defaultSession.fetch(url)).headers.get('content-security-policy'),
      `${answers.url}body`,
    );
    expect(header).toContain("default-src 'none'");
    expect(header).not.toMatch(/https?:/);
  });

  it('gathers diagnostics a person can read before copying them, without anything of theirs', async () => {
    await openSettings('prefs.about');
    await row(text('diagnostics.show')).getByRole('button').click();
    const dialog = app.window.getByRole('dialog', { name: text('diagnostics.dialog') });
    const shown = await dialog.locator('pre').innerText();
    expect(shown).toMatch(/^accounts: mailbox$/m);
    expect(shown).toMatch(/^policy: .*remotePictures/m);
    expect(shown).toMatch(/start: version/);
    expect(await accessibilityFaults(app.window)).toEqual([]);
    const reports = join(world.profile('managed'), 'reports');
    const files = (await readdir(reports)).filter((name) => name.endsWith('.log'));
    const logged = (await Promise.all(files.map((name) => readFile(join(reports, name), 'utf8')))).join('');
    for (const secret of [password, account, new URL(world.server.webmail).host]) {
      expect(shown).not.toContain(secret);
      expect(logged).not.toContain(secret);
    }
    await dialog.getByRole('button', { name: text('common.close') }).click();
    await app.quit();
  });

  it('opens a page that ended once more by itself, in the same place, and says so plainly after a second time', async () => {
    await launch('{}');
    await mailboxPage(app.window).folders.waitFor();
    // A page that ends under a question never answers it: the window is asked, not its page.
    const shown = (): Promise<string> =>
      app.electron.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
        return `${contents.getOSProcessId()} ${contents.getURL()}`;
      });
    const end = (): Promise<void> =>
      app.electron.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
      });
    const before = await shown();
    expect(before).toMatch(/\/index\.html$/);
    await end();
    await expect
      .poll(
        async () => {
          const now = await shown();
          return now !== before && now.endsWith('/index.html');
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    await end();
    await expect.poll(shown, { timeout: 20_000 }).toMatch(/\/stopped\.html$/);
    await app.electron.evaluate(({ BrowserWindow }) => {
      void BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.querySelector('a').click()", true);
    });
    await expect.poll(shown, { timeout: 20_000 }).toMatch(/\/index\.html$/);
    const log = await readFile(join(world.profile('managed'), 'reports/latchkey.log'), 'utf8');
    expect(log).toMatch(/error process: window ended: (?:crashed|killed)/);
    await app.quit();
  });

  it('offers a new version of its own feed, fetches it, and is replaced by it at the end', async () => {
    const issued = await issue({ name: 'localhost', hosts: ['localhost'], authority: true });
    feed = await openUpdateFeed({ key: await privatePem(issued), cert: issued.pem });
    const { folder } = world.desktop.scratch;
    const place = await world.desktop.scratch.privateFolder('installed');
    const installed = join(place, 'Latchkey.AppImage');
    const old = join(folder, 'old');
    await writeFile(old, '#!/bin/sh\necho old\n');
    await copyFile(old, installed);
    giveTo(world.desktop.user, installed);
    const authorityFile = join(folder, 'feed.pem');
    await writeFile(authorityFile, issued.pem);
    const policy = { updateFeed: feed.folder.href, updateKey: feed.key, updateMode: 'ask', authorityFile };
    const next = Buffer.concat([Buffer.from('#!/bin/sh\necho new\nexit\n'), randomBytes(3_000_000)]);
    feed.offer('9.0.0', 'latchkey-mail-9.0.0.AppImage', next);
    await launch(JSON.stringify(policy), { APPIMAGE: installed });
    await mailboxPage(app.window).folders.waitFor();
    await openSettings('prefs.about');
    const button = (name: string): Locator => app.window.getByRole('button', { name, exact: true });
    await button(text('update.look')).click();
    await button(text('update.download')).waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    const other = Buffer.from(next);
    other.writeUInt8(other.readUInt8(900_000) ^ 1, 900_000);
    feed.put('latchkey-mail-9.0.0.AppImage', other);
    await button(text('update.download')).click();
    await app.window.getByText(text('update.failed.damaged')).waitFor();
    feed.put('latchkey-mail-9.0.0.AppImage', next);
    await button(text('update.again')).click();
    await button(text('update.download')).click();
    await app.window.getByText(text('update.ready', { version: '9.0.0' })).waitFor();
    expect(await readFile(installed, 'utf8')).toContain('echo old');
    await app.quit();
    expect((await readFile(installed)).equals(next)).toBe(true);
  });

  it('keeps everything closed while nobody can read the policy, and says so', async () => {
    await launch('{"export":');
    const { heading, address } = signInPage(app.window);
    await heading.waitFor();
    await address.fill(account);
    await address.press('Tab');
    await app.window.getByText(text('failure.byPolicy.server')).first().waitFor();
  });
});
