import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailboxPage } from './pages/mailbox-page.ts';
import { searchPage } from './pages/search-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { letter, redPoint } from './support/letters.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';

const patience = { timeout: 20_000 };
const hours = (count: number): Date => new Date(Date.now() - count * 3_600_000);
const thread = (id: string, before?: string): string[] => [
  `Message-ID: <${id}@dahl.example>`,
  ...(before === undefined ? [] : [`In-Reply-To: <${before}@dahl.example>`, `References: <${before}@dahl.example>`]),
];
const part = (name: string, body: Buffer | string) => ({
  headers: [`Content-Type: application/octet-stream`, `Content-Disposition: attachment; filename="${name}"`],
  body,
});

const mail = [
  { source: letter({ from: 'Zoe <zoe@x.example>', subject: 'Apples', text: 'A basket of quinces.' }), date: hours(9) },
  {
    source: letter({ from: 'Ana <ana@x.example>', subject: 'Pears', text: `quinces too ${'.'.repeat(60_000)}` }),
    date: hours(8),
  },
  {
    source: letter({
      from: 'Max <max@x.example>',
      subject: 'Plums',
      html: '<p>No plum is a <b>quince</b>.</p><p style="height:3000px">Tall</p><p>The end of it.</p>',
    }),
    date: hours(7),
  },
  {
    source: letter({
      from: 'Kit <kit@x.example>',
      subject: 'Files',
      text: 'Two.',
      parts: [part('one.png', redPoint), part('two.txt', 'Second.\n')],
    }),
    date: hours(6),
  },
  { folder: 'Cellar', source: letter({ subject: 'Barrels', text: 'Five.' }), date: hours(6) },
  { source: letter({ subject: 'Thread', headers: thread('a'), text: 'The oldest of three.' }), date: hours(5) },
  { source: letter({ subject: 'Re: Thread', headers: thread('b', 'a'), text: 'The one between.' }), date: hours(4) },
  { source: letter({ subject: 'Re: Thread', headers: thread('c', 'b'), text: 'The newest.' }), date: hours(3) },
];

