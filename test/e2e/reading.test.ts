import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailboxPage } from './pages/mailbox-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { letter, redPoint, smallPdf } from './support/letters.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';

const thread = (id: string, before?: string): string[] => [
  `Message-ID: <${id}@dahl.example>`,
  ...(before === undefined ? [] : [`In-Reply-To: <${before}@dahl.example>`, `References: <${before}@dahl.example>`]),
];

const mail = [
  {
    source: letter({
      subject: 'Bearing schedule',
      headers: thread('one'),
      text: 'Who signs off the pier tolerance?',
    }),
    date: new Date('2026-11-10T09:00:00Z'),
  },
  {
    folder: 'Sent',
    source: letter({
      from: 'Otto <otto@off.example>',
      to: 'Henrik Dahl <henrik@dahl.example>',
      subject: 'Re: Bearing schedule',
      headers: thread('two', 'one'),
      text: 'You have the last word.\n\nOn 10 Nov 2026 at 09:00, Henrik Dahl <henrik@dahl.example> wrote:\n> Who signs off the pier tolerance?\n',
    }),
    flags: ['\\Seen'],
    date: new Date('2026-11-10T10:00:00Z'),
  },
  {
    source: letter({
      subject: 'Re: Bearing schedule',
      headers: thread('three', 'two'),
      html: '<p>Pier 3 is confirmed. See <a href="https://dahl.example/plan">https://dahl.example/plan</a> and <a href="http://203.0.113.9/x">https://bank.example</a>.</p><p style="height:900px">Tall</p><p>The end of it.</p><div class="gmail_quote"><div class="gmail_attr">On 10 Nov 2026 Otto wrote:</div><blockquote>You have the last word.</blockquote></div>',
    }),
    date: new Date('2026-11-10T11:00:00Z'),
  },
  {
    source: letter({
      subject: 'Lift plan',
      html: '<p>The plan is attached.</p>',
      parts: [
        {
          headers: ['Content-Type: image/png', 'Content-Disposition: attachment; filename="point.png"'],
          body: redPoint,
        },
        {
          headers: ['Content-Type: application/pdf', 'Content-Disposition: attachment; filename="plan.pdf"'],
          body: smallPdf('Crane on the east pad'),
        },
        {
          headers: ['Content-Type: text/plain', 'Content-Disposition: attachment; filename="notes.txt"'],
          body: 'Mind the wind.\n',
        },
        {
          headers: [
            'Content-Type: application/octet-stream',
            'Content-Disposition: attachment; filename="invoice.pdf.exe"',
          ],
          body: 'MZ\0\0 not really',
        },
      ],
    }),
    date: new Date('2026-11-11T11:00:00Z'),
  },
  {
    source: letter({
      subject: 'Write to the office',
      html: '<p><a href="mailto:office@dahl.example?subject=Plan">Write us</a></p>',
    }),
    date: new Date('2026-11-12T11:00:00Z'),
  },
];

