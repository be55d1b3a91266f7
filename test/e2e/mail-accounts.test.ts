import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf, lookUpSecret } from '../../build/tour/outside-programs.ts';
import { type MailSink, startMailSink } from '../integration/support/mail-sink.ts';
import { type PlainDovecot, startPlainDovecot } from '../integration/support/plain-dovecot.ts';
import { accountsPage } from './pages/accounts-page.ts';
import { openCompose } from './pages/compose-page.ts';
import { mailAccountPage } from './pages/mail-account-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { layoutFaults } from './support/layout-faults.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';
import { findTraces } from './support/traces.ts';

const otto = 'otto@off.example';
const ottos = 'Quince from the orchard';
const annas = 'Timetable of the ferry';
const host = '127.0.0.1';
const another = 'Another-pass-2';
const patience = { timeout: 30_000 };

const letter = (subject: string): string =>
  `From: Zoe <zoe@x.example>\r\nSubject: ${subject}\r\n\r\nAll about the ${subject.toLowerCase()}.\r\n`;

describe('an account that is reached by IMAP and SMTP alone', () => {
  let signedIn: SignedIn;
  let dovecot: PlainDovecot;
  let sink: MailSink;
  const page = () => signedIn.app.window;
  const at = () => ({ ...mailboxPage(page()), ...accountsPage(page()) });
  const door = () => mailAccountPage(page());
  const row = (subject: string) => at().rows.filter({ hasText: subject });

  const picture = async (name: string): Promise<void> => {
    const folder = process.env['LATCHKEY_PICTURES'];
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page().emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page().screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    }
    await page().emulateMedia({ colorScheme: null, reducedMotion: null });
  };
  /** Readable, reachable and whole, also in a small window. */
  const looksWell = async (name: string): Promise<void> => {
    expect(await accessibilityFaults(page())).toEqual([]);
    await picture(name);
    await page().setViewportSize({ width: 1024, height: 640 });
    expect(await layoutFaults(page())).toEqual([]);
    await picture(`${name}-small`);
    await page().setViewportSize({ width: 1280, height: 800 });
  };
  const openDoor = async (): Promise<void> => {
    await at().openSettings();
    await at().add.click();
    await signInPage(page()).heading.waitFor();
    await door().begin.click();
    await door().heading.waitFor();
  };
  const typePort = async (service: 'reading' | 'sending', port: number): Promise<void> =>
    door().port(service).fill(String(port));
  const says = async (service: 'reading' | 'sending', words: string): Promise<void> =>
    door().result(service).getByText(words).waitFor(patience);
  const setDovecotPassword = (password: string): Promise<void> =>
    writeFile(join(dovecot.folder, 'passwd', dovecot.user), `${dovecot.user}:{PLAIN}${password}\n`);

  beforeAll(async () => {
    dovecot = await startPlainDovecot();
    sink = await startMailSink(dovecot.user, dovecot.password);
    await (await dovecot.client()).append('INBOX', letter(annas));
    signedIn = await openSignedIn({ account: otto, mail: [{ source: letter(ottos) }] });
  });
  afterAll(async () => {
    await signedIn?.close();
    await sink?.close();
    await dovecot?.stop();
  });

  it('begins at the same door, says what large providers want, and leads back', async () => {
    await openDoor();
    await door().address.fill('somebody@gmail.com');
    await door().address.press('Tab');
    await page()
      .getByText(text('mailAccount.provider.title', { name: 'Gmail' }))
      .waitFor();
    await page().getByText('imap.gmail.com').waitFor();
    await looksWell('mail-account-provider');
    await door().address.fill('somebody@outlook.com');
    await door().password.fill('whatever it is');
    await door().submit.click();
    await page().getByText(text('mailAccount.provider.otherMeans')).waitFor();
    expect(await door().results.count()).toBe(0);
    await door().back.click();
    await signInPage(page()).heading.waitFor();
    await at().leave.click();
    await row(ottos).waitFor();
  });

  it('tells what is missing, and of each service what is wrong with it', async () => {
    await openDoor();
    await door().address.fill(dovecot.user);
    await door().address.press('Tab');
    await page()
      .getByText(text('mailAccount.servers.nowhere', { domain: 'plain.example' }))
      .waitFor(patience);
    await door().submit.click();
    await page().getByText(text('mailAccount.servers.hostMissing')).first().waitFor();
    await page().getByText(text('mailAccount.passwordMissing')).waitFor();
    await expect
      .poll(() =>
        door()
          .host('reading')
          .evaluate((one) => one === document.activeElement),
      )
      .toBe(true);
    for (const service of ['reading', 'sending'] as const) await door().host(service).fill(host);
    await door().fullName.fill('Anna Plain');
    await door().password.fill('not the password');

    await typePort('reading', 1);
    await typePort('sending', sink.startTls);
    await door().testOnly.click();
    await says('reading', text('mailAccount.result.closed'));
    await says('sending', text('mailAccount.result.notTls'));
    await looksWell('mail-account-results');

    await typePort('reading', sink.tls);
    await door().security('sending').selectOption('startTls');
    expect(await door().port('sending').inputValue()).toBe(String(sink.startTls));
    await typePort('sending', dovecot.imap.port);
    await door().testOnly.click();
    await says('sending', text('mailAccount.result.notThisService'));
  });

  it('shows a certificate nobody vouches for, and sends no password before it is compared', async () => {
    await typePort('reading', dovecot.imaps.port);
    await typePort('sending', sink.startTls);
    await door().submit.click();
    await says('reading', text('mailAccount.result.certificate'));
    await says('sending', text('mailAccount.result.certificate'));
    expect(await door().words()).toContain(await fingerprintOf(host, dovecot.imaps.port));
    expect(sink.signIns).toEqual([]);
    await looksWell('mail-account-certificate');
    await door().trust.first().click();
    await page().getByText(text('mailAccount.certificate.missing')).waitFor();
    for (const left of [2, 1]) {
      await door().compared.first().check();
      await door().trust.first().click();
      await expect.poll(() => door().trust.count()).toBe(left - 1);
    }
    await door().submit.click();
    await says('reading', text('mailAccount.result.refused'));
    await says('sending', text('mailAccount.result.reached'));
    expect(sink.signIns).toEqual([]);
    expect(await lookUpSecret(signedIn.world.desktop.user, signedIn.keychain, dovecot.user)).toBe('');
  });

  it('opens the mailbox beside the others when both services let the person in', async () => {
    await door().password.fill(dovecot.password);
    await door().password.press('Enter');
    await row(annas).waitFor(patience);
    expect(await row(ottos).count()).toBe(0);
    expect(sink.signIns).toEqual([dovecot.user]);
    await at().all.click();
    await row(ottos).waitFor();
    await row(annas).waitFor();
    expect(await row(annas).textContent()).toContain(dovecot.user);
    await at().account(dovecot.user).click();
    const kept = await lookUpSecret(signedIn.world.desktop.user, signedIn.keychain, dovecot.user);
    expect(JSON.parse(kept)).toMatchObject({ mail: { secret: dovecot.password, kind: 'appPassword' } });
    await at().settings.click();
    await page().getByText(text('mailAccount.page.password')).waitFor();
    expect(await page().getByText(text('settings.appPasswords')).count()).toBe(0);
    await picture('mail-account-settings');
    await at().closeSettings();
  });

  it('sends over its own server, in its own name', async () => {
    await row(annas).waitFor();
    const compose = await openCompose(signedIn.app, () =>
      page()
        .getByRole('button', { name: text('compose.new') })
        .click(),
    );
    await compose.to.fill('zoe@x.example,');
    await compose.subject.fill('To the island');
    await compose.text.fill('See you on the quay.');
    const closed = compose.page.waitForEvent('close');
    await compose.page.keyboard.press('Control+Enter').catch(() => undefined);
    await Promise.race([closed, compose.sendAnyway.click({ timeout: 20_000 }).catch(() => undefined)]);
    await closed;
    await expect.poll(() => sink.messages.length, { timeout: 60_000 }).toBe(1);
    expect(sink.messages[0]).toContain('Subject: To the island');
    expect(sink.messages[0]).toMatch(/^From: .*<?anna@plain\.example>?/m);
  });

  it('says clearly when its password is refused later, and takes another one', async () => {
    await setDovecotPassword(another);
    sink.setPassword(another);
    await dovecot.restart();
    await door().newPassword.waitFor({ timeout: 60_000 });
    await page().getByText(text('mailAccount.refused.title', { host })).waitFor();
    await row(annas).waitFor();
    await door().newPassword.click();
    await door().tryAndKeep.click();
    await page().getByText(text('mailAccount.passwordMissing')).waitFor();
    await door().password.fill('wrong once more');
    await door().tryAndKeep.click();
    await says('reading', text('mailAccount.result.refused'));
    await looksWell('mail-account-new-password');
    await door().password.fill(another);
    await door().tryAndKeep.click();
    await door().newPassword.waitFor({ state: 'detached', ...patience });
    await (await openMailProgram()).append('INBOX', letter('News of the day'));
    await row('News of the day').waitFor(patience);
  });

  /** Another program with the password of now. */
  const openMailProgram = async () => {
    const { ImapFlow } = await import('imapflow');
    const client = new ImapFlow({
      ...dovecot.imaps,
      secure: true,
      tls: { ca: dovecot.ca },
      auth: { user: dovecot.user, pass: another },
      logger: false,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };

  it('moves to other settings only when they were tried, and is there at the next start', async () => {
    await at().openSettings();
    await door().servers(dovecot.user).click();
    await door().security('reading').selectOption('startTls');
    await typePort('reading', dovecot.imap.port);
    await door().saveServers.click();
    await says('reading', text('mailAccount.result.certificate'));
    await looksWell('mail-account-servers');
    await door().compared.check();
    await door().trust.click();
    await door().saveServers.click();
    await door().saveServers.waitFor({ state: 'detached', ...patience });
    const kept = await lookUpSecret(signedIn.world.desktop.user, signedIn.keychain, dovecot.user);
    expect(JSON.parse(kept).mail.imap).toEqual({ host, port: dovecot.imap.port, security: 'startTls' });
    await signedIn.restart();
    await at().account(dovecot.user).click();
    await row('News of the day').waitFor();
    await (await openMailProgram()).append('INBOX', letter('Morning after'));
    await row('Morning after').waitFor(patience);
  });

  it('signs out with its mail kept and knows its servers again, but no password', async () => {
    await at().openSettings();
    await at().signOut(dovecot.user).click();
    await page()
      .getByText(text('mailAccount.signOut', { address: dovecot.user }))
      .waitFor();
    await at().keepMail.check();
    await at().confirm(text('common.signOut')).click();
    await row(ottos).waitFor();
    const kept = await lookUpSecret(signedIn.world.desktop.user, signedIn.keychain, dovecot.user);
    expect(kept).not.toContain(another);
    await at().openSettings();
    await at().signIn(dovecot.user).click();
    await door().heading.waitFor();
    await page()
      .getByText(text('mailAccount.servers.line', { host, port: String(dovecot.imap.port), security: 'STARTTLS' }))
      .waitFor();
    await picture('mail-account-again');
    await door().password.fill(another);
    await door().submit.click();
    for (let left = 2; left > 0; left -= 1) {
      await door().compared.first().check();
      await door().trust.first().click();
    }
    await door().submit.click();
    await row('Morning after').waitFor(patience);
  });

  it('leaves nothing behind when it is removed, and never wrote its password anywhere but the keychain', async () => {
    await at().openSettings();
    await at().remove(dovecot.user).click();
    await at().confirm(text('accounts.remove.do')).click();
    await row(ottos).waitFor();
    const secret = () => lookUpSecret(signedIn.world.desktop.user, signedIn.keychain, dovecot.user);
    await expect.poll(secret, patience).toBe('');
    await signedIn.app.quit();
    const traces = await findTraces([signedIn.world.profile('signed-in')], {
      'first password': dovecot.password,
      'second password': another,
    });
    expect(traces.files).toBeGreaterThan(0);
    expect(traces.found).toEqual([]);
    expect(signedIn.app.output()).not.toContain(another);
  });
});