/** Notes every request that reaches it over TLS, with the server's own certificate, which the application trusts. */
const startListServer = async (certificates: string) => {
  const heard: { method: string; url: string; type: string; body: string; cookie: string }[] = [];
  const server: Server = createServer(
    { key: readFileSync(join(certificates, 'server.key')), cert: readFileSync(join(certificates, 'server.pem')) },
    (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (piece: string) => {
        body += piece;
      });
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        heard.push({ method, url, type: headers['content-type'] ?? '', body, cookie: headers.cookie ?? '' });
        response.end();
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

describe('handling mail', () => {
  let here: SignedIn;
  let lists: Awaited<ReturnType<typeof startListServer>>;
  let other: Awaited<ReturnType<SignedIn['otherProgram']>>;
  const page = () => here.app.window;
  const at = () => mailboxPage(page());
  const search = () => searchPage(page());
  const row = (subject: string) => at().rows.filter({ hasText: subject });
  const inFolder = async (folder: string): Promise<string[]> => {
    await other.mailboxOpen(folder);
    const all =
      other.mailbox !== false && other.mailbox.exists > 0 ? await other.fetchAll('1:*', { envelope: true }) : [];
    return all.map(({ envelope }) => envelope?.subject ?? '').sort();
  };
  const flagged = async (subject: string): Promise<number> => {
    await other.mailboxOpen('INBOX');
    return ((await other.search({ subject, flagged: true })) || []).length;
  };
  const leaveSearch = async (): Promise<void> => {
    await search().box.focus();
    for (let press = 0; press < 3; press += 1) await page().keyboard.press('Escape');
    await search().results.waitFor({ state: 'detached' });
  };

  beforeAll(async () => {
    here = await openSignedIn({ mail });
    lists = await startListServer(join(here.world.desktop.scratch.folder, 'server/certificates'));
    other = await here.otherProgram();
    await row('Files').waitFor();
  });
  afterAll(async () => {
    lists?.close();
    await here?.close();
  });

  it('opens every unread message of a conversation by itself, and leaves them open once they are read', async () => {
    await row('Thread').click();
    for (const words of ['The oldest of three.', 'The one between.', 'The newest.']) {
      await at().reader.locator('.msg__text').getByText(words).waitFor();
    }
    const unseen = async (): Promise<number> => {
      await other.mailboxOpen('INBOX');
      return ((await other.search({ subject: 'Thread', seen: false })) || []).length;
    };
    await expect.poll(unseen, patience).toBe(0);
    expect(await at().reader.locator('.fold').count()).toBe(0);
    await row('Files').click();
    await row('Thread').click();
    await at().reader.locator('.fold').first().waitFor();
  });

  it('pages through a message with the space bar, and goes on to the next', async () => {
    await row('Plums').click();
    const scroller = at().reader.locator('.reader__scroll');
    await at().reader.frameLocator('iframe.paper').frameLocator('iframe').getByText('The end of it.').waitFor();
    await expect.poll(() => scroller.evaluate((box) => box.scrollHeight - box.clientHeight)).toBeGreaterThan(1_000);
    await page().keyboard.press('Space');
    await expect.poll(() => scroller.evaluate((box) => box.scrollTop)).toBeGreaterThan(100);
    await page().keyboard.press('Shift+Space');
    await expect.poll(() => scroller.evaluate((box) => box.scrollTop)).toBe(0);
    await scroller.evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
    await page().keyboard.press('Space');
    await at().reader.getByRole('heading', { name: 'Pears' }).waitFor();
  });

  it('does with the buttons on a line what they say', async () => {
    const press = async (subject: string, name: string): Promise<void> => {
      await row(subject).hover();
      await row(subject).locator(`.mrow__act[title="${name}"]`).click();
    };
    await press('Files', text('act.flag'));
    await expect.poll(() => flagged('Files'), patience).toBe(1);
    await press('Files', text('act.unflag'));
    await expect.poll(() => flagged('Files'), patience).toBe(0);
    await press('Apples', text('act.archive'));
    await expect.poll(() => inFolder('Archive'), patience).toContain('Apples');
    await page().keyboard.press('z');
    await expect.poll(() => inFolder('INBOX'), patience).toContain('Apples');
    await row('Apples').waitFor();
    await press('Apples', text('act.remove'));
    await expect.poll(() => inFolder('INBOX'), patience).not.toContain('Apples');
    await page().keyboard.press('z');
    await row('Apples').waitFor();
  });

  it('goes back and forward with the buttons of the mouse', async () => {
    await row('Plums').click();
    await at().reader.getByRole('heading', { name: 'Plums' }).waitFor();
    await at().folder('Cellar').click();
    await row('Barrels').waitFor();
    const press = (button: number): Promise<void> =>
      page().evaluate(
        (which) =>
          void window.dispatchEvent(new MouseEvent('mouseup', { button: which, bubbles: true, cancelable: true })),
        button,
      );
    await press(3);
    await at().reader.getByRole('heading', { name: 'Plums' }).waitFor();
    await press(4);
    await row('Barrels').waitFor();
    await at().folder(text('folder.inbox')).click();
    await row('Files').waitFor();
  });

  it('saves all attachments of a message, byte for byte', async () => {
    const target = join(here.world.profile('signed-in'), 'all of them');
    await mkdir(target, { mode: 0o777 });
    chmodSync(target, 0o777);
    await here.app.electron.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, target);
    await row('Files').click();
    await at()
      .reader.getByRole('button', { name: text('reading.attachment.saveAll') })
      .click();
    await expect.poll(() => readdirSync(target).sort(), patience).toEqual(['one.png', 'two.txt']);
    await expect.poll(() => readFileSync(join(target, 'two.txt'), 'utf8'), patience).toBe('Second.\n');
    expect(readFileSync(join(target, 'one.png'))).toEqual(redPoint);
  });

  it('marks what was found in HTML mail too, and archives, moves and flags several results at once', async () => {
    await page().keyboard.press('/');
    await search().box.pressSequentially('quince');
    await expect.poll(() => search().rows.count(), patience).toBe(3);
    await search().rows.filter({ hasText: 'Plums' }).click();
    const mark = at().reader.frameLocator('iframe.paper').frameLocator('iframe').locator('mark');
    await expect.poll(() => mark.allTextContents(), patience).toEqual(['quince']);
    expect(await accessibilityFaults(page())).toEqual([]);
    await search()
      .rows.filter({ hasText: 'Apples' })
      .click({ modifiers: ['Control'] });
    await at()
      .reader.getByText(text('pick.count', { count: 2 }))
      .waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await page().keyboard.press('s');
    await expect.poll(() => flagged('Apples'), patience).toBe(1);
    await expect.poll(() => flagged('Plums'), patience).toBe(1);
    await page().keyboard.press('e');
    await expect.poll(() => inFolder('Archive'), patience).toEqual(['Apples', 'Plums']);
    await page().keyboard.press('z');
    await expect.poll(() => inFolder('INBOX'), patience).toContain('Plums');
    await expect.poll(() => inFolder('INBOX'), patience).toContain('Apples');
    await search().rows.filter({ hasText: 'Pears' }).click();
    await page().keyboard.press('v');
    await page()
      .getByRole('combobox', { name: text('move.field') })
      .fill('Archive');
    await page().keyboard.press('Enter');
    await expect.poll(() => inFolder('Archive'), patience).toEqual(['Pears']);
    await leaveSearch();
  });

  it('keeps a search by name among the folders, over a restart too, until it is removed', async () => {
    await page().keyboard.press('/');
    await search().box.pressSequentially('from:kit ');
    await expect.poll(() => search().rows.count(), patience).toBe(1);
    await search().box.press('Enter');
    await search()
      .results.getByRole('button', { name: text('savedSearch.save') })
      .click();
    const name = page().getByRole('textbox', { name: text('savedSearch.name') });
    await name.fill('Mail of Kit');
    expect(await accessibilityFaults(page())).toEqual([]);
    await page().keyboard.press('Enter');
    await at().folder('Mail of Kit').waitFor();
    await leaveSearch();
    await here.restart();
    await at().folder('Mail of Kit').click();
    await expect.poll(() => search().rows.count(), patience).toBe(1);
    expect(await search().rows.textContent()).toContain('Files');
    expect(await accessibilityFaults(page())).toEqual([]);
    await at().folder('Mail of Kit').click({ button: 'right' });
    await page()
      .getByRole('menuitem', { name: text('savedSearch.remove') })
      .click();
    await at().folder('Mail of Kit').waitFor({ state: 'detached' });
    await leaveSearch();
  });

  it('archives a line that is pushed aside on a touchpad, and marks one that is pushed the other way', async () => {
    await row('Files').hover();
    for (let step = 0; step < 6; step += 1) await page().mouse.wheel(30, 0);
    await expect.poll(() => inFolder('Archive'), patience).toContain('Files');
    await page().keyboard.press('z');
    await row('Files').waitFor();
    const seen = async (): Promise<boolean> => {
      await other.mailboxOpen('INBOX');
      return ((await other.search({ subject: 'Files', seen: true })) || []).length === 1;
    };
    const before = await seen();
    await row('Files').hover();
    for (let step = 0; step < 6; step += 1) await page().mouse.wheel(-30, 0);
    await expect.poll(seen, patience).toBe(!before);
  });

  it('puts the largest first, and the senders in their order', async () => {
    const choose = async (name: string): Promise<void> => {
      await page()
        .getByRole('button', { name: text('view.label') })
        .click();
      await page().getByRole('menuitemradio', { name }).click();
    };
    const shown = () => at().rows.locator('.mrow__subj > span:nth-child(2)').allTextContents();
    await other.append('INBOX', letter({ from: 'Bo <bo@x.example>', subject: 'Big', text: '.'.repeat(90_000) }));
    await row('Big').waitFor();
    await choose(text('order.largest'));
    await expect.poll(async () => (await shown())[0], patience).toBe('Big');
    await choose(text('order.sender'));
    const senders = () => at().rows.locator('.mrow__from').allTextContents();
    await expect
      .poll(async () => {
        const now = (await senders()).map((name) => name.toLowerCase());
        return now.length > 3 && now.every((name, index) => index === 0 || (now[index - 1] ?? '') <= name);
      }, patience)
      .toBe(true);
    await choose(text('order.newest'));
    await expect.poll(async () => (await shown())[0], patience).toBe('Big');
  });

  it('subscribes to folders and leaves them, on the server too', async () => {
    await at().folder('Cellar').waitFor();
    const subscribed = async (): Promise<boolean> =>
      (await other.list()).find(({ path }) => path === 'Cellar')?.subscribed === true;
    const before = await subscribed();
    const press = async (): Promise<void> => {
      await at().folder('Cellar').click({ button: 'right' });
      await page()
        .getByRole('menuitemcheckbox', { name: text('folderMenu.subscribed') })
        .click();
    };
    await press();
    await expect.poll(subscribed, patience).toBe(!before);
    await press();
    await expect.poll(subscribed, patience).toBe(before);
  });

  it('says what the server refused, in its own words', async () => {
    await page().evaluate(() => {
      const { mail: area } = (window as unknown as { latchkey: { mail: { act: (input: unknown) => void } } }).latchkey;
      area.act({ command: { kind: 'createFolder', path: 'x'.repeat(600) } });
    });
    const toast = page()
      .locator('.toast')
      .filter({ hasText: text('refused.createFolder') });
    await toast.waitFor(patience);
    expect(await toast.textContent()).toMatch(/name/i);
    await page().keyboard.press('Escape');
  });

  it('takes the person off a list with the one request the list asks for', async () => {
    await other.append(
      'INBOX',
      letter({
        from: 'List <list@list.example>',
        subject: 'Weekly',
        headers: [
          `List-Unsubscribe: <https://127.0.0.1:${lists.port}/leave?who=otto>`,
          'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
        ],
        text: 'News.',
      }),
    );
    await row('Weekly').click();
    await at()
      .reader.getByRole('button', { name: text('reading.leave.unsubscribe') })
      .click();
    const dialog = page().getByRole('alertdialog');
    await dialog.getByRole('button', { name: text('reading.leave.unsubscribe') }).click();
    await page()
      .getByText(text('reading.leave.done', { host: `127.0.0.1:${lists.port}` }), { exact: false })
      .first()
      .waitFor();
    expect(lists.heard).toEqual([
      {
        method: 'POST',
        url: '/leave?who=otto',
        type: 'application/x-www-form-urlencoded',
        body: 'List-Unsubscribe=One-Click',
        cookie: '',
      },
    ]);
  });
});
