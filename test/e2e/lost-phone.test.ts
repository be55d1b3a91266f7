import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from '@signalapp/sqlcipher';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { builtInAdministrator, setTwoFactor } from '../integration/support/administer.ts';
import { enrol } from '../integration/support/enrol.ts';
import { mailOf } from '../integration/support/mailbox.ts';
import { rpcClient } from '../integration/support/rpc.ts';
import { secondFactorPage } from './pages/second-factor-page.ts';
import { setUpPage } from './pages/set-up-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { text } from './support/texts.ts';
import { openWorld, password, type World } from './support/world.ts';

describe('a second factor that cannot be used', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;
  const outside = 'ben.private@outside.example';
  const server = async () => ({ ready: world.server, ca: await readFile(world.server.ca, 'utf8') });
  const shown = async (): Promise<void> => expect(await accessibilityFaults(app.window)).toEqual([]);
  const codeInMail = async (): Promise<string> => {
    const mails = await mailOf(await server(), outside);
    return /Recovery code: (\d{6})/u.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
  };

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('lost-phone');
    const run = await server();
    await enrol(run, 'ben@enforced.example', { recoveryEmail: outside });
    await enrol(run, 'ana@enforced.example', { recoveryEmail: 'somebody@nowhere.example' });
  });
  afterEach(() => app.quit());
  afterAll(() => world.close());

  const openRecovery = async (profile: string, account: string): Promise<ReturnType<typeof secondFactorPage>> => {
    app = await world.launch(profile, keychain);
    await signInPage(app.window).signIn(account, password);
    const page = secondFactorPage(app.window);
    await page.lost.click();
    await page.recovery.heading.waitFor();
    return page;
  };

  it('has a code mailed that resets it: says where it went, what goes, and when another mail may be asked for', async () => {
    const page = await openRecovery('reset', 'ben@enforced.example');
    await page.recovery.wipes.waitFor();
    await shown();
    expect(await mailOf(await server(), outside)).toHaveLength(0);
    await page.recovery.send.click();
    await page.recovery.mailHeading.waitFor();
    await app.window.getByText('b***@outside.example').waitFor();
    await app.window.getByText(/Send again in 0:\d\d/).waitFor();
    await shown();

    const code = await codeInMail();
    await page.recovery.code.fill(code === '123456' ? '654321' : '123456');
    await page.recovery.reset.click();
    await page.alert.filter({ hasText: text('failure.wrongRecoveryCode.title') }).waitFor();
    await app.window.reload();
    await page.recovery.mailHeading.waitFor();

    await page.recovery.haveCode.click();
    await page.heading.waitFor();
    for (const _ of [2, 3]) {
      await page.lost.click();
      await page.recovery.send.click();
      await page.recovery.mailHeading.waitFor();
      await page.recovery.haveCode.click();
    }
    await page.lost.click();
    await page.recovery.send.click();
    await app.window.getByText(/Send again in 5\d:\d\d/).waitFor();
    await shown();
  });

  it('leads to the sign-in again once it is reset, with everything of it gone', async () => {
    await enrol(await server(), 'omar@optional.example', { recoveryEmail: 'inbox@outside.example' });

    const page = await openRecovery('reset-omar', 'omar@optional.example');
    await page.recovery.send.click();
    await page.recovery.mailHeading.waitFor();
    const mails = await mailOf(await server(), 'inbox@outside.example');
    const code = /Recovery code: (\d{6})/u.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
    await page.recovery.code.fill(code);
    await page.recovery.reset.click();
    await app.window.getByText(text('signIn.notice.secondFactorReset.title')).waitFor();
    expect(await signInPage(app.window).address.inputValue()).toBe('omar@optional.example');
    await shown();
    const again = rpcClient(await server());
    expect(await again.login('omar@optional.example')).toMatchObject({ state: 'none' });
  });

  it('says that the mail could not be sent, and has a message for the administrator', async () => {
    const page = await openRecovery('not-sent', 'ana@enforced.example');
    await page.recovery.send.click();
    await page.alert.filter({ hasText: text('failure.recoveryNotSent.title') }).waitFor();
    await app.window
      .getByRole('button', { name: text('administrator.copy') })
      .first()
      .waitFor();
    await shown();
  });

  it('says that there is no address to send it to', async () => {
    await world.server.stop();
    const db = new Database(join(world.desktop.scratch.folder, 'server', 'state', 'server.db'));
    db.prepare("UPDATE second_factors SET recovery_email = ''").run();
    db.close();
    await world.restartServer();
    const page = await openRecovery('no-address', 'ana@enforced.example');
    await page.recovery.send.click();
    await page.alert.filter({ hasText: text('failure.noRecoveryEmail.title') }).waitFor();
    await shown();
  });

  it('cannot be set up where the server does not save it: names the cause, with a text to copy and to keep', async () => {
    app = await world.launch('stopped', keychain);
    await signInPage(app.window).signIn('cleo@enforced.example', password);
    const page = setUpPage(app.window);
    await page.recovery.address.fill('inbox@outside.example');
    const admin = await builtInAdministrator(await server());
    await setTwoFactor(admin, 'enforced.example', { isEnabled: false, isForced: false });
    await page.recovery.proceed.click();
    await app.window.getByRole('heading', { name: text('failure.noSetup.title') }).waitFor();
    await app.window.getByText(text('failure.noSetup.disabledByPolicy')).waitFor();
    await shown();
    const file = join(world.desktop.scratch.folder, 'run-1', 'for-the-administrator.txt');
    await app.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await app.window.getByRole('button', { name: text('setUp.stopped.save') }).click();
    await app.window.getByText(text('setUp.stopped.saved')).waitFor();
    const kept = await readFile(file, 'utf8');
    for (const part of ['TFAANoSetupError', 'cleo@enforced.example', '127.0.0.1']) expect(kept).toContain(part);

    await setTwoFactor(admin, 'enforced.example', { isEnabled: true, isForced: true });
    await app.window.getByRole('button', { name: text('common.tryAgain') }).click();
    await page.recovery.proceed.click();
    await page.link.picture.waitFor();
  });
});
