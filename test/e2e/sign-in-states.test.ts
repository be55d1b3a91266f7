import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { type Issued, issue } from '../unit/api/tls-server.ts';
import { secondFactorPage } from './pages/second-factor-page.ts';
import { setUpPage } from './pages/set-up-page.ts';
import { certificatePage, changedCertificatePage, signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { introducesItself, ownAuthority, showsPage, startStandIn } from './support/stand-in-server.ts';
import { text } from './support/texts.ts';
import { openWorld, password, type World } from './support/world.ts';

const address = 'ana@enforced.example';

describe('a server in a state of its own', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;
  let standIn: Awaited<ReturnType<typeof startStandIn>> | undefined;
  let trusted: { readonly authority: Issued; readonly file: string };
  let profiles = 0;

  const launchAt = async (server: string, trustCa?: string): Promise<void> => {
    profiles += 1;
    app = await world.launch(`state-${profiles}`, keychain, {
      server,
      ...(trustCa === undefined ? {} : { trustCa }),
    });
  };
  const shown = async (): Promise<void> => expect(await accessibilityFaults(app.window)).toEqual([]);

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('states');
    trusted = await ownAuthority(world.desktop.scratch.folder);
  });
  afterEach(async () => {
    await app.quit();
    await standIn?.close();
    standIn = undefined;
  });
  afterAll(() => world.close());

  it.each([
    { reason: 'expired', wish: { hosts: ['127.0.0.1'], days: [-30, -1] } },
    { reason: 'notYetValid', wish: { hosts: ['127.0.0.1'], days: [5, 30] } },
    { reason: 'wrongHost', wish: { hosts: ['mail.other.example'], days: [-1, 30] } },
  ] as const)('$reason: says what is wrong with its certificate, and gets no password', async ({ reason, wish }) => {
    const issuer = trusted.authority;
    standIn = await startStandIn(await issue({ name: '127.0.0.1', issuer, ...wish }), introducesItself);
    await launchAt(standIn.url, trusted.file);
    await signInPage(app.window).password.fill(password);
    await signInPage(app.window).address.fill(address);
    const page = certificatePage(app.window);
    await page.heading.waitFor();
    expect(await page.alert.first().textContent()).toContain(text(`failure.certificate.${reason}`));
    await shown();
    expect(standIn.passwords()).toBe(0);
  });

  it('shows a changed certificate on a screen of its own, which a tick does not pass', async () => {
    const first = await issue({ name: 'mail', hosts: ['127.0.0.1'] });
    const second = await issue({ name: 'mail', hosts: ['127.0.0.1'] });
    const [before, after] = await Promise.all(
      [first, second].map(({ certificate }) => certificate.getThumbprint('SHA-256')),
    );
    const pairs = (print: ArrayBuffer | undefined): string =>
      [...new Uint8Array(print ?? new ArrayBuffer(0))]
        .map((byte) => byte.toString(16).padStart(2, '0').toUpperCase())
        .join(':');
    standIn = await startStandIn(first, introducesItself);
    await launchAt(standIn.url, trusted.file);
    const signIn = signInPage(app.window);
    await signIn.address.fill(address);
    const untrusted = certificatePage(app.window);
    await untrusted.compared.check();
    await untrusted.trust.click();
    await signIn.probe.filter({ hasText: '127.0.0.1' }).waitFor();

    await standIn.show(second);
    await signIn.address.fill('ben@enforced.example');
    const changed = changedCertificatePage(app.window);
    await changed.heading.waitFor();
    const words = await changed.words();
    expect(words).toContain(pairs(before));
    expect(words).toContain(pairs(after));
    expect(await changed.compared.count()).toBe(0);
    await shown();
    await changed.trust.click();
    await changed.missing.waitFor();
    await changed.lastPairs.fill(pairs(before).slice(-11));
    await changed.trust.click();
    await changed.differs.waitFor();
    await changed.lastPairs.fill(pairs(after).slice(-11).toLowerCase().replaceAll(':', ' '));
    await changed.trust.click();
    await signIn.probe.filter({ hasText: '127.0.0.1' }).waitFor();
    expect(standIn.passwords()).toBe(0);
  });

  it('takes a web page in its place for a network that wants a sign-in first, and opens that outside', async () => {
    const own = await issue({ name: 'portal', hosts: ['127.0.0.1'], issuer: trusted.authority });
    standIn = await startStandIn(own, showsPage);
    await launchAt(standIn.url, trusted.file);
    const page = signInPage(app.window);
    await page.signIn(address, password);
    await page.refusal.filter({ hasText: text('failure.captivePortal.title') }).waitFor();
    await app.window.getByRole('button', { name: text('signIn.openPage') }).waitFor();
    await shown();
    standIn.answerWith((_request, _body, response) => {
      response.writeHead(302, { location: 'https://wifi.hotel.example/welcome' }).end();
    });
    await app.window.getByRole('button', { name: text('signIn.lookAgain') }).click();
    await page.refusal.filter({ hasText: text('failure.captivePortal.title') }).waitFor();
    expect(standIn.passwords()).toBe(0);
    standIn.answerWith(introducesItself);
    await app.window.getByRole('button', { name: text('signIn.lookAgain') }).click();
    await page.probe.filter({ hasText: '127.0.0.1' }).waitFor();
  });

  it('names the version it needs', async () => {
    await world.server.stop();
    await world.restartServer(['--min-client-version=99.1']);
    await launchAt(world.server.webmail);
    const page = signInPage(app.window);
    await page.signIn(address, password);
    const alert = page.refusal.filter({ hasText: text('failure.clientTooOld.title') });
    await alert.waitFor();
    expect(await alert.textContent()).toContain('99.1');
    await shown();
    await world.server.stop();
    await world.restartServer();
  });

  it('counts a wait for the password down, and takes it afterwards', async () => {
    await launchAt(world.server.webmail);
    const page = signInPage(app.window);
    for (let tries = 0; tries < 3; tries += 1) {
      await page.signIn('olga@optional.example', `Not-the-password-${tries}`);
      await page.refusal
        .filter({ hasText: text('failure.authFailed.title') })
        .or(page.refusal.filter({ hasText: text('failure.tryLater.title') }))
        .waitFor();
      await expect.poll(() => page.proceed.getAttribute('aria-busy')).not.toBe('true');
    }
    await page.signIn('olga@optional.example', password);
    await app.window.getByText(text('failure.tryLater.title')).waitFor();
    const timer = app.window.getByRole('timer');
    const left = async (): Promise<number> => Number(/\d+/.exec((await timer.textContent()) ?? '')?.[0]);
    const atFirst = await left();
    expect(atFirst).toBeGreaterThan(60);
    await expect.poll(left, { timeout: 5000 }).toBeLessThan(atFirst);
    await shown();
    await world.server.stop();
    await world.restartServer();
  });

  it('says by how much the clocks differ before a code is typed', async () => {
    await world.server.stop();
    await world.restartServer(['--clock-offset=-95']);
    await launchAt(world.server.webmail);
    await signInPage(app.window).signIn(address, password);
    const { recovery, link, code } = setUpPage(app.window);
    await recovery.address.fill('inbox@outside.example');
    await recovery.proceed.click();
    await link.proceed.click();
    await code.heading.waitFor();
    await app.window
      .getByRole('alert')
      .filter({ hasText: /wrong by 1 min 3\d s/ })
      .waitFor();
    await shown();
  });

  it('ends an unfinished sign-in in sight of the person', async () => {
    await launchAt(world.server.webmail);
    await signInPage(app.window).signIn('ben@enforced.example', password);
    const { recovery } = setUpPage(app.window);
    await recovery.address.fill('inbox@outside.example');
    await world.server.stop();
    await world.restartServer(['--clock-offset=700']);
    await recovery.proceed.click();
    await app.window.getByText(text('signIn.notice.expired.title')).waitFor();
    expect(await signInPage(app.window).address.inputValue()).toBe('ben@enforced.example');
    expect(await secondFactorPage(app.window).heading.count()).toBe(0);
    await shown();
    await world.server.stop();
    await world.restartServer();
  });
});
