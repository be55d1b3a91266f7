import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ComposePage, openCompose, openNewMessage } from './pages/compose-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { type Copied, copyElsewhere } from './support/clipboard.ts';
import { startDeafProxy } from './support/deaf-proxy.ts';
import { arrived, found, headOf } from './support/server-mail.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { openTextMenu } from './support/text-menu.ts';
import { text } from './support/texts.ts';

const own = 'otto@off.example';
const redDot =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg==';

const asked = (name: string) => ({
  source: [
    'From: Zoe Marsh <otto@off.example>',
    'Reply-To: Zoe Marsh <otto@off.example>',
    `To: Otto <${own}>, Ben <ben@off.example>`,
    `Subject: ${name === 'first' ? 'First' : 'Second'} asked`,
    `Message-ID: <${name}@off.example>`,
    'Date: Thu, 21 May 2026 09:31:00 +0200',
    '',
    'Which fruit?',
    '',
  ].join('\r\n'),
});

describe('the text of a message', () => {
  let here: SignedIn;
  let program: ImapFlow;

  const window = () => here.app.window;
  const newMessage = (): Promise<ComposePage> => openNewMessage(here.app);
  const begin = async (subject: string): Promise<ComposePage> => {
    const compose = await newMessage();
    await compose.to.fill(own);
    await compose.to.press('Enter');
    await compose.subject.fill(subject);
    await compose.text.click();
    return compose;
  };
  const send = async (compose: ComposePage): Promise<void> => {
    const closed = compose.page.waitForEvent('close');
    await compose.page.keyboard.press('Control+Enter').catch(() => undefined);
    await closed;
  };

  beforeAll(async () => {
    here = await openSignedIn({ mail: ['first', 'second'].map(asked) });
    program = await here.otherProgram();
    await window().evaluate(async () => {
      const { latchkey } = globalThis as unknown as { latchkey: { preferences: { change: (to: object) => unknown } } };
      await latchkey.preferences.change({ group: 'writing', values: { undoSeconds: 0 } });
    });
  });
  afterAll(() => here.close());

  it('is checked in the languages one chooses, and nothing is fetched for that', async () => {
    await here.app.electron.evaluate(({ session }) => {
      const seen = globalThis as unknown as { fetched: string[] };
      seen.fetched = [];
      session.defaultSession.on('spellcheck-dictionary-download-begin', (_event, language) =>
        seen.fetched.push(language),
      );
    });
    const subject = 'Speling';
    const compose = await begin(subject);
    await compose.page.keyboard.type('A gardenn of roses. Das Wohnzimmmer im Winter. Quincejam ');
    const menu = await openTextMenu(here.app, compose.page, 'gardenn', /^garden$/m);
    await menu.press('garden');
    await compose.text.getByText('A garden of roses.').waitFor();
    // English alone knows neither this word nor what it may mean.
    const unknown = await openTextMenu(here.app, compose.page, 'Wohnzimmmer', /Wohnzimmmer/);
    expect(await unknown.labels()).not.toContain('Wohnzimmer');

    await compose.page.getByRole('button', { name: text('compose.more') }).click();
    await compose.page.getByRole('menuitemcheckbox', { name: text('spelling.german') }).click();
    await compose.text.click();
    const german = await openTextMenu(here.app, compose.page, 'Wohnzimmmer', /^Wohnzimmer$/m);
    await german.press('Wohnzimmer');
    await compose.text.getByText('Das Wohnzimmer im Winter.').waitFor();

    const added = await openTextMenu(here.app, compose.page, 'Quincejam', /Quincejam/);
    await added.press(text('spelling.add', { word: 'Quincejam' }));
    await expect
      .poll(() =>
        here.app.electron.evaluate(({ session }) => session.defaultSession.listWordsInSpellCheckerDictionary()),
      )
      .toEqual(['Quincejam']);
    await openTextMenu(here.app, compose.page, 'Quincejam', /^Cut/);
    await send(compose);
    expect(await arrived(program, 'INBOX', subject)).toContain(
      'A garden of roses. Das Wohnzimmer im Winter. Quincejam',
    );
    expect(await here.app.electron.evaluate(() => (globalThis as unknown as { fetched: string[] }).fetched)).toEqual(
      [],
    );
  });

  it('takes text, tables and many addresses from the clipboard, and pictures as parts of the message', async () => {
    const subject = 'Harvest table';
    const compose = await newMessage();
    const paste = async (copied: Copied): Promise<void> => {
      await copyElsewhere(here.app, copied);
      await compose.page.keyboard.press('Control+v');
    };
    await compose.to.click();
    await paste({ text: `${own}; "Private, Ana" <ana.private@outside.example>\nBen <ben@off.example>, ${own}` });
    await expect.poll(() => compose.chips.count()).toBe(3);
    await compose.chips.last().locator('.rchip__name').press('Delete');
    await compose.page
      .getByRole('button', { name: text('compose.recipient.remove', { name: 'Private, Ana' }) })
      .click();
    await expect.poll(() => compose.chips.count()).toBe(1);
    await compose.subject.fill(subject);
    await compose.text.click();
    await paste({ text: 'Words from elsewhere.' });
    await compose.text.getByText('Words from elsewhere.').waitFor();
    await compose.page.keyboard.press('Enter');
    await paste({
      text: 'Quinces\t40',
      html: '<table style="color:red" onclick="x()"><tr><th>Fruit</th><th>Baskets</th></tr><tr><td>Quinces</td><td>40</td></tr></table>',
    });
    await compose.text.getByRole('cell', { name: 'Quinces' }).waitFor();
    await compose.page.keyboard.press('Control+End');
    await paste({ picture: redDot });
    await expect.poll(() => compose.text.locator('img[src]').count()).toBe(1);

    const source = await (async () => {
      await send(compose);
      return arrived(program, 'INBOX', subject);
    })();
    expect(source).toContain('Words from elsewhere.');
    expect(source).toMatch(/<th[^>]*>\s*<p>Fruit<\/p>/);
    expect(source).toMatch(/<td[^>]*>\s*<p>Quinces<\/p>/);
    expect(source).not.toMatch(/onclick|color:\s*red/);
    expect(source).toMatch(/Content-Type: multipart\/related/i);
    expect(source).toMatch(/Content-Type: image\/png/i);
    const id = /Content-ID: <([^>]+)>/i.exec(source)?.[1] ?? 'none';
    expect(source.replaceAll(/=\r?\n/g, '')).toContain(`cid:${id}`);
  });

  it('takes a picture that is dropped into the text, and any other file as an attachment', async () => {
    const subject = 'Dropped things';
    const compose = await begin(subject);
    const { scratch } = here.world.desktop;
    const drop = async (name: string, bytes: Buffer): Promise<void> => {
      await writeFile(join(scratch.folder, `of-${name}`), bytes);
      const path = await here.world.desktop.share(join(scratch.folder, `of-${name}`), name);
      const box = await compose.text.boundingBox();
      if (box === null) throw new Error('There is no text.');
      const session = await compose.page.context().newCDPSession(compose.page);
      const [x, y] = [box.x + 40, box.y + 20];
      const data = { items: [], files: [path], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await session.send('Input.dispatchDragEvent', { type, x, y, data });
      }
      await session.detach();
    };
    await drop('dot.png', Buffer.from(redDot.slice(redDot.indexOf(',') + 1), 'base64'));
    await expect.poll(() => compose.text.locator('img[src]').count()).toBe(1);
    await drop('notes.csv', Buffer.from('a,b\n'));
    await compose.files.filter({ hasText: 'notes.csv' }).waitFor();
    await send(compose);
    const source = await arrived(program, 'INBOX', subject);
    expect(source).toMatch(/Content-Disposition: inline/i);
    expect(source).toMatch(/Content-ID: </i);
    expect(source).toMatch(/Content-Disposition: attachment; filename=notes\.csv/);
  });

  it('becomes plain, and goes out as plain text alone', async () => {
    const subject = 'Plainly';
    const compose = await begin(subject);
    await compose.page.keyboard.press('Control+b');
    await compose.page.keyboard.type('Loud words');
    await compose.page.getByRole('button', { name: text('compose.more') }).click();
    await compose.page.getByRole('menuitemcheckbox', { name: text('compose.plain.label') }).click();
    await compose.dialog.getByText(text('compose.plain.means')).waitFor();
    expect(await accessibilityFaults(compose.page)).toEqual([]);
    await compose.dialog.getByRole('button', { name: text('compose.plain.do') }).click();
    await expect.poll(() => compose.text.inputValue()).toBe('Loud words');
    await compose.text.click();
    await compose.page.keyboard.press('Control+End');
    await compose.page.keyboard.type(', quietly said');
    await send(compose);
    const source = await arrived(program, 'INBOX', subject);
    expect(headOf(source)).toMatch(/^Content-Type: text\/plain; charset=/im);
    expect(source).not.toMatch(/multipart|text\/html|<strong>/i);
    expect(source).toContain('Loud words, quietly said');
  });

  it('is signed and begun with what was made in dialogs', async () => {
    await mailboxPage(window()).settings.click();
    await window()
      .getByRole('button', { name: text('writingSettings.title') })
      .click();
    await window()
      .getByRole('button', { name: text('writingSettings.signature.add') })
      .click();
    const dialog = window().getByRole('dialog');
    await dialog.getByRole('button', { name: text('writingSettings.save') }).click();
    await dialog.getByText(text('writingSettings.signature.noName')).waitFor();
    await dialog.getByLabel(text('writingSettings.signature.name')).fill('Orchard');
    await dialog.getByRole('textbox', { name: text('compose.text') }).click();
    await window().keyboard.type('Otto of the orchard');
    expect(await accessibilityFaults(window())).toEqual([]);
    await dialog.getByRole('button', { name: text('writingSettings.save') }).click();
    await dialog.waitFor({ state: 'detached' });
    await window().getByText('Otto of the orchard').waitFor();
    await window().keyboard.press('Escape');

    const first = await begin('About quinces');
    await first.page.keyboard.type('Dear all, the quinces are ripe.');
    await first.page.getByRole('button', { name: text('compose.more') }).click();
    await first.page.getByRole('menuitem', { name: text('compose.template.save') }).click();
    const keep = first.page.getByRole('dialog');
    expect(await keep.getByLabel(text('compose.template.name')).inputValue()).toBe('About quinces');
    await keep.getByLabel(text('compose.template.name')).fill('Ripe');
    await keep.getByRole('button', { name: text('compose.template.keep') }).click();
    await keep.waitFor({ state: 'detached' });
    await first.page.getByRole('button', { name: text('compose.discard') }).click();
    const closed = first.page.waitForEvent('close');
    await first.dialog.getByRole('button', { name: text('compose.discard') }).click();
    await closed;

    const compose = await newMessage();
    await compose.to.fill(own);
    await compose.to.press('Enter');
    await compose.text.click();
    await compose.page.getByRole('button', { name: text('compose.more') }).click();
    await compose.page.getByRole('menuitem', { name: 'Ripe' }).click();
    await compose.text.getByText('the quinces are ripe').waitFor();
    await compose.page.getByRole('menu').waitFor({ state: 'detached' });
    expect(await compose.text.evaluate((element) => element === document.activeElement)).toBe(true);
    await compose.page.getByLabel(text('compose.signature.title')).selectOption({ label: 'Orchard' });
    await send(compose);
    const source = await arrived(program, 'INBOX', 'About quinces');
    expect(source).toContain('Dear all, the quinces are ripe.');
    expect(source).toMatch(/^-- \r?\nOtto of the orchard/m);
  });

  it('says before sending that files are more than the server takes', async () => {
    const compose = await begin('Too much');
    const path = join(here.world.desktop.scratch.folder, 'film.bin');
    await writeFile(path, '');
    await truncate(path, 60_000_000);
    const shared = await here.world.desktop.share(path, 'film.mov');
    await here.app.electron.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
    }, shared);
    await compose.page.keyboard.press('Control+Shift+A');
    await compose.page.getByText(/of attachments is a lot/).waitFor();
    await compose.page.getByText(/^Your server takes messages of up to/).waitFor();
    await compose.page.keyboard.press('Control+Enter');
    await compose.dialog.getByText(text('compose.ask.large')).waitFor();
    await compose.page.keyboard.press('Escape');
    await compose.dialog.waitFor({ state: 'detached' });
    await compose.page.getByRole('button', { name: text('compose.files.remove', { name: 'film.mov' }) }).click();
    await compose.page.getByText(/of attachments is a lot/).waitFor({ state: 'detached' });
    await send(compose);
    expect(await arrived(program, 'INBOX', 'Too much')).not.toContain('film.mov');
  });

  it('answers below the message, keeps that while other mail is read, and goes on in a window', async () => {
    await window().evaluate(async () => {
      const { latchkey } = globalThis as unknown as { latchkey: { preferences: { change: (to: object) => unknown } } };
      await latchkey.preferences.change({ group: 'writing', values: { answers: 'below' } });
    });
    const { rows, reader } = mailboxPage(window());
    const answer = reader.getByRole('region', { name: text('answer.label') });
    const words = answer.getByRole('textbox', { name: text('compose.text') });
    const open = async (subject: string): Promise<void> => {
      await rows.filter({ hasText: subject }).first().click();
      await reader.getByRole('heading', { name: subject }).waitFor();
    };
    await open('First asked');
    await reader.getByRole('button', { name: text('answer.begin', { name: 'Zoe Marsh' }) }).click();
    await words.waitFor();
    await expect.poll(() => words.evaluate((element) => element === document.activeElement)).toBe(true);
    await window().keyboard.type('Quick words');
    expect(await accessibilityFaults(window())).toEqual([]);
    await window().keyboard.press('Control+Enter');
    await words.waitFor({ state: 'detached' });
    const quick = await arrived(program, 'INBOX', 'Re: First asked');
    expect(headOf(quick)).toMatch(/^In-Reply-To: <first@off\.example>$/m);
    expect(quick).toContain('Quick words');

    await open('Second asked');
    await reader.getByRole('toolbar', { name: text('reader.actions') }).press('r');
    await words.waitFor();
    await window().keyboard.type('Begun below');
    await open('First asked');
    await expect.poll(() => words.count()).toBe(0);
    await arrived(program, 'Drafts', 'Re: Second asked');
    await open('Second asked');
    await words.getByText('Begun below').waitFor();
    await words.click();
    await window().keyboard.press('Control+Home');
    await window().keyboard.type('Still ');
    const compose = await openCompose(here.app, () =>
      answer.getByRole('button', { name: text('answer.ownWindow') }).click(),
    );
    await compose.text.getByText('Still Begun below').waitFor();
    await words.waitFor({ state: 'detached' });
    expect(await compose.subject.inputValue()).toBe('Re: Second asked');
    await send(compose);
    const source = await arrived(program, 'INBOX', 'Re: Second asked');
    expect(headOf(source)).toMatch(/^In-Reply-To: <second@off\.example>$/m);
    expect(source).toMatch(/^> Which fruit\?/m);
    await expect.poll(() => found(program, 'Drafts', 'Re: Second asked'), { timeout: 20_000 }).toEqual([]);

    // Put aside, it is a draft as any other.
    await open('First asked');
    await reader
      .getByRole('button', { name: text('command.replyAll') })
      .last()
      .click();
    await words.waitFor();
    await window().keyboard.type('For another day');
    await window().keyboard.press('Escape');
    await words.waitFor({ state: 'detached' });
    expect(await arrived(program, 'Drafts', 'Re: First asked')).toContain('For another day');
  });

  it('that may have gone out is called so, and never sent again by itself', async () => {
    const subject = 'Perhaps';
    const { port } = here.world.server.smtps;
    await here.world.server.stop();
    await here.world.restartServer(['--smtps-port=0']);
    const proxy = await startDeafProxy(port, here.world.server.smtps.port, 200_000);
    try {
      program = await here.otherProgram();
      const compose = await begin(subject);
      const path = join(here.world.desktop.scratch.folder, 'half.bin');
      await writeFile(path, Buffer.alloc(300_000, 'x'));
      const shared = await here.world.desktop.share(path, 'half.txt');
      await here.app.electron.evaluate(({ dialog }, file) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
      }, shared);
      await compose.page.keyboard.press('Control+Shift+A');
      await compose.files.filter({ hasText: 'half.txt' }).waitFor();
      await send(compose);
      const told = window().getByText(text('outbox.toast.unknown', { subject }));
      await told.waitFor({ timeout: 60_000 });
      expect(proxy.broken()).toBe(1);
      await window()
        .getByRole('button', { name: text('outbox.toast.show') })
        .click();
      await window().getByText(text('outbox.unknown')).waitFor();
      await window().getByText(text('outbox.unknownMeans', { subject })).waitFor();
      expect(await accessibilityFaults(window())).toEqual([]);
      await arrived(program, 'INBOX', subject);

      // Neither a server that answers again nor a new start has it sent once more.
      proxy.mend();
      await here.restart();
      const after = await begin('Afterwards');
      await send(after);
      await arrived(program, 'INBOX', 'Afterwards');
      expect(await found(program, 'INBOX', subject)).toHaveLength(1);
      await window()
        .getByRole('button', { name: text('outbox.open', { count: 1 }) })
        .click();
      await window().getByText(text('outbox.unknown')).waitFor();
      await window()
        .getByRole('button', { name: text('outbox.sendAgain') })
        .click();
      await expect.poll(() => found(program, 'INBOX', subject), { timeout: 30_000, interval: 500 }).toHaveLength(2);
    } finally {
      await proxy.stop();
    }
  });
});
