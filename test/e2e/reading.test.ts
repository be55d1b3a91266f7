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

const mail = () => [
  { source: invitation, date: new Date('2026-11-13T11:00:00Z') },
  { source: cancellation, date: new Date('2026-11-13T11:30:00Z') },
  { source: fromList, date: new Date('2026-11-13T12:00:00Z') },
  { folder: 'Junk', source: junk, date: new Date('2026-11-13T12:00:00Z') },
  {
    source: letter({
      subject: 'Bearing schedule',
      headers: thread('one'),
      text: 'Who signs off the pier tolerance?',
    }),
    flags: ['\\Seen'],
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

const event = (more: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN', ...more, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

const invitation = letter({
  subject: 'Bearing review',
  headers: ['Message-ID: <review@dahl.example>'],
  text: 'Please come.',
  parts: [
    {
      headers: ['Content-Type: text/calendar; charset=utf-8; method=REQUEST'],
      body: event([
        'METHOD:REQUEST',
        'BEGIN:VEVENT',
        'UID:review@dahl.example',
        'SEQUENCE:1',
        'SUMMARY:Bearing review',
        'LOCATION:Pier 3',
        'DTSTART:20261123T090000Z',
        'DTEND:20261123T100000Z',
        'RRULE:FREQ=WEEKLY;COUNT=3',
        'ORGANIZER;CN=Outside Inbox:mailto:inbox@outside.example',
        'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:otto@off.example',
        'ATTENDEE;PARTSTAT=ACCEPTED:mailto:henrik@dahl.example',
      ]),
    },
    {
      headers: ['Content-Type: text/vcard', 'Content-Disposition: attachment; filename="henrik.vcf"'],
      body: 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Henrik Dahl\r\nORG:Dahl Bearings\r\nEMAIL:henrik@dahl.example\r\nEND:VCARD\r\n',
    },
  ],
});

const cancellation = letter({
  subject: 'Off: the old plan',
  text: 'Not this time.',
  parts: [
    {
      headers: ['Content-Type: text/calendar; charset=utf-8; method=CANCEL'],
      body: event([
        'METHOD:CANCEL',
        'BEGIN:VEVENT',
        'UID:other@dahl.example',
        'SUMMARY:Old review',
        'DTSTART:20261123T090000Z',
        'ORGANIZER:mailto:henrik@dahl.example',
      ]),
    },
  ],
});

const fromList = letter({
  from: 'Weekly <weekly@list.example>',
  subject: 'Weekly news',
  headers: [
    'List-Id: <weekly.list.example>',
    'List-Unsubscribe: <mailto:inbox@outside.example?subject=leave%20weekly>',
    'Authentication-Results: off.example; dmarc=pass header.from=list.example; dkim=pass header.d=list.example; spf=fail smtp.mailfrom=x@bulk.example',
    'Importance: high',
    'Disposition-Notification-To: weekly@list.example',
  ],
  html: '<body bgcolor="#ffffff"><p style="color:#222222">Black on white.</p><p><font color="black">And so is this.</font></p></body>',
});

const junk = letter({
  from: 'Bank <service@bank.example>',
  subject: 'Your account',
  headers: [
    'X-Spam-Status: Yes, score=9.1 required=5.0 tests=BAYES_99,URIBL_BLACK autolearn=no',
    'Authentication-Results: off.example; dmarc=fail header.from=bank.example',
  ],
  text: 'Hurry.',
});

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
    signedIn = await openSignedIn({ mail: mail() });
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

  const sent = async (subject: string): Promise<string> => {
    const other = await signedIn.otherProgram();
    const found = async (): Promise<string> => {
      await other.mailboxOpen('Sent', { readOnly: true });
      const message = await other.fetchOne('*', { source: true });
      const source = message ? (message.source?.toString() ?? '') : '';
      return source.includes(`Subject: ${subject}`) ? source : '';
    };
    await expect.poll(found, { timeout: 30_000 }).not.toBe('');
    return found();
  };

  it('shows an invitation in words and answers it by mail', async () => {
    await open('Bearing review');
    const card = reader().locator('.invite');
    await card.getByText('Pier 3').waitFor();
    await card.getByText(text('reading.invite.everyWeek', { count: 1 })).waitFor();
    await reader()
      .getByRole('region', { name: text('reading.contact.label', { name: 'Henrik Dahl' }) })
      .waitFor();
    await shot('invitation');
    expect(await accessibilityFaults(page())).toEqual([]);
    await card.getByRole('button', { name: text('reading.invite.maybe') }).click();
    await card.getByText(text('reading.invite.youTentative')).waitFor();
    const source = await sent(text('reading.invite.subjectTentative', { title: 'Bearing review' }));
    expect(source).toMatch(/^Content-Type: text\/calendar; charset=utf-8; method=REPLY/im);
    expect(source).toMatch(/^To: .*inbox@outside\.example/im);
    const part = /method=REPLY[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/i.exec(source)?.[1] ?? '';
    const isBase64 = /method=REPLY\r\nContent-Transfer-Encoding: base64/i.test(source);
    const reply = (isBase64 ? Buffer.from(part, 'base64').toString() : part.replace(/=\r\n/g, '')).replace(
      /\r\n /g,
      '',
    );
    expect(reply).toContain('METHOD:REPLY');
    expect(reply).toContain('UID:review@dahl.example');
    expect(reply).toMatch(/ATTENDEE;PARTSTAT(?:=|=3D)TENTATIVE.*otto@off\.example/);
  });

  it('says that an event was cancelled, and offers no answer', async () => {
    await open('Off: the old plan');
    const card = reader().locator('.invite');
    await card.getByText(text('reading.invite.cancelled')).waitFor();
    expect(await card.getByRole('button').count()).toBe(0);
  });

  it('says who stands behind a message, what it asks for, and takes the person off its list by mail', async () => {
    await open('Weekly news');
    await reader()
      .getByRole('button', { name: text('reading.proof.proved') })
      .click();
    await reader()
      .getByText(text('reading.proof.provedMeans', { domain: 'list.example' }))
      .waitFor();
    await reader().getByText(text('reading.note.urgent')).waitFor();
    await reader()
      .getByText(text('reading.note.receipt', { names: 'weekly@list.example' }))
      .waitFor();
    await shot('list');
    expect(await accessibilityFaults(page())).toEqual([]);
    await reader()
      .getByRole('button', { name: text('reading.leave.unsubscribe') })
      .click();
    const dialog = page().getByRole('alertdialog');
    await dialog.getByText(text('reading.leave.byMail', { address: 'inbox@outside.example' })).waitFor();
    await dialog.getByRole('button', { name: text('reading.leave.unsubscribe') }).click();
    const source = await sent('leave weekly');
    expect(source).toMatch(/^To: inbox@outside\.example/im);
  });

  it('shows mail dark on a dark page, and in its own colours when asked to', async () => {
    const colours = () =>
      paper()
        .getByText('Black on white.')
        .evaluate((element) => [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor]);
    await open('Weekly news');
    expect(await colours()).toEqual(['rgb(34, 34, 34)', 'rgb(255, 255, 255)']);
    await page().emulateMedia({ colorScheme: 'dark' });
    await expect.poll(async () => (await colours())[1]).toBe('rgb(31, 29, 26)');
    const [ink = ''] = await colours();
    expect(Number(/\d+/.exec(ink)?.[0])).toBeGreaterThan(180);
    await shot('dark');
    expect(await accessibilityFaults(page())).toEqual([]);
    await reader()
      .getByRole('button', { name: text('reading.menu.label') })
      .click();
    await page()
      .getByRole('menuitem', { name: text('reading.menu.originalColours') })
      .click();
    await expect.poll(colours).toEqual(['rgb(34, 34, 34)', 'rgb(255, 255, 255)']);
    await page().emulateMedia({ colorScheme: null });
  });

  it('shows, saves, prints and drags out a message as it came', async () => {
    await open('Weekly news');
    await savesTo(signedIn.world.profile('signed-in'));
    await signedIn.app.electron.evaluate(({ app }) => {
      const seen = globalThis as unknown as { printed: string[]; dragged: string[] };
      seen.printed = [];
      seen.dragged = [];
      app.on('web-contents-created', (_event, contents) => {
        contents.print = (_options, done) => {
          void contents.printToPDF({}).then((bytes) => {
            seen.printed.push(bytes.subarray(0, 5).toString());
            done?.(true, '');
          });
        };
      });
    });
    const menu = async (item: string): Promise<void> => {
      await reader()
        .getByRole('button', { name: text('reading.menu.label') })
        .click();
      await page().getByRole('menuitem', { name: item }).click();
    };
    await menu(text('reading.menu.source'));
    const dialog = page().getByRole('dialog');
    await dialog.getByText('List-Id: <weekly.list.example>').waitFor();
    expect(await accessibilityFaults(page())).toEqual([]);
    await dialog.getByRole('button', { name: text('reading.preview.close') }).click();

    await page().keyboard.press('Control+s');
    const file = join(signedIn.world.profile('signed-in'), 'Weekly news.eml');
    const saved = () => readFile(file, 'utf8').catch(() => '');
    await expect.poll(saved).toBe(fromList);

    await menu(text('reading.menu.print'));
    const printed = () =>
      signedIn.app.electron.evaluate(() => (globalThis as unknown as { printed: string[] }).printed);
    await expect.poll(printed, { timeout: 20_000 }).toEqual(['%PDF-']);
    await expect.poll(() => signedIn.app.electron.windows().length).toBe(1);

    await signedIn.app.electron.evaluate(({ BrowserWindow }) => {
      const seen = globalThis as unknown as { dragged: string[] };
      for (const window of BrowserWindow.getAllWindows()) {
        window.webContents.startDrag = (item) => void seen.dragged.push(item.file ?? '');
      }
    });
    const grip = await reader().locator('.msg__grip').boundingBox();
    await page().mouse.move((grip?.x ?? 0) + 10, (grip?.y ?? 0) + 10);
    await page().mouse.down();
    await page().waitForTimeout(300);
    await page().mouse.move((grip?.x ?? 0) + 60, (grip?.y ?? 0) + 60, { steps: 8 });
    const dragged = () =>
      signedIn.app.electron.evaluate(() => (globalThis as unknown as { dragged: string[] }).dragged);
    await expect.poll(dragged).toEqual([expect.stringMatching(/Weekly news\.eml$/)]);
    await page().mouse.up();
    expect(await readFile((await dragged())[0] ?? '', 'utf8')).toBe(fromList);
  });

  it('says why a message is junk', async () => {
    await mailboxPage(page()).folder(text('folder.junk')).click();
    await open('Your account');
    const why = reader().getByRole('region', { name: text('reading.junk.title') });
    await why.getByText(text('reading.junk.links')).waitFor();
    await why.getByText(text('reading.junk.pointsOf', { points: 9.1, limit: 5 })).waitFor();
    await why.getByText(text('reading.junk.notProved', { domain: 'bank.example' })).waitFor();
    await shot('junk');
    expect(await accessibilityFaults(page())).toEqual([]);
  });
});
