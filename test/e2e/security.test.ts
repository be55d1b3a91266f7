import { readFile } from 'node:fs/promises';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { lookUpSecret, openInbox } from '../../build/tour/outside-programs.ts';
import { type Phone, showCode, wrongCode } from '../../build/tour/phone.ts';
import { builtInAdministrator, setTwoFactor } from '../integration/support/administer.ts';
import { rpcClient } from '../integration/support/rpc.ts';
import { answerUntil } from './pages/app-passwords-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { secondFactorPage } from './pages/second-factor-page.ts';
import { securityPage } from './pages/security-page.ts';
import { setUpPage } from './pages/set-up-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { confirmPhone, linkPhone } from './support/enrol.ts';
import { takePicture } from './support/pictures.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';
import { password } from './support/world.ts';

const omar = 'omar@optional.example';
const patience = { timeout: 30_000 };
const letter = 'From: Zoe <zoe@x.example>\r\nSubject: Lanterns on the quay\r\n\r\nThey hang since Friday.\r\n';

describe('the second factor and the computers it trusts, in settings', () => {
  let signedIn: SignedIn;
  let phone: Phone;
  let second: RunningApp;
  let secondKeychain: Keychain;
  const page = () => signedIn.app.window;
  const at = () => ({ ...mailboxPage(page()), ...securityPage(page()) });
  const lantern = () => at().rows.filter({ hasText: 'Lanterns' });
  const code = async (): Promise<string> => {
    const shown = await showCode(phone);
    phone = shown.phone;
    return shown.code;
  };
  const answers = { password, code };
  const run = async () => ({ ready: signedIn.world.server, ca: await readFile(signedIn.world.server.ca, 'utf8') });
  const setPolicy = async (change: Record<string, unknown>): Promise<void> =>
    setTwoFactor(await builtInAdministrator((await run()) as never), 'optional.example', change);
  const kept = async (keychain = signedIn.keychain): Promise<{ mail: { kind: string; secret: string } }> =>
    JSON.parse(await lookUpSecret(signedIn.world.desktop.user, keychain, omar));
  const opens = async (secret: string): Promise<boolean> =>
    (await openInbox(signedIn.world.server, omar, secret)).signedIn;
  const noFaults = async (name: string): Promise<void> => {
    expect(await accessibilityFaults(page())).toEqual([]);
    await takePicture(page(), `security-${name}`);
  };

  beforeAll(async () => {
    signedIn = await openSignedIn({ account: omar, mail: [{ source: letter }] });
    await lantern().waitFor(patience);
  });
  afterAll(() => signedIn.close());

  it('says what holds without a password, and the rest with it', async () => {
    await signedIn.restart();
    await at().open();
    await at().closed.waitFor();
    await at().off.waitFor();
    await noFaults('closed');
    await at().typePassword.click();
    await answerUntil(page(), at().setUp, answers);
    await noFaults('off');
  });

  it('leaves a set-up that was begun without a trace', async () => {
    await at().setUp.click();
    await page()
      .getByRole('heading', { name: text('setUp.recovery.title') })
      .waitFor();
    await noFaults('set-up');
    await page()
      .getByRole('textbox', { name: text('setUp.recovery.label') })
      .fill('inbox@outside.example');
    await page().keyboard.press('Enter');
    await setUpPage(page()).link.heading.waitFor();
    await at().leave.click();
    await page().getByText(text('setUpHere.leaveChosenScanned')).waitFor();
    await noFaults('set-up-leave');
    await page()
      .getByRole('alertdialog')
      .getByRole('button', { name: text('setUpHere.leave') })
      .click();
    await at().off.waitFor();
    expect(await opens(password)).toBe(true);
    expect((await kept()).mail.kind).toBe('accountPassword');
    await at().back.click();
  });

  it('keeps mail readable when the policy becomes enforced, and leads through the set-up from there', async () => {
    await setPolicy({ isForced: true });
    await page().getByText(text('twoFactor.demanded.title')).waitFor(patience);
    await lantern().click();
    await at().reader.getByRole('article').waitFor();
    await noFaults('demanded');
    await signedIn.restart();
    await page().getByText(text('twoFactor.demanded.title')).waitFor(patience);
    await lantern().waitFor();
    await at().setUp.click();
    await answerUntil(page(), setUpPage(page()).recovery.heading, answers);
    phone = await linkPhone(page());
    phone = await confirmPhone(page(), phone);
    await noFaults('set-up-done');
    expect(await setUpPage(page()).done.recoveryCodes.count()).toBe(10);
    await setUpPage(page()).done.kept.check();
    await page()
      .getByRole('button', { name: text('setUpHere.back') })
      .click();
    await lantern().waitFor();
    await expect.poll(() => page().getByText(text('twoFactor.demanded.title')).count(), patience).toBe(0);
    const { mail } = await kept();
    expect(mail.kind).toBe('appPassword');
    expect(await opens(mail.secret)).toBe(true);
    expect(await opens(password)).toBe(false);
    await setPolicy({ isForced: false });
  });

  it('lists another computer, and ends its mail within seconds when it is revoked', async () => {
    const { world } = signedIn;
    secondKeychain = await world.startKeychain('second');
    second = await world.launch('second', secondKeychain);
    await signInPage(second.window).signIn(omar, password);
    await secondFactorPage(second.window).heading.waitFor(patience);
    await secondFactorPage(second.window).code.fill(await code());
    await mailboxPage(second.window).folders.waitFor(patience);
    const theirs = (await kept(secondKeychain)).mail.secret;
    const live = new ImapFlow({
      ...world.server.imaps,
      secure: true,
      auth: { user: omar, pass: theirs },
      tls: { ca: [await readFile(world.server.ca, 'utf8')] },
      logger: false,
    });
    live.on('error', () => undefined);
    const ended = new Promise<number>((done) => live.once('close', () => done(Date.now())));
    await live.connect();

    await at().open();
    await expect.poll(() => at().computers.count(), patience).toBe(2);
    const here = at().computers.filter({ hasText: text('appPasswords.here') });
    expect(await here.count()).toBe(1);
    expect(await here.getByRole('button', { name: text('appPasswords.revoke') }).count()).toBe(0);
    await noFaults('on');
    const row = at().computers.filter({ hasNotText: text('appPasswords.here') });
    await row.focus();
    await page().keyboard.press('Delete');
    await at().farewell.waitFor();
    await noFaults('revoke');
    const pressed = Date.now();
    await at()
      .farewell.getByRole('button', { name: /^Revoke/ })
      .click();
    await expect.poll(() => at().computers.count(), patience).toBe(1);
    expect((await ended) - pressed).toBeLessThan(5000 + 2000);
    expect(await opens(theirs)).toBe(false);
    await second.window.getByRole('button', { name: text('mailbox.signInAgain'), exact: true }).waitFor(patience);
  });

  it('changes the recovery address and the recovery codes', async () => {
    await at().recovery.click();
    const field = at().recoveryDialog.getByRole('textbox');
    await field.fill(omar);
    await at().recoveryDialog.getByText(text('setUp.recovery.same.means')).waitFor();
    await field.fill('ben.private@outside.example');
    await noFaults('recovery');
    await page().keyboard.press('Enter');
    await answerUntil(page(), page().getByText(/b\S*@outside\.example: a reset/), answers);
    await at().newCodes.click();
    await page().keyboard.press('Enter');
    await answerUntil(page(), at().shownCodes, answers);
    expect(await at().shownCodes.getByRole('listitem').count()).toBe(10);
    await noFaults('codes');
    const [spent = ''] = await at().shownCodes.getByRole('listitem').allInnerTexts();
    await at().shownCodes.getByRole('checkbox').check();
    await at()
      .shownCodes.getByRole('button', { name: text('common.done') })
      .click();
    await at().shownCodes.waitFor({ state: 'detached' });
    const elsewhere = rpcClient((await run()) as never);
    await elsewhere.login(omar, password);
    await elsewhere.ok('TwoFactor.verify', { code: spent, remember: false });
  });

  it('moves to a new phone, whose codes alone are good then', async () => {
    await at().move.click();
    await page().keyboard.press('Enter');
    await answerUntil(page(), at().scanDialog, answers);
    await noFaults('move');
    const key = ((await at().scanDialog.locator('.keybox code').textContent()) ?? '').replaceAll(/\s/g, '');
    const old = phone;
    phone = { key, lastStep: old.lastStep };
    const input = at().scanDialog.getByRole('textbox', { name: text('code.label') });
    await input.fill(await wrongCode(phone));
    await page().keyboard.press('Enter');
    await at().scanDialog.getByRole('alert').first().waitFor();
    await input.fill(await code());
    await page().keyboard.press('Enter');
    await at().scanDialog.waitFor({ state: 'detached' });
    expect(await opens((await kept()).mail.secret)).toBe(true);
  });

  it('turns off where the policy lets it, and mail goes on with the account password', async () => {
    const app = (await kept()).mail.secret;
    await at().turnOff.click();
    const passwordField = at().turnOffDialog.getByRole('textbox', { name: text('signIn.password'), exact: true });
    await passwordField.fill('not the password');
    await at()
      .turnOffDialog.getByRole('textbox', { name: text('code.label') })
      .fill(await code());
    await page().keyboard.press('Enter');
    await at().turnOffDialog.getByText(text('failure.authFailed.title')).waitFor();
    await noFaults('turn-off');
    await passwordField.fill(password);
    await page().keyboard.press('Enter');
    await at().off.waitFor(patience);
    await expect.poll(async () => (await kept()).mail.kind).toBe('accountPassword');
    expect(await opens(password)).toBe(true);
    expect(await opens(app)).toBe(false);
    await signedIn.restart();
    await lantern().waitFor();
    expect(
      await page()
        .getByRole('button', { name: text('mailbox.signInAgain'), exact: true })
        .count(),
    ).toBe(0);
  });
});
