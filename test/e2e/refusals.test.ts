import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { showCode, wrongCode } from '../../build/tour/phone.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { secondFactorPage } from './pages/second-factor-page.ts';
import { setUpPage } from './pages/set-up-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { confirmPhone, signInAndLinkPhone } from './support/enrol.ts';
import { text } from './support/texts.ts';
import { openWorld, password, type World } from './support/world.ts';

describe('what the server refuses', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('refusals');
  });
  afterEach(() => app.quit());
  afterAll(() => world.close());

  it('says that a pair of address and password was not accepted, and takes the right one after it', async () => {
    app = await world.launch('password', keychain);
    const page = signInPage(app.window);
    await page.signIn('ben@enforced.example', 'Not-the-password-7');
    const alert = page.refusal.filter({ hasText: text('failure.authFailed.title') });
    await alert.waitFor();
    expect(await alert.textContent()).toContain(text('failure.authFailed.means'));
    expect(await accessibilityFaults(app.window)).toEqual([]);

    await page.signIn('ben@enforced.example', password);
    await setUpPage(app.window).recovery.heading.waitFor();
  });

  it('says the same for an account that does not exist', async () => {
    app = await world.launch('nobody', keychain);
    const page = signInPage(app.window);
    await page.signIn('nobody.here@enforced.example', password);
    await page.refusal.filter({ hasText: text('failure.authFailed.title') }).waitFor();
  });

  it('counts a wrong code, names what is left, and takes the right one, in the wizard and at the door', async () => {
    app = await world.launch('wizard', keychain);
    let phone = await signInAndLinkPhone(app.window, 'cleo@enforced.example');
    const wizard = setUpPage(app.window);
    await wizard.code.input.fill(await wrongCode(phone));
    await wizard.code.turnOn.click();
    await wizard.alert.filter({ hasText: text('failure.wrongCode.title', { used: 1, all: 5 }) }).waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    phone = await confirmPhone(app.window, phone);
    await app.quit();

    app = await world.launch('other-computer', keychain);
    await signInPage(app.window).signIn('cleo@enforced.example', password);
    const door = secondFactorPage(app.window);
    await door.heading.waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    for (const used of [1, 2]) {
      await door.code.fill(await wrongCode(phone));
      await door.alert.filter({ hasText: text('failure.wrongCode.title', { used, all: 5 }) }).waitFor();
      expect(await door.code.inputValue()).toBe('');
    }
    await door.code.fill((await showCode(phone)).code);
    await mailboxPage(app.window).folders.waitFor();
  });

  it('says that a server does not answer, and finds it when it does', async () => {
    const { port } = new URL(world.server.webmail);
    app = await world.launch('unreachable', keychain);
    await world.server.stop();
    const page = signInPage(app.window);
    await page.signIn('otto@off.example', password);
    const alert = page.refusal.filter({ hasText: text('failure.unreachable.title', { host: '127.0.0.1' }) });
    await alert.waitFor();
    expect(await alert.textContent()).toContain(text('failure.unreachable.refused'));
    expect(await accessibilityFaults(app.window)).toEqual([]);

    await world.restartServer();
    expect(new URL(world.server.webmail).port).toBe(port);
    await page.signIn('otto@off.example', password);
    await mailboxPage(app.window).folders.waitFor();
  });
});
