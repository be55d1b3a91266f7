import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { lookUpSecret } from '../../build/tour/outside-programs.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { keychainPage, signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { text } from './support/texts.ts';
import { findTraces } from './support/traces.ts';
import { openWorld, password, type World } from './support/world.ts';

const account = 'otto@off.example';

describe('a keychain that does not help', () => {
  let world: World;
  let app: RunningApp;
  const keychains: Keychain[] = [];

  const startKeychain: World['startKeychain'] = async (...args) => {
    const keychain = await world.startKeychain(...args);
    keychains.push(keychain);
    return keychain;
  };

  beforeAll(async () => {
    world = await openWorld();
  });
  afterEach(async () => {
    await app.quit();
    await Promise.all(keychains.splice(0).map((keychain) => keychain.stop()));
  });
  afterAll(() => world.close());

  it('absent: opens the mailbox, says that nothing is kept, and writes the password nowhere', async () => {
    const keychain = await startKeychain('none', 'absent');
    app = await world.launch('absent', keychain);
    await signInPage(app.window).signIn(account, password);
    await mailboxPage(app.window).noKeychain.waitFor();
    await mailboxPage(app.window).folder('Inbox').waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await app.quit();
    const traces = await findTraces([world.profile('absent')], { password });
    expect(traces.files).toBeGreaterThan(5);
    expect(traces.found).toEqual([]);

    app = await world.launch('absent', keychain);
    await signInPage(app.window).heading.waitFor();
  });

  it('locked at the next start: says so, and opens the mailbox once it is unlocked', async () => {
    const open = await startKeychain('locked');
    app = await world.launch('locked', open);
    await signInPage(app.window).signIn(account, password);
    await mailboxPage(app.window).folders.waitFor();
    expect(JSON.parse(await lookUpSecret(world.desktop.user, open, account))).toMatchObject({ address: account });
    await app.quit();
    await open.stop();

    const locked = await startKeychain('locked', 'locked');
    app = await world.launch('locked', locked);
    const page = keychainPage(app.window);
    await page.alert.filter({ hasText: text('failure.keychain.locked.title') }).waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await page.unlock.click();
    await page.alert.filter({ hasText: text('failure.keychain.locked.title') }).waitFor();

    await locked.unlock();
    await page.unlock.click();
    await mailboxPage(app.window).folders.waitFor();
  });

  it('locked at the first sign-in: offers to go on for now only', async () => {
    const open = await startKeychain('first');
    await open.stop();
    const locked = await startKeychain('first', 'locked');
    app = await world.launch('first', locked);
    await signInPage(app.window).signIn(account, password);
    const page = keychainPage(app.window);
    await page.alert.filter({ hasText: text('failure.keychain.locked.title') }).waitFor();
    await page.forNow.click();
    await mailboxPage(app.window).folders.waitFor();
    expect(await lookUpSecret(world.desktop.user, locked, account)).toBe('');
  });

  it('another one than last time: says so, deletes nothing, and opens the mailbox with the one of before', async () => {
    const home = await startKeychain('home');
    app = await world.launch('changed', home);
    await signInPage(app.window).signIn(account, password);
    await mailboxPage(app.window).folders.waitFor();
    await app.quit();
    await home.stop();

    const elsewhere = await startKeychain('elsewhere');
    app = await world.launch('changed', elsewhere);
    const page = keychainPage(app.window);
    await page.alert.filter({ hasText: text('failure.keychain.backendChanged.title') }).waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    await page.retry.click();
    await app.window.getByText(text('keychain.still')).waitFor();
    await app.quit();
    await elsewhere.stop();

    app = await world.launch('changed', await startKeychain('home'));
    await mailboxPage(app.window).folders.waitFor();
    expect(await signInPage(app.window).heading.count()).toBe(0);
  });
});
