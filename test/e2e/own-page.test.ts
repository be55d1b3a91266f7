import { appendFile, mkdir, readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { lookUpSecret } from '../../build/tour/outside-programs.ts';
import { type MailSink, startMailSink } from '../integration/support/mail-sink.ts';
import { factorCookie, type PageServer, startPageServer } from '../integration/support/page-server.ts';
import { type PlainDovecot, startPlainDovecot } from '../integration/support/plain-dovecot.ts';
import { mailAccountPage } from './pages/mail-account-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { text } from './support/texts.ts';
import { findTraces } from './support/traces.ts';
import { openWorld, type World } from './support/world.ts';

const webPassword = 'Web-pass-4711';
const code = '204060';
const patience = { timeout: 30_000 };

describe('a server with a sign-in on its own page', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;
  let dovecot: PlainDovecot;
  let sink: MailSink;
  let server: PageServer;
  let bystander: Server;
  /** Connections to the origin the page must not reach. */
  let visits = 0;

  const window = () => app.window;
  const door = () => mailAccountPage(window());
  const openPage = async (button: string): Promise<Page> => {
    const [page] = await Promise.all([
      app.electron.waitForEvent('window'),
      window().getByRole('button', { name: button }).click(),
    ]);
    return page;
  };
  const picture = async (name: string): Promise<void> => {
    const folder = process.env['LATCHKEY_PICTURES'];
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    await window().screenshot({ path: join(folder, `${name}.png`) });
  };
  const signInOn = async (page: Page, password: string): Promise<void> => {
    await page.getByLabel('Name').fill(dovecot.user);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  beforeAll(async () => {
    dovecot = await startPlainDovecot();
    const certificates = join(dovecot.folder, 'certificates');
    sink = await startMailSink(dovecot.user, dovecot.password, certificates);
    bystander = createServer((socket) => {
      visits += 1;
      socket.destroy();
    });
    await new Promise<void>((listening) => bystander.listen(0, '127.0.0.1', listening));
    const elsewhere = `https://127.0.0.1:${(bystander.address() as { port: number }).port}`;
    const person = { address: dovecot.user, fullName: 'Anna Plain', password: webPassword, code };
    server = await startPageServer(certificates, person, elsewhere);
    await (await dovecot.client()).append('INBOX', 'From: Zoe <zoe@x.example>\r\nSubject: Ferry\r\n\r\nAt noon.\r\n');
    world = await openWorld();
    await appendFile(join(world.desktop.scratch.folder, 'ca.pem'), `\n${dovecot.ca}`);
    keychain = await world.startKeychain('own-page');
    app = await world.launch('own-page', keychain, { server: server.url });
  });
  afterAll(async () => {
    await world?.close();
    await Promise.all([server?.close(), sink?.close(), dovecot?.stop()]);
    bystander?.close();
  });

  it('is offered where the server answers without our calls, and claims nothing more', async () => {
    await signInPage(window()).type(dovecot.user, 'typed into the wrong place');
    await window()
      .getByText(text('failure.unsupportedServer.title', { host: '127.0.0.1' }))
      .waitFor(patience);
    expect(await accessibilityFaults(window())).toEqual([]);
    await picture('own-page-offer');
    expect(server.requests.filter((request) => request !== 'rpc Version.getApiVersion')).toEqual([]);
  });

  it('shows a page that reaches nothing but its own server', async () => {
    const page = await openPage(text('mailAccount.ownPage.signIn'));
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    const here = `${server.url}/webmail/login/`;
    expect(page.url()).toBe(here);
    const powers = await page.evaluate(async () => ({
      node: typeof (globalThis as { require?: unknown }).require,
      process: typeof (globalThis as { process?: unknown }).process,
      bridge: typeof (globalThis as { latchkey?: unknown }).latchkey,
      opened: globalThis.open('/webmail/login/') === null,
      notification: await Notification.requestPermission(),
      geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(
        () => 'given',
        () => 'refused',
      ),
    }));
    expect(powers).toEqual({
      node: 'undefined',
      process: 'undefined',
      bridge: 'undefined',
      opened: true,
      notification: 'denied',
      geolocation: 'denied',
      camera: 'refused',
    });
    const windows = app.electron.windows().length;
    const fetched = await page.evaluate(() =>
      fetch(`${document.querySelector<HTMLAnchorElement>('#away')?.href}/fetched`, { mode: 'no-cors' }).then(
        () => true,
        () => false,
      ),
    );
    expect(fetched).toBe(false);
    // From here on the page is looked at from the main process: Playwright waits for what it sees beginning.
    await page.evaluate(() => {
      const click = (way: string): void => document.querySelector<HTMLAnchorElement>(way)?.click();
      const ways = [
        () => click('#away'),
        () => click('#new'),
        () => location.assign(document.querySelector<HTMLAnchorElement>('#away')?.href ?? ''),
        () => click('#file'),
      ];
      for (const [at, go] of ways.entries()) setTimeout(go, 200 * (at + 1));
    });
    await expect
      .poll(() => server.requests.filter((request) => request.endsWith('/webmail/file')).length, patience)
      .toBe(1);
    const shown = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((one) => one.webContents.getURL()),
    );
    expect(shown).toHaveLength(windows);
    expect(shown).toContain(here);
    expect(visits).toBe(0);
    const saved = await readdir(world.profile('own-page'), { recursive: true });
    expect(saved.filter((name) => name.includes('saved'))).toEqual([]);
    expect(await app.electron.evaluate(({ session }) => session.defaultSession.cookies.get({}))).toEqual([]);
    await app.electron.evaluate(({ BrowserWindow }, address) => {
      for (const one of BrowserWindow.getAllWindows()) if (one.webContents.getURL() === address) one.close();
    }, here);
    await window().getByText(text('mailAccount.ownPage.closed')).waitFor();
  });

  it('takes over who signed in there, after the second factor and not before', async () => {
    const page = await openPage(text('mailAccount.ownPage.signIn'));
    await signInOn(page, 'not the password');
    await page.getByRole('alert').waitFor();
    await signInOn(page, webPassword);
    await page.getByLabel('Code').fill(code);
    expect(await door().heading.count()).toBe(0);
    const closed = page.waitForEvent('close');
    await page.getByRole('button', { name: 'Go on' }).click();
    await closed;
    await door().heading.waitFor(patience);
    expect(await door().address.inputValue()).toBe(dovecot.user);
    expect(await door().fullName.inputValue()).toBe('Anna Plain');
    expect(server.requests).toContain('rpc Session.whoAmI');
    expect(await accessibilityFaults(window())).toEqual([]);
    await picture('own-page-door');
  });

  it('opens the page for an app password without another sign-in, and mail with that password', async () => {
    const page = await openPage(text('mailAccount.ownPage.open'));
    await page.getByText('Anna Plain').waitFor();
    await page.close();
    await door().change.click();
    await door().port('reading').fill(String(dovecot.imaps.port));
    await door().port('sending').fill(String(sink.tls));
    await door().password.fill(dovecot.password);
    await door().submit.click();
    await mailboxPage(window()).rows.filter({ hasText: 'Ferry' }).waitFor(patience);
    const kept = JSON.parse(await lookUpSecret(world.desktop.user, keychain, dovecot.user));
    expect(kept.page.url).toBe(server.url);
    const names = kept.page.cookies.map(({ name }: { name: string }) => name);
    expect(visits).toBe(0);
    expect(names).toEqual(expect.arrayContaining(['SESSION_CONNECT_WEBMAIL', 'TOKEN_CONNECT_WEBMAIL', factorCookie]));
    const cookies = Object.fromEntries(
      kept.page.cookies.map(({ name, value }: { name: string; value: string }) => [name, value]),
    );
    await app.quit();
    const traces = await findTraces([world.profile('own-page')], {
      'web password': webPassword,
      'app password': dovecot.password,
      ...cookies,
    });
    expect(traces.files).toBeGreaterThan(0);
    expect(traces.found).toEqual([]);
  });
});
