import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailboxPage } from './pages/mailbox-page.ts';
import { type NotificationDaemon, startNotificationDaemon } from './support/notification-daemon.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';

const patience = { timeout: 20_000 };
/** Longer than new mail is gathered before it is told, in milliseconds. */
const gathering = 1_600;
const letter = (subject: string, words: string, from = 'Zoe Quint <zoe@x.example>'): string =>
  `From: ${from}\r\nTo: otto@off.example\r\nSubject: ${subject}\r\n\r\n${words}\r\n`;

describe('new mail on the desktop', () => {
  let here: SignedIn;
  let daemon: NotificationDaemon;
  let other: Awaited<ReturnType<SignedIn['otherProgram']>>;
  /** Another window is used: nothing of ours is in front. */
  const lookAway = (): Promise<void> =>
    here.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  const change = (group: string, values: object): Promise<void> =>
    here.app.window.evaluate(
      async ([name, chosen]) => {
        await (
          window as unknown as { latchkey: { preferences: { change: (input: unknown) => Promise<unknown> } } }
        ).latchkey.preferences.change({ group: name, values: chosen });
      },
      [group, values] as const,
    );

  beforeAll(async () => {
    here = await openSignedIn({ mail: [{ source: letter('Was here before', 'Old words.') }] });
    daemon = await startNotificationDaemon(here.keychain.environment['DBUS_SESSION_BUS_ADDRESS'] ?? '');
    await mailboxPage(here.app.window).rows.filter({ hasText: 'Was here before' }).waitFor();
    await change('notifications', { quietInFront: false });
    other = await here.otherProgram();
  });
  afterAll(async () => {
    daemon?.close();
    await here?.close();
  });

  it('is told with sender, subject and first words; what was here before is not', async () => {
    await other.append('INBOX', letter('Harvest of quinces', 'Forty baskets are ready.'));
    await expect.poll(() => daemon.shown.length, patience).toBe(1);
    expect(daemon.shown[0]).toMatchObject({ summary: 'Zoe Quint', actions: expect.arrayContaining(['default']) });
    expect(daemon.shown[0]?.body).toBe('Harvest of quinces\nForty baskets are ready.');
  });

  it('is opened by a press, over whatever covers the mailbox', async () => {
    const page = mailboxPage(here.app.window);
    await page.settings.click();
    daemon.press(daemon.shown[0]?.id ?? 0);
    await page.reader.getByText('Forty baskets are ready.').waitFor();
    await expect.poll(() => here.app.window.getByRole('navigation', { name: text('settings.label') }).count()).toBe(0);
  });

  it('keeps the words to itself where that is wanted', async () => {
    await change('notifications', { preview: false });
    await other.append('INBOX', letter('About the ladder', 'It has to be mended.'));
    await expect.poll(() => daemon.shown.length, patience).toBe(2);
    expect(daemon.shown[1]?.body).toBe('About the ladder');
  });

  it('is told in one sentence when it is much', async () => {
    for (const at of [1, 2, 3, 4, 5])
      await other.append('INBOX', letter(`Basket ${at}`, 'Full.', `P${at} <p@x.example>`));
    await expect
      .poll(() => daemon.shown.map(({ summary }) => summary), patience)
      .toContain(text('desktop.together', { count: 5, folder: text('folder.inbox') }));
  });

  it('is not told of the folder in front, of other folders, of what was read elsewhere, or in a pause', async () => {
    const before = daemon.shown.length;
    await change('notifications', { quietInFront: true });
    await here.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus());
    await expect
      .poll(() => here.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null))
      .toBe(true);
    await other.append('INBOX', letter('In front', 'Seen at once.'));
    await mailboxPage(here.app.window).rows.filter({ hasText: 'In front' }).waitFor();
    await wait(gathering);
    await change('notifications', { quietInFront: false, folders: ['Elsewhere'] });
    await other.append('INBOX', letter('Not chosen', 'Quiet.'));
    await mailboxPage(here.app.window).rows.filter({ hasText: 'Not chosen' }).waitFor();
    await wait(gathering);
    await change('notifications', { folders: ['INBOX'], quietUntil: new Date(Date.now() + 3_600_000).toISOString() });
    await other.append('INBOX', letter('In a pause', 'Quiet.'));
    await mailboxPage(here.app.window).rows.filter({ hasText: 'In a pause' }).waitFor();
    await wait(gathering);
    await change('notifications', { quietUntil: '' });
    await other.append('INBOX', letter('Read elsewhere', 'Quiet.'), ['\\Seen']);
    await other.append('INBOX', letter('The last one', 'Told again.'));
    await expect.poll(() => daemon.shown.at(-1)?.body, patience).toBe('The last one');
    expect(daemon.shown.length).toBe(before + 1);
  });

  it('goes on being told from the tray after the window was closed, and a press brings the window back', async () => {
    await change('general', { closing: 'tray', tray: true });
    await here.app.window.getByRole('button', { name: text('window.close') }).click();
    const visible = () =>
      here.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
    await expect.poll(visible, patience).toBe(false);
    await lookAway();
    await other.append('INBOX', letter('From afar', 'Still told.'));
    await expect.poll(() => daemon.shown.at(-1)?.body, patience).toBe('From afar');
    daemon.press(daemon.shown.at(-1)?.id ?? 0);
    await expect.poll(visible, patience).toBe(true);
    await mailboxPage(here.app.window).reader.getByText('Still told.').waitFor();
    const read = async (): Promise<unknown> => {
      await other.mailboxOpen('INBOX', { readOnly: true });
      return other.search({ subject: 'From afar', seen: true });
    };
    await expect.poll(read, patience).toHaveLength(1);
    await mailboxPage(here.app.window).rows.filter({ hasText: 'From afar' }).waitFor();
  });
});
