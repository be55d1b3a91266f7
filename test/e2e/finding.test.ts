import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingPause } from '../../renderer/commands/key-recording.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { searchPage } from './pages/search-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';

const patience = { timeout: 20_000 };
const days = (count: number): Date => new Date(Date.now() - count * 86_400_000);

const letter = (from: string, subject: string, body: string): string =>
  `From: ${from}\r\nTo: Otto <otto@off.example>\r\nSubject: ${subject}\r\n\r\n${body}\r\n`;
const withFile = (from: string, subject: string, body: string, name: string): string =>
  [
    `From: ${from}`,
    'To: Otto <otto@off.example>',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    body,
    '--b',
    `Content-Type: application/octet-stream; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    'AAECAwQ=',
    '--b--',
    '',
  ].join('\r\n');

const henrik = 'Henrik Dahl <henrik@dahlbearings.example>';
const mail = [
  { source: withFile(henrik, 'Schedule for Friday', 'the bearing is set at noon', 'plan-rev4.xlsx'), date: days(1) },
  { source: letter(henrik, 'Quote', 'price per bearing, lower plate'), date: days(2) },
  { source: letter('Priya Raman <priya@x.example>', 'Bearing inspection', 'photographs follow'), date: days(3) },
  { source: letter('Rosa <rosa@x.example>', 'Leave cover', 'I am away in June'), date: days(4) },
  { folder: 'Tender 2026', source: letter(henrik, 'Test certificates', 'one for every bearing'), date: days(5) },
  { source: letter('Ines <ines@x.example>', 'Long ago', 'the first bearing we ever laid'), date: days(400) },
];

describe('finding and moving about', () => {
  let signedIn: SignedIn;
  const page = () => signedIn.app.window;
  const search = () => searchPage(page());
  const subjects = async (): Promise<string[]> => {
    const list = await search().rows.locator('.mrow__subj > span:first-child').allTextContents();
    return list.sort();
  };
  const searchFor = async (typed: string): Promise<void> => {
    await search()
      .clear.click({ timeout: 500 })
      .catch(() => search().box.focus());
    await search().box.pressSequentially(typed);
  };
  const leaveSearch = async (): Promise<void> => {
    await search().box.focus();
    for (let press = 0; press < 3; press += 1) await page().keyboard.press('Escape');
    await search().results.waitFor({ state: 'detached' });
    // The list has the keyboard again a moment later.
    const inList = () => page().evaluate(() => document.activeElement?.closest('[role="listbox"]') instanceof Element);
    await expect.poll(inList).toBe(true);
  };

  beforeAll(async () => {
    signedIn = await openSignedIn({ mail });
    await mailboxPage(page()).rows.filter({ hasText: 'Leave cover' }).waitFor();
  });
  afterAll(() => signedIn.close());

  const hints = () => page().getByRole('region', { name: text('firstHints.label') });

  it('tells what is worth knowing until it was seen', async () => {
    await hints().getByText(text('firstHints.keys')).waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await hints()
      .getByRole('button', { name: text('firstHints.seen') })
      .click();
    await hints().waitFor({ state: 'detached' });
  });

  it('finds what the server finds by the same conditions, with operators as tokens', async () => {
    const other = await signedIn.otherProgram();
    await other.mailboxOpen('INBOX');
    const uids = (await other.search({ from: 'henrik', text: 'bearing' }, { uid: true })) || [];
    const found = await other.fetchAll(uids, { envelope: true }, { uid: true });
    const onServer = found.map(({ envelope }) => envelope?.subject ?? '').sort();
    expect(onServer).toEqual(['Quote', 'Schedule for Friday']);

    await page().keyboard.press('/');
    await searchFor('from:henrik in:inbox bearing');
    await expect.poll(() => search().tokens.allTextContents()).toEqual(['from:henrik', 'in:inbox']);
    await expect.poll(subjects, patience).toEqual(onServer);
    expect(await search().rows.first().locator('.found__snip mark').textContent()).toBe('bearing');
    expect(await accessibilityFaults(page())).toEqual([]);

    await searchFor('from:henrik has:attachment -in:tender*');
    await expect.poll(subjects).toEqual(['Schedule for Friday']);
    await searchFor('filename:plan');
    await expect.poll(subjects).toEqual(['Schedule for Friday']);
  });

  it('opens the last token as text again, clears, and leaves', async () => {
    await searchFor('from:henrik ');
    await page().keyboard.press('Backspace');
    await expect.poll(() => search().box.inputValue()).toBe('from:henrik');
    expect(await search().tokens.count()).toBe(0);
    await page().keyboard.press('Escape');
    await expect.poll(() => search().box.inputValue()).toBe('');
    await search().results.waitFor({ state: 'detached' });
    await page().keyboard.press('Escape');
    await expect.poll(() => page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('listbox');
  });

  it('asks the server for messages whose text is not here, and says what was searched where', async () => {
    await page().keyboard.press('/');
    await searchFor('first bearing laid');
    await expect.poll(subjects, patience).toEqual(['Long ago']);
    await expect
      .poll(() => search().footer.textContent(), patience)
      .toContain(text('finding.server.asked').split('{{')[0]?.trim());
  });

  it('searches one folder alone, and puts the best match first', async () => {
    await searchFor('bearing ');
    await expect
      .poll(subjects, patience)
      .toEqual(['Bearing inspection', 'Long ago', 'Quote', 'Schedule for Friday', 'Test certificates']);
    await search().where.selectOption('folder');
    await expect.poll(subjects, patience).toEqual(['Bearing inspection', 'Long ago', 'Quote', 'Schedule for Friday']);
    await search().order.selectOption('relevance');
    await expect.poll(() => search().rows.first().locator('.mrow__subj').textContent()).toContain('Bearing inspection');
    await search().order.selectOption('newest');
    await search().where.selectOption('all');
  });

  it('says in words what it did not understand, and what to try when nothing is found', async () => {
    await searchFor('colour:red bearing');
    await search()
      .results.getByText(text('finding.problem.unknownOperator').replace('{{text}}', 'colour:red'))
      .waitFor();
    await searchFor('from:henrik zzzzzz');
    await search().results.getByText(text('finding.nothing'), { exact: true }).waitFor(patience);
    expect(await accessibilityFaults(page())).toEqual([]);
    await search()
      .results.getByRole('button', { name: text('finding.without').replace('{{token}}', 'from:henrik') })
      .click();
    await expect.poll(() => search().tokens.count()).toBe(0);
  });

  it('acts on a result, and the server hears of it', async () => {
    await searchFor('certificates');
    await search().rows.filter({ hasText: 'Test certificates' }).waitFor();
    await search().box.press('Enter');
    await mailboxPage(page()).reader.getByText('one for every bearing').waitFor();
    expect(await mailboxPage(page()).reader.locator('h2 mark').textContent()).toBe('certificates');
    await page().keyboard.press('s');
    const other = await signedIn.otherProgram();
    await other.mailboxOpen('Tender 2026');
    await expect.poll(async () => (await other.search({ flagged: true })) || [], patience).toHaveLength(1);
    await search().rows.first().getByText(text('mailbox.state.flagged')).waitFor({ state: 'attached' });
  });

  it('suggests operators, folders and searches made before', async () => {
    await leaveSearch();
    await page().keyboard.press('/');
    await expect.poll(() => search().suggestions.first().textContent()).toContain('certificates');
    await search().box.pressSequentially('from:dahl');
    await search().suggestions.filter({ hasText: 'henrik@dahlbearings.example' }).click();
    await expect.poll(() => search().tokens.allTextContents()).toEqual(['from:henrik@dahlbearings.example']);
    await expect.poll(subjects, patience).toEqual(['Quote', 'Schedule for Friday', 'Test certificates']);
    await search().clear.click();
    await search().box.pressSequentially('in:tend');
    await expect.poll(() => search().suggestions.allTextContents()).toEqual(['Tender 2026']);
    await page().keyboard.press('ArrowDown');
    await page().keyboard.press('Enter');
    await expect.poll(() => search().tokens.allTextContents()).toEqual(['in:"Tender 2026"']);
    await expect.poll(subjects).toEqual(['Test certificates']);
    expect(await accessibilityFaults(page())).toEqual([]);
  });

  it('goes back and forward through folders, searches and messages', async () => {
    await leaveSearch();
    await page().keyboard.press('g');
    await page().keyboard.press('i');
    await page().keyboard.press('/');
    await searchFor('inspection');
    await search().rows.filter({ hasText: 'Bearing inspection' }).click();
    await mailboxPage(page()).folder('Tender 2026').click();
    await mailboxPage(page()).rows.filter({ hasText: 'Test certificates' }).waitFor();
    await page().keyboard.press('Alt+ArrowLeft');
    await mailboxPage(page()).reader.getByText('photographs follow').waitFor();
    await expect.poll(() => search().box.inputValue()).toBe('inspection');
    await search().back.click();
    await mailboxPage(page()).rows.filter({ hasText: 'Leave cover' }).waitFor();
    await search().forward.click();
    await expect.poll(subjects).toEqual(['Bearing inspection']);
    await leaveSearch();
  });

  const flaggedInInbox = async (subject: string): Promise<number> => {
    const other = await signedIn.otherProgram();
    await other.mailboxOpen('INBOX');
    const found = (await other.search({ flagged: true, header: { subject } })) || [];
    await other.logout();
    return found.length;
  };
  const openMessage = async (subject: string): Promise<void> => {
    await page().keyboard.press('g');
    await page().keyboard.press('i');
    await mailboxPage(page()).rows.filter({ hasText: subject }).click();
    await mailboxPage(page()).reader.getByRole('heading', { name: subject }).waitFor();
  };
  const palette = () => page().getByRole('dialog', { name: text('palette.label') });
  const lines = () => palette().getByRole('option');

  it('runs commands, opens folders and messages from the palette', async () => {
    await openMessage('Leave cover');
    await page().keyboard.press('Control+k');
    expect(await accessibilityFaults(page())).toEqual([]);
    await page().keyboard.type('flag');
    await expect.poll(() => lines().first().locator('b').first().textContent()).toBe('Flag');
    await page().keyboard.press('Control+Enter');
    await expect.poll(() => flaggedInInbox('Leave cover'), patience).toBe(1);
    expect(await palette().isVisible()).toBe(true);
    await page().keyboard.press('Escape');

    await page().keyboard.press('Control+k');
    await expect.poll(() => lines().first().textContent()).toContain(text('command.flag'));
    await page().keyboard.type('tend');
    await page().keyboard.press('Enter');
    await mailboxPage(page()).rows.filter({ hasText: 'Test certificates' }).waitFor();

    await page().keyboard.press('Control+k');
    await page().keyboard.type('photogr');
    await lines().filter({ hasText: 'Bearing inspection' }).click();
    await mailboxPage(page()).reader.getByText('photographs follow').waitFor();
    await leaveSearch();

    await page().keyboard.press('g');
    await page().keyboard.press('f');
    await page().keyboard.type('inb');
    await expect.poll(() => lines().allTextContents()).toHaveLength(1);
    await page().keyboard.press('Enter');
    await mailboxPage(page()).rows.filter({ hasText: 'Leave cover' }).waitFor();
    expect(await palette().count()).toBe(0);
  });

  it('lists all keys, takes a new one, tells whose it was, and knows it after a restart', async () => {
    await page().keyboard.press('?');
    const list = page().getByRole('dialog', { name: text('keyboard.all') });
    await list.getByText(text('command.archive'), { exact: true }).waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await list.getByRole('button', { name: text('keyboard.change') }).click();
    const flag = text('command.flag');
    const change = page().getByRole('button', { name: text('keyboard.changeOf', { command: flag }) });
    await change.waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await change.click();
    const ask = page().getByRole('dialog', { name: text('keyboard.keyFor', { command: flag }) });
    await page().keyboard.press('e');
    await ask.getByText(text('keyboard.taken', { names: `“${text('command.archive')}”` })).waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    // Sooner, the two would be taken for a sequence.
    await page().waitForTimeout(recordingPause + 100);
    await page().keyboard.press('y');
    await ask.getByText(text('keyboard.free')).waitFor();
    await page().keyboard.press('Enter');
    await ask.waitFor({ state: 'detached' });
    await page().keyboard.press('Escape');

    await openMessage('Quote');
    await page().keyboard.press('s');
    await page().keyboard.press('y');
    await expect.poll(() => flaggedInInbox('Quote'), patience).toBe(1);

    await signedIn.restart();
    await page().getByText(text('reader.none')).waitFor();
    expect(await hints().count()).toBe(0);
    await openMessage('Quote');
    await page().keyboard.press('y');
    await expect.poll(() => flaggedInInbox('Quote'), patience).toBe(0);
  });

  it('hears the keys of the other map, and no letters alone where these are turned off', async () => {
    await page().keyboard.press('Control+k');
    await page().keyboard.type('settings keyboard');
    await page().keyboard.press('Enter');
    await page()
      .getByRole('radio', { name: text('keyboard.mapGmail') })
      .check({ force: true });
    await page().keyboard.press('Escape');
    await openMessage('Quote');
    await page().keyboard.press('Shift+U');
    await mailboxPage(page())
      .rows.filter({ hasText: 'Quote' })
      .getByText(text('mailbox.state.unread'))
      .waitFor({ state: 'attached' });

    await page().keyboard.press('Control+k');
    await page().keyboard.type('settings keyboard');
    await page().keyboard.press('Enter');
    await page()
      .getByRole('switch', { name: text('keyboard.singleLetters') })
      .uncheck({ force: true });
    await page().keyboard.press('Escape');
    await page().keyboard.press('/');
    await page().keyboard.press('?');
    expect(await page().getByRole('dialog').count()).toBe(0);
    expect(await page().evaluate(() => document.activeElement?.getAttribute('role'))).not.toBe('combobox');
    await page().keyboard.press('Control+f');
    expect(await page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
    await page().keyboard.press('Control+k');
    await page().keyboard.type('settings keyboard');
    await page().keyboard.press('Enter');
    await page()
      .getByRole('switch', { name: text('keyboard.singleLetters') })
      .check({ force: true });
    await page()
      .getByRole('radio', { name: text('keyboard.mapOwn') })
      .check({ force: true });
    await page().keyboard.press('Escape');
  });

  it('searches what is here without the server, and says that the server was not asked', async () => {
    await signedIn.world.server.stop();
    await page()
      .getByText(new RegExp(`^${text('status.offline')}`))
      .first()
      .waitFor(patience);
    await page().keyboard.press('/');
    await searchFor('bearing ');
    await expect.poll(subjects).toEqual(['Bearing inspection', 'Quote', 'Schedule for Friday', 'Test certificates']);
    await search().footer.getByText(text('finding.server.offline')).waitFor();
    await signedIn.world.restartServer();
  });
});
