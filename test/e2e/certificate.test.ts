import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { fingerprintOf } from '../../build/tour/outside-programs.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { certificatePage, signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { startSilentServer } from './support/silent-tls-server.ts';
import { text } from './support/texts.ts';
import { openWorld, password, type World } from './support/world.ts';

describe('a certificate nobody vouches for', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('certificate');
  });
  afterEach(() => app.quit());
  afterAll(() => world.close());

  it('is shown with the fingerprint that openssl sees, and not one byte is sent to the server before', async () => {
    const silent = await startSilentServer();
    app = await world.launch('silent', keychain, { trusted: false, server: silent.url });
    await signInPage(app.window).type('otto@off.example', password);
    const page = certificatePage(app.window);
    await page.heading.waitFor();
    const expected = await fingerprintOf('127.0.0.1', silent.port);
    expect(expected).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(await page.words()).toContain(expected);
    expect(await page.alert.first().textContent()).toContain(text('failure.certificate.title', { host: '127.0.0.1' }));
    expect(await accessibilityFaults(app.window)).toEqual([]);
    expect(silent.connections()).toBeGreaterThan(0);
    expect(silent.received().length).toBe(0);

    await page.back.click();
    await signInPage(app.window).heading.waitFor();
    expect(silent.received().length).toBe(0);
    await silent.close();
  });

  it('is trusted for this server only after the tick, and then opens the mailbox', async () => {
    app = await world.launch('trusting', keychain, { trusted: false });
    await signInPage(app.window).type('otto@off.example', password);
    const page = certificatePage(app.window);
    await page.heading.waitFor();
    const { hostname, port } = new URL(world.server.webmail);
    expect(await page.words()).toContain(await fingerprintOf(hostname, Number(port)));

    await page.trust.click();
    await page.missing.waitFor();
    expect(await readFile(join(world.server.logs, 'audit.log'), 'utf8').catch(() => '')).not.toContain(
      'otto@off.example',
    );

    await page.compared.check();
    await page.trust.click();
    await signInPage(app.window).signIn('otto@off.example', password);
    await mailboxPage(app.window).folders.waitFor();
  });
});
