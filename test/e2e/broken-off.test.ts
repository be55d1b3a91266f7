import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { showCode } from '../../build/tour/phone.ts';
import { rpcClient } from '../integration/support/rpc.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { setUpPage } from './pages/set-up-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { confirmPhone, leaveWizard, signInAndLinkPhone } from './support/enrol.ts';
import { text } from './support/texts.ts';
import { openWorld, type World } from './support/world.ts';

describe('a set-up that breaks off', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('broken-off');
  });
  afterEach(() => app.quit());
  afterAll(() => world.close());

  /** What the server itself says of an account, asked past the application. */
  const secondFactorOf = async (account: string): Promise<unknown> => {
    const client = rpcClient({ ready: world.server, ca: await readFile(world.server.ca, 'utf8') });
    const { state } = await client.login(account);
    await client.ok('Session.logout', {});
    return state;
  };

  it('begins anew after the window was closed half-way, with nothing half-enrolled on the server', async () => {
    app = await world.launch('closed', keychain);
    const first = await signInAndLinkPhone(app.window, 'ben@enforced.example');
    await app.quit();
    expect(await secondFactorOf('ben@enforced.example')).toBe('setup');

    app = await world.launch('closed', keychain);
    await signInPage(app.window).heading.waitFor();
    const second = await signInAndLinkPhone(app.window, 'ben@enforced.example');
    expect(second.key).not.toBe(first.key);
    await confirmPhone(app.window, second);
    await leaveWizard(app.window);
    await mailboxPage(app.window).folders.waitFor();
    expect(await secondFactorOf('ben@enforced.example')).toBe('code');
  });

  it('says that the server went away, and finishes once it is back', async () => {
    app = await world.launch('stopped', keychain);
    let phone = await signInAndLinkPhone(app.window, 'cleo@enforced.example');
    await world.server.stop();
    const page = setUpPage(app.window);
    const shown = await showCode(phone);
    await page.code.input.fill(shown.code);
    await page.code.turnOn.click();
    await page.alert.filter({ hasText: text('failure.unreachable.title', { host: '127.0.0.1' }) }).waitFor();
    await page.code.heading.waitFor();

    await world.restartServer();
    expect(await secondFactorOf('cleo@enforced.example')).toBe('setup');
    phone = await confirmPhone(app.window, phone);
    await leaveWizard(app.window);
    await mailboxPage(app.window).folders.waitFor();
    expect(await secondFactorOf('cleo@enforced.example')).toBe('code');
  });
});
