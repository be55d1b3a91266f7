import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Keychain } from '../../build/desktop/keychain.ts';
import type { RunningApp } from '../../build/desktop/launch.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { text } from './support/texts.ts';
import { findTraces } from './support/traces.ts';
import { openWorld, password, type World } from './support/world.ts';

describe('a mailbox that was opened before', () => {
  const account = 'otto@off.example';
  const subject = 'Harvest of the quince trees';
  const words = 'Forty baskets, and the ladder has to be mended.';
  /** Too long ago for its text to be fetched unasked. */
  const longAgo = { subject: 'Accounts of the winter before', words: 'Nothing is owed to anybody.' };
  let world: World;
  let keychain: Keychain;
  let app: RunningApp;

  /** Another program on the same mailbox. */
  const otherProgram = async (): Promise<ImapFlow> => {
    const client = new ImapFlow({
      ...world.server.imaps,
      secure: true,
      auth: { user: account, pass: password },
      tls: { ca: [await readFile(world.server.ca, 'utf8')] },
      logger: false,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };

  beforeAll(async () => {
    world = await openWorld();
    keychain = await world.startKeychain('offline');
    const other = await otherProgram();
    const letter = (of: { subject: string; words: string }) =>
      `From: Zoe <zoe@x.example>\r\nSubject: ${of.subject}\r\n\r\n${of.words}\r\n`;
    await other.append('INBOX', letter({ subject, words }));
    await other.append('INBOX', letter(longAgo), [], new Date(Date.now() - 200 * 24 * 60 * 60 * 1000));
    await other.logout();
  });
  afterAll(() => world.close());

  const row = (of = subject) => mailboxPage(app.window).rows.filter({ hasText: of });
  const open = async (): Promise<void> => {
    await row().click();
    await mailboxPage(app.window).reader.getByText(words).waitFor();
  };
  /** Notes how often the list is built anew, which takes a click away from under the pointer. */
  const watchList = async (): Promise<() => Promise<number>> => {
    await app.window.evaluate(() => {
      const seen = new Set<Element>();
      Object.assign(window, { listsSeen: seen });
      new MutationObserver(() => {
        for (const list of document.querySelectorAll('[role=listbox]')) seen.add(list);
      }).observe(document.body, { subtree: true, childList: true });
    });
    return () => app.window.evaluate(() => (window as unknown as { listsSeen: Set<Element> }).listsSeen.size);
  };

  it('is read and marked without its server, and the server hears of it later', async () => {
    app = await world.launch('offline', keychain);
    await signInPage(app.window).signIn(account, password);
    await open();
    await app.quit();

    await world.server.stop();
    app = await world.launch('offline', keychain);
    await open();
    await app.window
      .getByText(new RegExp(`^${text('status.offline')}`))
      .first()
      .waitFor();
    await row().press('s');
    await row().getByText(text('mailbox.state.flagged')).waitFor({ state: 'attached' });
    await app.quit();

    await world.restartServer();
    app = await world.launch('offline', keychain);
    await row().getByText(text('mailbox.state.flagged')).waitFor({ state: 'attached' });
    const other = await otherProgram();
    await other.mailboxOpen('INBOX');
    const flagged = async () => (await other.search({ flagged: true, header: { subject } })) || [];
    await expect.poll(flagged, { timeout: 20_000 }).toHaveLength(1);
    await other.logout();
    await app.quit();
  });

  it('shows a text that was asked for without the server as soon as the server is there again', async () => {
    app = await world.launch('offline', keychain);
    await row().waitFor();
    await world.server.stop();
    await row(longAgo.subject).click();
    const { reader } = mailboxPage(app.window);
    await reader.getByRole('button', { name: text('common.tryAgain') }).waitFor();
    await world.restartServer();
    await reader.getByText(longAgo.words).waitFor();
    await app.quit();
  });

  it('lies on the disk under a key that is not there', async () => {
    const profile = world.profile('offline');
    const found = await findTraces([profile], { subject, words, password });
    expect(found.files).toBeGreaterThan(3);
    expect(found.found).toEqual([]);
  });

  it('is set aside only after the person says so where it cannot be opened, and fetched anew', async () => {
    const accounts = join(world.profile('offline'), 'accounts');
    const [name = ''] = await readdir(accounts);
    const folder = join(accounts, name);
    for (const file of await readdir(folder)) {
      if (file === 'mail.db') await writeFile(join(folder, file), randomBytes(100_000));
      else await rm(join(folder, file));
    }
    app = await world.launch('offline', keychain);
    await app.window.getByText(text('failure.localStore.unreadable.title')).waitFor();
    expect(await accessibilityFaults(app.window)).toEqual([]);
    expect(await readdir(folder)).toEqual(['mail.db']);
    const lists = await watchList();
    await app.window.getByRole('button', { name: text('mailbox.fetchAnew') }).click();
    await open();
    await mailboxPage(app.window).folder(text('folder.inbox')).waitFor();
    expect(await lists()).toBe(1);
    expect(await app.window.getByText(text('failure.localStore.unreadable.title')).count()).toBe(0);
    expect((await readdir(folder)).some((file) => file.startsWith('set-aside-'))).toBe(true);
    await app.quit();
  });
});
