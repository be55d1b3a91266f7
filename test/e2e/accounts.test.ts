import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookUpSecret } from '../../build/tour/outside-programs.ts';
import { accountsPage } from './pages/accounts-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { searchPage } from './pages/search-page.ts';
import { setUpPage } from './pages/set-up-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';
import { password } from './support/world.ts';

const otto = 'otto@off.example';
const ben = 'ben.private@outside.example';
const ottos = 'Quince from the orchard';
const bens = 'Timetable of the ferry';
const patience = { timeout: 30_000 };

const letter = (subject: string): string =>
  `From: Zoe <zoe@x.example>\r\nSubject: ${subject}\r\n\r\nAll about the ${subject.toLowerCase()}.\r\n`;

describe('several accounts side by side', () => {
  let signedIn: SignedIn;
  const programs = new Map<string, ImapFlow>();
  const page = () => signedIn.app.window;
  const at = () => ({ ...mailboxPage(page()), ...accountsPage(page()) });
  const row = (subject: string) => at().rows.filter({ hasText: subject });

  const picture = async (name: string): Promise<void> => {
    const folder = process.env['LATCHKEY_PICTURES'];
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    await page().screenshot({ path: join(folder, `${name}.png`) });
  };

  /** How many of an account's messages with this subject are flagged on the server. */
  const flaggedOnServer = async (account: string, subject: string): Promise<number> => {
    const program = programs.get(account);
    if (program === undefined) throw new Error('no program');
    await program.mailboxOpen('INBOX');
    const found = await program.search({ flagged: true, header: { subject } });
    return Array.isArray(found) ? found.length : 0;
  };

  beforeAll(async () => {
    signedIn = await openSignedIn({ account: otto, mail: [{ source: letter(ottos) }] });
    for (const account of [otto, ben]) programs.set(account, await signedIn.otherProgram(account));
    await programs.get(ben)?.append('INBOX', letter(bens));
  });
  afterAll(() => signedIn.close());

  it('opens the sign-in of a further account over the mailbox, which can be left for it', async () => {
    await row(ottos).waitFor();
    expect(await at().all.count()).toBe(0);
    await at().openSettings();
    expect(await accessibilityFaults(page())).toEqual([]);
    await picture('accounts-one');
    await at().add.click();
    await signInPage(page()).heading.waitFor();
    await at().leave.waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await picture('accounts-add');
    await at().leave.click();
    await row(ottos).waitFor();
    expect(await at().all.count()).toBe(0);
  });

  it('does not take an account that is here already', async () => {
    await at().openSettings();
    await at().add.click();
    await signInPage(page()).type(otto.toUpperCase(), password);
    await page().getByText(text('accountHere.title')).waitFor();
    await signInPage(page()).proceed.click();
    await page().getByText(text('accountHere.title')).waitFor();
    await at().leave.click();
    await at().folders.waitFor();
  });

  it('has no mailbox of an account whose enforced set-up is not done', async () => {
    await at().openSettings();
    await at().add.click();
    await signInPage(page()).signIn('ana@enforced.example', password);
    await setUpPage(page()).recovery.address.waitFor();
    await page().reload();
    await setUpPage(page()).recovery.address.waitFor();
    await at().leave.click();
    await row(ottos).waitFor();
    await at().openSettings();
    expect(await at().lines.count()).toBe(1);
    await at().closeSettings();
    expect(await lookUpSecret(signedIn.world.desktop.user, signedIn.keychain, 'ana@enforced.example')).toBe('');
  });

  it('opens the mailbox of the second, and goes between both by name and by key', async () => {
    await at().openSettings();
    await at().add.click();
    await signInPage(page()).signIn(ben, password);
    await row(bens).waitFor();
    expect(await row(ottos).count()).toBe(0);
    await at().account(otto).click();
    await row(ottos).waitFor();
    expect(await row(bens).count()).toBe(0);
    await page().keyboard.press('Control+2');
    await row(bens).waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await picture('accounts-two');
  });

  it('lists all inboxes as one, and does in each account what is done there', async () => {
    await at().all.click();
    await row(ottos).waitFor();
    await row(bens).waitFor();
    expect(await row(ottos).textContent()).toContain(otto);
    expect(await row(bens).textContent()).toContain(ben);
    expect(await accessibilityFaults(page())).toEqual([]);
    await picture('accounts-all');
    for (const [account, subject] of [
      [otto, ottos],
      [ben, bens],
    ] as const) {
      await row(subject).click();
      const words = `All about the ${subject.toLowerCase()}.`;
      await page().getByRole('list', { name: subject }).getByText(words).waitFor();
      await row(subject).press('s');
      await expect.poll(() => flaggedOnServer(account, subject), patience).toBe(1);
    }
    await programs.get(otto)?.append('INBOX', letter('News of the day'));
    await row('News of the day').waitFor();
  });

  it('moves among all inboxes to a folder of the account a message belongs to', async () => {
    const inFolder = async (folder: string, subject: string): Promise<number> => {
      const program = programs.get(otto);
      await program?.mailboxOpen(folder);
      return ((await program?.search({ subject })) || []).length;
    };
    await row('News of the day').click();
    await page().keyboard.press('v');
    await page()
      .getByRole('combobox', { name: text('move.field') })
      .fill('Sent');
    await page().keyboard.press('Enter');
    await expect.poll(() => inFolder('Sent', 'News of the day'), patience).toBe(1);
    await page().keyboard.press('z');
    await expect.poll(() => inFolder('INBOX', 'News of the day'), patience).toBe(1);
    await row('News of the day').waitFor();
  });

  it('searches all accounts, says whose folders were searched, and goes back to where it was begun', async () => {
    await at().account(ben).click();
    await row(bens).waitFor();
    await page().keyboard.press('/');
    await searchPage(page()).box.pressSequentially('about');
    await expect.poll(() => searchPage(page()).rows.count(), patience).toBe(1);
    await searchPage(page()).where.selectOption({ label: text('finding.inAccounts') });
    await searchPage(page()).rows.filter({ hasText: ottos }).waitFor();
    await searchPage(page()).rows.filter({ hasText: bens }).waitFor();
    await searchPage(page())
      .footer.getByRole('button', { name: text('finding.server.ask') })
      .click();
    await expect
      .poll(() => searchPage(page()).footer.locator('[title]').getAttribute('title'), patience)
      .toContain(text('finding.ofAccount', { folder: text('folder.inbox'), account: ben }));
    expect(await accessibilityFaults(page())).toEqual([]);
    await picture('accounts-search');
    await searchPage(page()).box.focus();
    for (let press = 0; press < 3; press += 1) await page().keyboard.press('Escape');
    await row(bens).waitFor();
    await expect.poll(() => row(ottos).count(), patience).toBe(0);
  });

  it('keeps order, names and colours', async () => {
    await at().openSettings();
    await at().edit(ben).click();
    await at().name.fill('Home');
    await at().colour(text('accounts.colour.moss')).check();
    expect(await accessibilityFaults(page())).toEqual([]);
    await picture('accounts-edit');
    await at().save.click();
    await at().lines.filter({ hasText: 'Home' }).waitFor();
    await at().up('Home').click();
    await expect.poll(() => at().lines.first().textContent()).toContain('Home');
    await picture('accounts-settings');
    await at().closeSettings();
    await at().account('Home').waitFor();
  });

  it('shows both from the cache at the next start, without their server', async () => {
    for (const program of programs.values()) program.close();
    programs.clear();
    await signedIn.app.quit();
    await signedIn.world.server.stop();
    await signedIn.restart();
    await row(bens).waitFor();
    await at().account(otto).click();
    await row(ottos).waitFor();
    await at().all.click();
    await row(bens).waitFor();
    await row(ottos).waitFor();
    await signedIn.world.restartServer();
  });

  it('signs one out with its mail kept, and in again, while the other goes on', async () => {
    await at().openSettings();
    await at().signOut('Home').click();
    await at().keepMail.check();
    expect(await accessibilityFaults(page())).toEqual([]);
    await picture('accounts-sign-out');
    await at().confirm(text('common.signOut')).click();
    await row(ottos).waitFor();
    await at().openSettings();
    await at()
      .lines.filter({ hasText: text('accounts.state.signedOut') })
      .waitFor();
    const kept = await lookUpSecret(signedIn.world.desktop.user, signedIn.keychain, ben);
    expect(JSON.parse(kept)).toMatchObject({ signedOut: true, mail: { secret: '' } });
    expect(kept).not.toContain(password);
    await picture('accounts-signed-out');
    await at().signIn('Home').click();
    await signInPage(page()).address.waitFor();
    await signInPage(page()).signIn(ben, password);
    await row(bens).waitFor();
  });

  it('removes one with everything of it, and leaves the other', async () => {
    await at().openSettings();
    await at().remove('Home').click();
    await at().confirm(text('accounts.remove.do')).click();
    await row(ottos).waitFor();
    const secret = () => lookUpSecret(signedIn.world.desktop.user, signedIn.keychain, ben);
    await expect.poll(secret, patience).toBe('');
    await expect.poll(() => at().all.count()).toBe(0);
    await signedIn.restart();
    await row(ottos).waitFor();
    expect(await at().all.count()).toBe(0);
  });
});
