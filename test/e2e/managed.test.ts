import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
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

  const launch = async (policy: string): Promise<void> => {
    const file = join(world.desktop.scratch.folder, 'policy.json');
    await writeFile(file, policy, { mode: 0o644 });
    app = await world.launch('managed', keychain, { flags: [`--policy-file=${file}`] });
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
  afterAll(() => world.close());

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

  it('keeps everything closed while nobody can read the policy, and says so', async () => {
    await launch('{"export":');
    const { heading, address } = signInPage(app.window);
    await heading.waitFor();
    await address.fill(account);
    await address.press('Tab');
    await app.window.getByText(text('failure.byPolicy.server')).first().waitFor();
  });
});
