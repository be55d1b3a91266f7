import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailboxPage } from './pages/mailbox-page.ts';
import { type NotificationDaemon, startNotificationDaemon } from './support/notification-daemon.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';

const patience = { timeout: 20_000 };
const letter = (subject: string): string =>
  `From: Zoe Quint <zoe@x.example>\r\nTo: otto@off.example\r\nSubject: ${subject}\r\n\r\nWords.\r\n`;

type Line = { readonly label?: string; readonly checked?: boolean; readonly click?: () => void };
type Watched = { badges: number[]; tray: Line[] };

describe('what the desktop shows', () => {
  let here: SignedIn;
  let daemon: NotificationDaemon;
  let other: Awaited<ReturnType<SignedIn['otherProgram']>>;
  const rows = () => mailboxPage(here.app.window).rows;
  const change = (group: string, values: object): Promise<void> =>
    here.app.window.evaluate(
      async ([name, chosen]) => {
        await (
          window as unknown as { latchkey: { preferences: { change: (input: unknown) => Promise<unknown> } } }
        ).latchkey.preferences.change({ group: name, values: chosen });
      },
      [group, values] as const,
    );
  const badge = () => here.app.electron.evaluate(() => (globalThis as unknown as Watched).badges.at(-1));
  const tray = (): Promise<Line[]> =>
    here.app.electron.evaluate(() =>
      (globalThis as unknown as Watched).tray.map(({ label = '', checked = false }) => ({ label, checked })),
    );
  const press = (label: string): Promise<void> =>
    here.app.electron.evaluate(
      (_electron, name) => (globalThis as unknown as Watched).tray.find((line) => line.label === name)?.click?.(),
      label,
    );

  beforeAll(async () => {
    here = await openSignedIn({ mail: [{ source: letter('First') }, { source: letter('Second'), flags: ['\\Seen'] }] });
    daemon = await startNotificationDaemon(here.keychain.environment['DBUS_SESSION_BUS_ADDRESS'] ?? '');
    // The virtual desktop has neither badge nor tray: what Electron is told of them is what can be seen.
    await here.app.electron.evaluate(({ app, Menu }) => {
      const watched: Watched = Object.assign(globalThis as unknown as Watched, { badges: [], tray: [] });
      app.setBadgeCount = (count = 0) => {
        watched.badges.push(count);
        return true;
      };
      const build = Menu.buildFromTemplate.bind(Menu);
      Menu.buildFromTemplate = (lines) => {
        watched.tray = lines as Line[];
        return build(lines);
      };
    });
    await rows().filter({ hasText: 'First' }).waitFor();
    await change('notifications', { quietInFront: false });
    other = await here.otherProgram();
  });
  afterAll(async () => {
    daemon?.close();
    await here?.close();
  });

  it('counts what is unread in the inbox, as the server does, and nothing where no number is wanted', async () => {
    const onServer = async (): Promise<number> => {
      const status = await other.status('INBOX', { unseen: true });
      return status === false ? -1 : (status.unseen ?? -1);
    };
    await other.append('INBOX', letter('Third'));
    await rows().filter({ hasText: 'Third' }).waitFor();
    await expect.poll(badge, patience).toBe(2);
    expect(await onServer()).toBe(2);
    await rows().filter({ hasText: 'First' }).click();
    await expect.poll(badge, patience).toBe(1);
    await expect.poll(onServer, patience).toBe(1);
    await change('notifications', { badge: false });
    await expect.poll(badge, patience).toBe(0);
    await change('notifications', { badge: true });
    await expect.poll(badge, patience).toBe(1);
  });

  it('has a menu in the tray that writes, keeps quiet, and brings the window back', async () => {
    await change('general', { tray: true, closing: 'tray' });
    await expect.poll(async () => (await tray()).map(({ label }) => label), patience).toContain(text('tray.compose'));
    await press(text('tray.compose'));
    await expect.poll(() => here.app.electron.windows().length, patience).toBe(2);
    const written = here.app.electron.windows().find((one) => one !== here.app.window);
    await written?.close();
    await press(text('tray.quiet'));
    await expect
      .poll(async () => (await tray()).find(({ label }) => label === text('tray.quiet'))?.checked, patience)
      .toBe(true);
    await press(text('tray.quiet'));
    await expect
      .poll(async () => (await tray()).find(({ label }) => label === text('tray.quiet'))?.checked, patience)
      .toBe(false);
    const visible = () =>
      here.app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
    await here.app.window.getByRole('button', { name: text('window.close') }).click();
    await expect.poll(visible, patience).toBe(false);
    await press(text('tray.open'));
    await expect.poll(visible, patience).toBe(true);
    await change('general', { tray: false, closing: 'quit' });
  });

  it('tells nothing in quiet hours, and tells again after them', async () => {
    const time = (minutes: number): string => {
      const at = new Date(Date.now() + minutes * 60_000);
      return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
    };
    const before = daemon.shown.length;
    await change('notifications', { quietHours: true, quietFrom: time(-60), quietTo: time(60) });
    await other.append('INBOX', letter('At night'));
    await rows().filter({ hasText: 'At night' }).waitFor();
    // What was gathered together with the next one would be told in one sentence with it.
    await here.app.window.waitForTimeout(2_500);
    expect(daemon.shown.length).toBe(before);
    await change('notifications', { quietFrom: time(120), quietTo: time(180) });
    await other.append('INBOX', letter('By day'));
    await expect.poll(() => daemon.shown.at(-1)?.body, patience).toContain('By day');
    expect(daemon.shown.length).toBe(before + 1);
  });
});
