import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandAs } from '../../build/desktop/app-user.ts';
import type { Keychain } from '../../build/desktop/keychain.ts';
import { argumentsFor, environmentFor, type RunningApp } from '../../build/desktop/launch.ts';
import { run as runProcess } from '../../build/set-up/process-group.mjs';
import { type Phone, showCode } from '../../build/tour/phone.ts';
import { builtInAdministrator, userNamed } from '../integration/support/administer.ts';
import { rpcClient } from '../integration/support/rpc.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { secondFactorPage } from './pages/second-factor-page.ts';
import { setUpPage } from './pages/set-up-page.ts';
import { keychainPage, signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { confirmPhone, leaveWizard, linkPhone } from './support/enrol.ts';
import { text } from './support/texts.ts';
import { openWorld, password, type World } from './support/world.ts';

const patience = { timeout: 30_000 };
const ana = 'ana@enforced.example';
const otto = 'otto@off.example';

describe('a start that finds things changed', () => {
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;
  let phone: Phone;
  const newPassword = 'Another-pass-2';

  const server = async () => ({ ready: world.server, ca: await readFile(world.server.ca, 'utf8') });
  const shown = async (): Promise<void> => expect(await accessibilityFaults(app.window)).toEqual([]);
  const signInAgain = () => app.window.getByRole('button', { name: text('mailbox.signInAgain') }).first();
  const banner = (cause: 'revoked' | 'passwordChanged' | 'accountDisabled') =>
    app.window
      .getByRole('alert')
      .filter({ hasText: text(`failure.mailRefused.${cause}.title`) })
      .first();

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('start-up');
    app = await world.launch('ana', keychain);
  });
  afterAll(() => world.close());

  it('is not let past the set-up by another start, a link to a place inside, or a mailto: link', async () => {
    await signInPage(app.window).signIn(ana, password);
    await setUpPage(app.window).recovery.heading.waitFor();
    for (const asked of [[], ['app://latchkey/mailbox'], ['mailto:kim@x.example?subject=Around']]) {
      const args = [...argumentsFor(world.desktop.app.appFolder, { profile: world.profile('ana') }), ...asked];
      const sandbox = world.desktop.user.sandbox ? [] : ['--no-sandbox'];
      const { code } = await runProcess(world.desktop.app.executable, [...sandbox, ...args], {
        env: environmentFor(world.desktop.user, world.desktop, keychain),
        timeout: 60_000,
        dieWithParent: false,
      });
      expect(code).toBe(0);
      expect(app.electron.windows()).toHaveLength(1);
      await setUpPage(app.window).recovery.heading.waitFor();
    }
    phone = await linkPhone(app.window);
    phone = await confirmPhone(app.window, phone);
    await leaveWizard(app.window);
    await mailboxPage(app.window).rows.first().waitFor(patience);
  });

  it('says that trust in this computer was ended, leaves the mail readable, and signs in anew', async () => {
    await app.quit();
    const client = rpcClient(await server());
    await client.login(ana);
    const next = await showCode(phone);
    phone = next.phone;
    await client.ok('TwoFactor.verify', { code: next.code, remember: false });
    const { list } = (await client.ok('TwoFactor.getDevices')) as { list: { id: string }[] };
    await client.ok('TwoFactor.removeDevices', { ids: list.map(({ id }) => id) });

    app = await world.launch('ana', keychain);
    await mailboxPage(app.window).rows.first().waitFor(patience);
    await banner('revoked').waitFor(patience);
    await shown();
    await mailboxPage(app.window).rows.first().click();
    await mailboxPage(app.window).reader.getByRole('heading', { level: 2 }).waitFor();

    await signInAgain().click();
    await app.window.getByText(text('signIn.notice.deviceTrustEnded.title')).waitFor();
    await app.window.getByRole('button', { name: text('accounts.leave') }).click();
    await mailboxPage(app.window).rows.first().waitFor(patience);
    await banner('revoked').waitFor(patience);

    await signInAgain().click();
    await signInPage(app.window).signIn(ana, password);
    await secondFactorPage(app.window).heading.waitFor();
    const shownCode = await showCode(phone);
    phone = shownCode.phone;
    await secondFactorPage(app.window).code.fill(shownCode.code);
    await mailboxPage(app.window).rows.first().waitFor(patience);
    await expect.poll(() => banner('revoked').count()).toBe(0);
    await app.quit();
  });

  it('says that the account was disabled, and who can help', async () => {
    app = await world.launch('otto', keychain);
    await signInPage(app.window).signIn(otto, password);
    await mailboxPage(app.window).folders.waitFor();
    const admin = await builtInAdministrator(await server());
    const { id } = await userNamed(admin, otto);
    await admin.ok('Users.set', { userIds: [id], pattern: { isEnabled: false } });
    await banner('accountDisabled').waitFor(patience);
    await app.window
      .getByRole('button', { name: text('administrator.copy') })
      .first()
      .waitFor();
    await shown();
    await signInAgain().click();
    await signInPage(app.window).signIn(otto, password);
    await signInPage(app.window)
      .refusal.filter({ hasText: text('failure.accountDisabled.title') })
      .waitFor();
    await shown();
    await admin.ok('Users.set', { userIds: [id], pattern: { isEnabled: true } });
    await signInPage(app.window).signIn(otto, password);
    await mailboxPage(app.window).folders.waitFor();
  });

  it('says that the password was changed elsewhere, and takes the new one', async () => {
    const client = rpcClient(await server());
    await client.login(otto);
    await client.ok('Session.setPassword', { currentPassword: password, newPassword, revokeAppPasswords: false });
    await banner('passwordChanged').waitFor(patience);
    await shown();
    await signInAgain().click();
    await app.window.getByText(text('signIn.notice.passwordChanged.title')).waitFor();
    await signInPage(app.window).signIn(otto, newPassword);
    await mailboxPage(app.window).folders.waitFor();
    await app.quit();
  });

  it('names a keychain that is gone, one that is another, and an entry that cannot be read', async () => {
    const page = () => keychainPage(app.window);
    const says = (state: 'missing' | 'backendChanged' | 'unreadable') =>
      page().alert.filter({ hasText: text(`failure.keychain.${state}.title`) });

    await keychain.stop();
    app = await world.launch('otto', keychain);
    await says('missing').waitFor(patience);
    await shown();
    await app.quit();

    const other = await world.startKeychain('another');
    app = await world.launch('otto', other);
    // An empty keychain that never held anything of ours cannot be told from one that was emptied but by its mark.
    await says('backendChanged').waitFor(patience);
    await shown();
    await page().anew.click();
    await signInPage(app.window).signIn(otto, newPassword);
    await mailboxPage(app.window).folders.waitFor();
    await app.window.getByText(text('failure.localStore.unreadable.title')).waitFor(patience);
    await app.window.getByRole('button', { name: text('mailbox.fetchAnew') }).click();
    await app.window.getByText(text('failure.localStore.unreadable.title')).waitFor({ state: 'detached', ...patience });
    await app.quit();

    const [command, args] = commandAs(world.desktop.user, 'secret-tool', [
      'store',
      '--label=x',
      'service',
      'Latchkey Mail',
      'account',
      otto,
    ]);
    const script = `printf 'not a record' | exec "$@"`;
    const stored = await runProcess('sh', ['-c', script, 'sh', command, ...args], {
      env: { ...other.environment },
      timeout: 15_000,
      dieWithParent: false,
    });
    expect(stored.code).toBe(0);
    app = await world.launch('otto', other);
    await says('unreadable').waitFor(patience);
    await shown();
    await app.quit();
  });
});