describe('reading mail', () => {
  let signedIn: SignedIn;
  const page = () => signedIn.app.window;
  const reader = () => mailboxPage(page()).reader;
  const open = async (subject: string): Promise<void> => {
    await mailboxPage(page()).rows.filter({ hasText: subject }).first().click();
    await reader().getByRole('heading', { name: subject, level: 2 }).waitFor();
  };
  /** The document of the open message, which lies in a frame within a frame. */
  const paper = () => page().frameLocator('iframe.paper').frameLocator('iframe');
  const shot = async (name: string): Promise<void> => {
    const folder = process.env['LATCHKEY_SHOTS'];
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    await page().screenshot({ path: join(folder, `${name}.png`) });
  };
  /** What main would open, with the desktop's own part taken out. */
  const opened = (): Promise<string[]> =>
    signedIn.app.electron.evaluate(({ shell }) => {
      const kept = globalThis as unknown as { opened?: string[] };
      if (kept.opened === undefined) {
        const list: string[] = [];
        kept.opened = list;
        shell.openExternal = async (url) => void list.push(url);
        shell.openPath = async (path) => {
          list.push(path);
          return '';
        };
      }
      return kept.opened;
    });
  const savesTo = (folder: string): Promise<void> =>
    signedIn.app.electron.evaluate(({ dialog }, target) => {
      dialog.showSaveDialog = (async (_window: unknown, options: { defaultPath: string }) => ({
        canceled: false,
        filePath: `${target}/${options.defaultPath.split('/').at(-1)}`,
      })) as unknown as typeof dialog.showSaveDialog;
      dialog.showOpenDialog = (async () => ({
        canceled: false,
        filePaths: [target],
      })) as unknown as typeof dialog.showOpenDialog;
    }, folder);

  beforeAll(async () => {
    signedIn = await openSignedIn({ mail });
    await opened();
  });
  afterAll(() => signedIn?.close());

  it('shows a conversation with own answers folded, and the frame as tall as its message', async () => {
    await open('Re: Bearing schedule');
    await paper().getByText('Pier 3 is confirmed.').waitFor();
    const items = reader().getByRole('list').getByRole('listitem');
    await expect.poll(() => reader().locator('.thread__i').count()).toBe(3);
    expect(await reader().locator('.fold').allInnerTexts()).toEqual([
      expect.stringContaining('Who signs off the pier tolerance?'),
      expect.stringContaining(text('reading.thread.you')),
    ]);
    expect(await items.count()).toBeGreaterThan(2);
    const frame = reader().locator('iframe.paper');
    await expect.poll(async () => (await frame.boundingBox())?.height ?? 0).toBeGreaterThan(1000);
    expect(
      await paper()
        .locator('html')
        .evaluate((html) => html.scrollHeight - html.clientHeight),
    ).toBe(0);
    await shot('conversation');
    expect(await accessibilityFaults(page())).toEqual([]);
  });

  it('folds what a message quotes, and unfolds it with the frame growing', async () => {
    const quote = paper().getByText('You have the last word.');
    expect(await quote.isVisible()).toBe(false);
    const frame = reader().locator('iframe.paper');
    const before = (await frame.boundingBox())?.height ?? 0;
    await paper().getByText(text('reading.quote')).click();
    await quote.waitFor();
    await expect.poll(async () => (await frame.boundingBox())?.height ?? 0).toBeGreaterThan(before);
    await page().keyboard.press('p');
    await reader().getByText('You have the last word.').first().waitFor();
    const own = reader().locator('.msg__quote');
    expect(await own.getByText('Who signs off').isVisible()).toBe(false);
  });

  it('tells where a link leads, and asks before one that is not what it says', async () => {
    await open('Re: Bearing schedule');
    await paper().getByText('https://dahl.example/plan').hover();
    await reader().locator('.linkstrip').getByText('https://dahl.example/plan').waitFor();
    await paper().getByText('https://dahl.example/plan').click();
    await expect.poll(opened).toContain('https://dahl.example/plan');
    await paper().getByText('https://bank.example').click();
    const dialog = page().getByRole('alertdialog');
    await dialog.getByText(text('reading.link.otherHost', { named: 'bank.example', host: '203.0.113.9' })).waitFor();
    await shot('link-question');
    expect(await accessibilityFaults(page())).toEqual([]);
    await dialog.getByRole('button', { name: text('reading.link.stay') }).click();
    expect(await opened()).not.toContain('http://203.0.113.9/x');
    await paper().getByText('https://bank.example').click();
    await dialog.getByRole('button', { name: text('reading.link.open', { host: '203.0.113.9' }) }).click();
    await expect.poll(opened).toContain('http://203.0.113.9/x');
    expect(signedIn.app.electron.windows()).toHaveLength(1);
  });

  const attachment = (name: string): Locator => reader().locator('.att').filter({ hasText: name });

  it('shows pictures, PDF and text of attachments in the window', async () => {
    await open('Lift plan');
    await attachment('point.png').locator('.att__main').click();
    const dialog = page().getByRole('dialog');
    await expect
      .poll(() => dialog.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBe(1);
    await dialog.getByRole('button', { name: text('reading.preview.close') }).click();
    await attachment('plan.pdf').locator('.att__main').click();
    const drawn = () =>
      dialog.locator('canvas').evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
        let dark = 0;
        for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100 && (data[at + 3] ?? 0) > 200) dark += 1;
        return dark;
      });
    await expect.poll(drawn, { timeout: 20_000 }).toBeGreaterThan(100);
    await shot('preview-pdf');
    await dialog.getByRole('button', { name: text('reading.preview.close') }).click();
    await attachment('notes.txt').locator('.att__main').click();
    await dialog.getByText('Mind the wind.').waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await dialog.getByRole('button', { name: text('reading.preview.close') }).click();
    await shot('attachments');
  });

  it('opens and saves attachments, each as the sender sent it, but no program', async () => {
    await savesTo(signedIn.world.profile('signed-in'));
    await attachment('notes.txt')
      .getByRole('button', { name: text('reading.attachment.open', { name: 'notes.txt' }) })
      .click();
    const isOpened = async () => (await opened()).find((path) => path.endsWith('/notes.txt')) ?? '';
    await expect.poll(isOpened).not.toBe('');
    expect(await readFile(await isOpened(), 'utf8')).toBe('Mind the wind.\n');
    await attachment('plan.pdf')
      .getByRole('button', { name: text('reading.attachment.save', { name: 'plan.pdf' }) })
      .click();
    const saved = () => readFile(join(signedIn.world.profile('signed-in'), 'plan.pdf')).catch(() => Buffer.alloc(0));
    await expect.poll(async () => (await saved()).length).toBe(smallPdf('Crane on the east pad').length);

    await attachment('invoice.pdf.exe').locator('.att__main').click();
    const question = page().getByRole('alertdialog');
    await question.getByText(text('reading.danger.disguised')).waitFor();
    await shot('danger');
    expect(await accessibilityFaults(page())).toEqual([]);
    await question.getByRole('button', { name: text('reading.danger.leave') }).click();
    expect((await opened()).some((path) => path.endsWith('.exe'))).toBe(false);
  });

  it('writes to a mailto: address in a window of our own', async () => {
    await open('Write to the office');
    const before = (await opened()).length;
    const window = signedIn.app.electron.waitForEvent('window');
    await paper().getByText('Write us').click();
    const compose = await window;
    await compose.waitForLoadState();
    expect((await opened()).length).toBe(before);
    await compose.close();
  });
});
