import type { ImapFlow } from 'imapflow';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listPage } from './pages/list-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';

const day = 86_400_000;
const mailOf = (subject: string, from: string, ago: number, more = '', flags: string[] = ['\\Seen']) => ({
  source:
    `From: ${from}\r\nTo: otto@off.example\r\nSubject: ${subject}\r\nDate: ${new Date(Date.now() - ago * day).toUTCString()}\r\nMessage-ID: <${subject.replaceAll(/\W+/g, '.')}.${ago}@x.example>\r\n` +
    `${more}\r\nText of ${subject}\r\n`,
  flags,
  date: new Date(Date.now() - ago * day),
});

const plain = [
  'Alder',
  'Birch',
  'Cedar',
  'Dogwood',
  'Elm',
  'Fir',
  'Ginkgo',
  'Hazel',
  'Ivy',
  'Juniper',
  'Larch',
  'Maple',
];

describe('a list of conversations', () => {
  let signedIn: SignedIn;
  let other: ImapFlow;
  const page = (): Page => signedIn.app.window;
  const list = () => listPage(page());
  const folders = () => mailboxPage(page());

  /** Subjects in a folder, as the server has them. */
  const onServer = async (folder: string): Promise<string[]> => {
    const lock = await other.getMailboxLock(folder).catch(() => undefined);
    if (lock === undefined) return [];
    try {
      await other.noop();
      const found: string[] = [];
      for await (const message of other.fetch('1:*', { envelope: true })) found.push(message.envelope?.subject ?? '');
      return found;
    } catch {
      return [];
    } finally {
      lock.release();
    }
  };
  const flagsOf = async (folder: string, subject: string): Promise<string[]> => {
    const lock = await other.getMailboxLock(folder);
    try {
      await other.noop();
      for await (const message of other.fetch('1:*', { envelope: true, flags: true })) {
        if (message.envelope?.subject === subject) return [...(message.flags ?? [])];
      }
      return ['not there'];
    } finally {
      lock.release();
    }
  };
  const onServerSoon = (folder: string, subject: string, there: boolean) =>
    expect.poll(async () => (await onServer(folder)).includes(subject), { timeout: 15_000 }).toBe(there);

  beforeAll(async () => {
    signedIn = await openSignedIn({
      mail: [
        ...plain.map((subject, index) => mailOf(subject, `${subject} Writer <${subject}@x.example>`, index + 2)),
        mailOf('Bearing schedule', 'Henrik Dahl <henrik@x.example>', 1),
        mailOf(
          'Re: Bearing schedule',
          'Priya Raman <priya@x.example>',
          0,
          'In-Reply-To: <Bearing.schedule.1@x.example>\r\nReferences: <Bearing.schedule.1@x.example>\r\n',
          [],
        ),
        { ...mailOf('Old offer', 'Spam Sender <spam@x.example>', 9), folder: 'Junk' },
        { ...mailOf('Minutes', 'Ada Writer <ada@x.example>', 9), folder: 'Projects' },
        { ...mailOf('Plan', 'Ada Writer <ada@x.example>', 9), folder: 'Projects/Bridge' },
      ],
    });
    other = await signedIn.otherProgram();
    await list().row('Bearing schedule').waitFor();
  });
  afterAll(() => signedIn?.close());

  it('folds a thread into one line that says what it is when read aloud', async () => {
    const line = list().row('Bearing schedule');
    expect(await line.count()).toBe(1);
    expect(await list().box.getByRole('option').first().getAttribute('aria-setsize')).toBe('13');
    const aloud = await line.ariaSnapshot();
    expect(aloud).toMatch(/Unread\. Priya Raman, Henrik ?, \d\d:\d\d ?\. Re: Bearing schedule ?\. 2 messages\./);
    await page().screenshot({ path: 'out/scratch/list-light.png' });
    expect(await accessibilityFaults(page())).toEqual([]);
  });

  it('archives with a key, goes on to the next line, and takes it back with another', async () => {
    await list().goTo('Alder');
    await page().keyboard.press('e');
    await expect.poll(() => list().toast.textContent()).toContain('1 conversation archived');
    await expect.poll(() => page().locator('.mrow.is-sel').textContent()).toContain('Birch');
    await onServerSoon('INBOX', 'Alder', false);
    await onServerSoon('Archive', 'Alder', true);
    await page().keyboard.press('z');
    await onServerSoon('INBOX', 'Alder', true);
    await list().row('Alder').waitFor();
  });

  it('deletes several at once and undoes it by the button', async () => {
    await list().goTo('Birch');
    await page().keyboard.press('Shift+ArrowDown');
    await page().keyboard.press('Shift+ArrowDown');
    await page()
      .getByText(text('pick.count', { count: 3 }))
      .waitFor();
    await page().screenshot({ path: 'out/scratch/list-many.png' });
    expect(await accessibilityFaults(page())).toEqual([]);
    await page().keyboard.press('Delete');
    await expect.poll(() => list().toast.textContent()).toContain('3 conversations');
    for (const subject of ['Birch', 'Cedar', 'Dogwood']) await onServerSoon('INBOX', subject, false);
    await list().undo.click();
    for (const subject of ['Birch', 'Cedar', 'Dogwood']) await onServerSoon('INBOX', subject, true);
    await list().row('Dogwood').waitFor();
  });

  it('picks with X, with the pointer, and all', async () => {
    await list().goTo('Birch');
    await page().keyboard.press('x');
    await page().keyboard.press('j');
    await list()
      .row('Elm')
      .click({ modifiers: ['Control'] });
    await page()
      .getByText(text('pick.count', { count: 2 }))
      .waitFor();
    await page().keyboard.press('Control+a');
    await page()
      .getByText(text('pick.count', { count: 13 }))
      .waitFor();
    await page().keyboard.press('Escape');
    await expect.poll(() => page().locator('.mrow.is-picked').count()).toBe(0);
  });

  it('flags, and marks as unread and read', async () => {
    await list().goTo('Cedar');
    await page().keyboard.press('s');
    await expect.poll(() => flagsOf('INBOX', 'Cedar'), { timeout: 15_000 }).toContain('\\Flagged');
    await page().keyboard.press('u');
    await expect.poll(() => flagsOf('INBOX', 'Cedar'), { timeout: 15_000 }).not.toContain('\\Seen');
    await expect.poll(async () => (await list().row('Cedar').textContent()) ?? '').toContain('Unread. Flagged.');
    await folders().folder(text('folder.flagged')).click();
    await expect.poll(() => list().subjects()).toEqual(['Cedar']);
    await folders().folder(text('folder.inbox')).click();
    await list().goTo('Cedar');
    await page().keyboard.press('s');
    await expect.poll(() => flagsOf('INBOX', 'Cedar'), { timeout: 15_000 }).not.toContain('\\Flagged');
  });

  it('moves to a folder found by a few letters, and to one made on the spot', async () => {
    await list().goTo('Elm');
    await page().keyboard.press('v');
    await list().dialog.waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await page().keyboard.type('proj');
    await page().screenshot({ path: 'out/scratch/move.png' });
    await page().keyboard.press('Enter');
    await onServerSoon('Projects', 'Elm', true);
    await list().goTo('Fir');
    await page().keyboard.press('v');
    await page().keyboard.type('Conifers');
    await page().keyboard.press('Enter');
    await onServerSoon('Conifers', 'Fir', true);
    await folders().folder('Conifers').waitFor();
    await page().keyboard.press('z');
    await onServerSoon('INBOX', 'Fir', true);
  });

  it('puts into the junk and takes out again', async () => {
    await list().goTo('Ginkgo');
    await page().keyboard.press('!');
    await onServerSoon('Junk', 'Ginkgo', true);
    await folders().folder(text('folder.junk')).click();
    await list().goTo('Ginkgo');
    await page().keyboard.press('!');
    await onServerSoon('INBOX', 'Ginkgo', true);
    await onServerSoon('Junk', 'Ginkgo', false);
  });

  it('asks before it deletes for good, and before it empties a folder', async () => {
    await folders().folder(text('folder.junk')).click();
    await list().goTo('Old offer');
    await page().keyboard.press('Delete');
    await list().question.waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await page().keyboard.press('Escape');
    await onServerSoon('Junk', 'Old offer', true);
    await folders().folder(text('folder.junk')).click({ button: 'right' });
    await list().menuItem(text('folderMenu.emptyJunk')).click();
    await list()
      .question.getByRole('button', { name: text('verb.empty.yes') })
      .click();
    await onServerSoon('Junk', 'Old offer', false);
    await folders().folder(text('folder.inbox')).click();
  });

  it('carries lines to a folder with the pointer', async () => {
    await list().goTo('Hazel');
    await page().keyboard.press('Shift+ArrowDown');
    await list().row('Hazel').dragTo(folders().folder('Projects'));
    await onServerSoon('Projects', 'Hazel', true);
    await onServerSoon('Projects', 'Ivy', true);
    await page().keyboard.press('z');
    await onServerSoon('INBOX', 'Ivy', true);
  });

  it('makes, renames and deletes folders, and says how many drafts and unread there are', async () => {
    await page()
      .getByRole('button', { name: text('folderTree.create') })
      .click();
    await list().dialog.waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await page().keyboard.press('Enter');
    await page().getByText(text('folderDialog.empty')).waitFor();
    await page().keyboard.type('Suppliers');
    await page().keyboard.press('Enter');
    await expect.poll(async () => (await other.list()).map(({ path }) => path)).toContain('Suppliers');
    await folders().folder('Suppliers').click({ button: 'right' });
    await page().screenshot({ path: 'out/scratch/folder-menu.png' });
    expect(await accessibilityFaults(page())).toEqual([]);
    await list().menuItem(text('folderMenu.rename')).click();
    await page().keyboard.press('Control+a');
    await page().keyboard.type('Vendors');
    await page().keyboard.press('Enter');
    await expect.poll(async () => (await other.list()).map(({ path }) => path)).toContain('Vendors');
    await folders().folder('Vendors').click({ button: 'right' });
    await list().menuItem(text('folderMenu.remove')).click();
    await list()
      .question.getByRole('button', { name: text('folderDeed.remove.yes') })
      .click();
    await expect.poll(async () => (await other.list()).map(({ path }) => path)).not.toContain('Vendors');
  });

  it('folds folders away, and uses one as the archive by choice', async () => {
    await folders().folder('Bridge').waitFor();
    await folders().folder('Projects').focus();
    await page().keyboard.press('ArrowLeft');
    await expect.poll(() => folders().folder('Bridge').count()).toBe(0);
    await page().keyboard.press('ArrowRight');
    await folders().folder('Bridge').waitFor();
    await folders().folder('Bridge').click({ button: 'right' });
    await list().menuItem(text('folderMenu.useAs')).hover();
    await list().choice(text('folder.archive')).click();
    await expect.poll(() => folders().folder('Bridge').count()).toBe(0);
    await folders().folder(text('folder.inbox')).click();
    await list().goTo('Juniper');
    await page().keyboard.press('e');
    await onServerSoon('Projects/Bridge', 'Juniper', true);
    await page().keyboard.press('z');
    await onServerSoon('INBOX', 'Juniper', true);
  });

  it('marks a whole folder as read', async () => {
    await folders().folder(text('folder.inbox')).click();
    await list().goTo('Cedar');
    await expect.poll(() => flagsOf('INBOX', 'Cedar'), { timeout: 15_000 }).toContain('\\Seen');
    await page().keyboard.press('u');
    await expect.poll(() => flagsOf('INBOX', 'Cedar'), { timeout: 15_000 }).not.toContain('\\Seen');
    await folders().folder(text('folder.inbox')).click({ button: 'right' });
    await list().menuItem(text('folderMenu.markAllRead')).click();
    await expect.poll(() => list().toast.textContent()).toMatch(/messages? marked as read/);
    await expect.poll(() => flagsOf('INBOX', 'Cedar'), { timeout: 15_000 }).toContain('\\Seen');
    await page().keyboard.press('z');
    await expect.poll(() => flagsOf('INBOX', 'Cedar'), { timeout: 15_000 }).not.toContain('\\Seen');
  });

  it('filters and sorts', async () => {
    await list().filter.click();
    await list().choice(text('filter.unread')).click();
    await expect.poll(async () => (await list().subjects()).includes('Alder')).toBe(false);
    expect(await list().subjects()).toContain('Cedar');
    await page().locator('.mlist__tools button').first().click();
    await list().choice(text('filter.all')).click();
    await list().view.click();
    await page().screenshot({ path: 'out/scratch/view-menu.png' });
    expect(await accessibilityFaults(page())).toEqual([]);
    await list().choice(text('order.subject')).click();
    await expect
      .poll(async () => (await list().subjects()).slice(0, 3))
      .toEqual(['Alder', 'Re: Bearing schedule', 'Birch']);
    await list().view.click();
    await list().choice(text('order.newest')).click();
  });

  it('puts a conversation off, keeps it hidden over a restart, and brings it back on top', async () => {
    await list().box.press('End');
    await list().goTo('Larch');
    await page().keyboard.press('h');
    await list().dialog.waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await page().screenshot({ path: 'out/scratch/snooze.png' });
    await list()
      .dialog.getByRole('button', { name: text('act.snooze') })
      .click();
    await expect.poll(() => list().row('Larch').count()).toBe(0);
    await signedIn.restart();
    await list().row('Bearing schedule').waitFor();
    expect(await list().row('Larch').count()).toBe(0);
    await folders().folder(text('folderTree.snoozed')).click();
    await list().goTo('Larch');
    await page()
      .getByRole('button', { name: text('act.unsnooze') })
      .click();
    await folders().folder(text('folder.inbox')).click();
    await list().box.press('End');
    await list().row('Larch').waitFor();
    // A time that comes while the window is open.
    const { threadId, id } = await page().evaluate(async () => {
      const mail = window.latchkey?.mail;
      const listed = await mail?.listConversations({
        place: { kind: 'folder', folder: 'INBOX' },
        order: 'newest',
        filter: 'all',
        rows: 50,
      });
      const row = listed?.ok === true ? listed.value.rows.find(({ subject }) => subject === 'Larch') : undefined;
      await mail?.snooze({ heads: [row?.id ?? 0], until: Date.now() + 3_000 });
      return { threadId: row?.threadId, id: row?.id };
    });
    expect(threadId).toBeDefined();
    expect(id).toBeDefined();
    await expect.poll(() => list().row('Larch').count()).toBe(0);
    await list().box.press('Home');
    await expect.poll(async () => (await list().subjects())[0], { timeout: 15_000 }).toBe('Larch');
    expect(await list().row('Larch').textContent()).toContain('back again');
  });

  it('is dense when wanted, and remembers where the edges are', async () => {
    await list().view.click();
    await list().choice(text('view.compact')).click();
    await expect.poll(async () => (await list().row('Bearing schedule').boundingBox())?.height).toBe(32);
    await page().screenshot({ path: 'out/scratch/list-compact.png' });
    const edge = page().getByRole('separator', { name: text('mailbox.listWidth') });
    await edge.focus();
    await page().keyboard.press('ArrowRight');
    await page().keyboard.press('ArrowRight');
    await expect.poll(() => edge.getAttribute('aria-valuenow')).toBe('468');
    await signedIn.restart();
    await expect
      .poll(() =>
        page()
          .getByRole('separator', { name: text('mailbox.listWidth') })
          .getAttribute('aria-valuenow'),
      )
      .toBe('468');
    await list().view.click();
    await list().choice(text('view.comfortable')).click();
  });
});
