import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ComposePage, composePage, openCompose, openNewMessage } from './pages/compose-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { arrived, found, headOf } from './support/server-mail.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';

const outside = 'inbox@outside.example';
const hidden = 'ana.private@outside.example';

describe('writing', () => {
  let here: SignedIn;
  let own: ImapFlow;
  let theirs: ImapFlow;
  let secret: ImapFlow;

  const window = () => here.app.window;
  const newMessage = (): Promise<ComposePage> => openNewMessage(here.app);
  const sendAndSettle = async (compose: ComposePage): Promise<void> => {
    const closed = compose.page.waitForEvent('close');
    // The window may be gone before the key is up again.
    await compose.page.keyboard.press('Control+Enter').catch(() => undefined);
    await Promise.race([closed, compose.sendAnyway.click({ timeout: 20_000 }).catch(() => undefined)]);
    await closed;
  };
  const open = async (subject: string): Promise<void> => {
    await mailboxPage(window()).rows.filter({ hasText: subject }).first().click();
    await mailboxPage(window()).reader.getByRole('heading', { name: subject }).waitFor();
  };

  beforeAll(async () => {
    here = await openSignedIn({
      mail: [
        {
          source: [
            'From: Zoe Marsh <zoe@outside.example>',
            'To: Otto Brandt <otto@off.example>, Ben <ben.private@outside.example>',
            'Cc: Kim <inbox@outside.example>',
            'Reply-To: Zoe at work <ana.private@outside.example>',
            'Subject: AW: Roof of the barn',
            'Message-ID: <barn-2@outside.example>',
            'References: <barn-0@outside.example> <barn-1@outside.example>',
            'Date: Thu, 21 May 2026 09:31:00 +0200',
            'MIME-Version: 1.0',
            'Content-Type: multipart/mixed; boundary=b',
            '',
            '--b',
            'Content-Type: text/html; charset=utf-8',
            '',
            '<p>The <b>ladder</b> is mended.<script>alert(1)</script></p>',
            '--b',
            'Content-Type: text/csv; name=beams.csv',
            'Content-Disposition: attachment; filename=beams.csv',
            '',
            'beam,length',
            '--b--',
            '',
          ].join('\r\n'),
        },
      ],
    });
    own = await here.otherProgram();
    theirs = await here.otherProgram(outside);
    secret = await here.otherProgram(hidden);
  });
  afterAll(() => here.close());

  it('sends a message with its files, and tells nobody of the blind copy', async () => {
    const subject = 'Quince harvest';
    const compose = await newMessage();
    await compose.to.fill(outside);
    await compose.to.press(',');
    await expect.poll(() => compose.chips.count()).toBe(1);
    await compose.addBcc.click();
    await compose.bcc.fill(hidden);
    await compose.bcc.press('Tab');
    await compose.subject.fill(subject);
    await compose.text.click();
    await compose.page.keyboard.type('Forty baskets, see the list.');
    await compose.page.keyboard.press('Enter');
    await compose.page.keyboard.press('Control+b');
    await compose.page.keyboard.type('Bold words');
    await compose.page.keyboard.press('Control+b');

    const file = join(here.world.desktop.scratch.folder, 'list.txt');
    await writeFile(file, 'forty baskets\n');
    const shared = await here.world.desktop.share(file, 'list.txt');
    await here.app.electron.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, shared);
    await compose.page.keyboard.press('Control+Shift+A');
    await compose.files.filter({ hasText: 'list.txt' }).waitFor();
    expect(await accessibilityFaults(compose.page)).toEqual([]);
    await compose.page.keyboard.press('Control+Enter');
    await compose.dialog.getByText(/outside your organisation/).waitFor();
    const closed = compose.page.waitForEvent('close');
    await compose.sendAnyway.click();
    await closed;

    const source = await arrived(theirs, 'INBOX', subject);
    const head = headOf(source);
    expect(head).toMatch(/^From: Otto Brandt <otto@off\.example>$/m);
    expect(head).toMatch(new RegExp(`^To: ${outside}$`, 'm'));
    expect(head).toMatch(/^Message-ID: <[^>]+@off\.example>$/m);
    expect(head).toMatch(/^Content-Type: multipart\/mixed/m);
    expect(source).not.toMatch(new RegExp(`^Bcc|${hidden}`, 'im'));
    expect(source).toContain('multipart/alternative');
    expect(source).toMatch(/Content-Type: text\/plain; charset=utf-8; format=flowed/i);
    expect(source).toContain('<strong>Bold words</strong>');
    expect(source).toMatch(/Content-Disposition: attachment; filename=list\.txt/);
    expect(source).toContain(Buffer.from('forty baskets\n').toString('base64'));
    await arrived(secret, 'INBOX', subject);
    const copy = await arrived(own, 'Sent', subject);
    expect(copy).toMatch(new RegExp(`^Bcc: ${hidden}`, 'm'));
    await expect.poll(() => found(own, 'Drafts', subject), { timeout: 20_000 }).toEqual([]);
  });

  it('answers with the right headers, subject and quote', async () => {
    await open('AW: Roof of the barn');
    const compose = await openCompose(here.app, () => window().keyboard.press('a'));
    await expect.poll(() => compose.chips.allTextContents()).toHaveLength(4);
    expect(await compose.subject.inputValue()).toBe('Re: Roof of the barn');
    await compose.text.getByText('ladder').waitFor();
    expect(await compose.text.locator('script').count()).toBe(0);
    await compose.page.keyboard.type('Good news.');
    await sendAndSettle(compose);
    const source = await arrived(theirs, 'INBOX', 'Roof of the barn');
    const head = headOf(source);
    expect(head).toMatch(/^In-Reply-To: <barn-2@outside\.example>$/m);
    expect(head).toMatch(
      /^References: <barn-0@outside\.example> <barn-1@outside\.example> <barn-2@outside\.example>$/m,
    );
    expect(head).toMatch(/^To: .*ana\.private@outside\.example.*ben\.private@outside\.example/m);
    expect(head).not.toMatch(/^(?:To|Cc): .*otto@off\.example/m);
    expect(source).toMatch(/^On .*Zoe Marsh wrote:/m);
    expect(source).toMatch(/^> The ladder is mended\./m);
    expect(source).toContain('<blockquote');
    await own.mailboxOpen('INBOX');
    await expect
      .poll(async () => (await own.search({ answered: true, header: { subject: 'Roof' } })) || [], { timeout: 20_000 })
      .toHaveLength(1);
  });

  it('forwards with the attachments, and as one file', async () => {
    await open('AW: Roof of the barn');
    const inline = await openCompose(here.app, () => window().keyboard.press('f'));
    expect(await inline.subject.inputValue()).toBe('Fwd: Roof of the barn');
    await inline.files.filter({ hasText: 'beams.csv' }).waitFor();
    await inline.to.fill(hidden);
    await sendAndSettle(inline);
    const source = await arrived(secret, 'INBOX', 'Fwd: Roof of the barn');
    expect(source).toMatch(/filename=beams\.csv/);
    expect(source).toContain('Forwarded message');

    const whole = await openCompose(here.app, () => window().keyboard.press('Shift+F'));
    await whole.files.filter({ hasText: '.eml' }).waitFor();
    await whole.subject.fill('The barn as it came');
    await whole.to.fill(hidden);
    await sendAndSettle(whole);
    const attached = await arrived(secret, 'INBOX', 'The barn as it came');
    expect(attached).toMatch(/Content-Type: message\/rfc822/);
    expect(attached).toContain('Message-ID: <barn-2@outside.example>');
  });

  it('takes a sent message back, and opens it as it was', async () => {
    const compose = await newMessage();
    await compose.to.fill('otto@off.example');
    await compose.subject.fill('Too early');
    await compose.text.click();
    await compose.page.keyboard.type('Not yet.');
    await sendAndSettle(compose);
    const again = await openCompose(here.app, () =>
      window()
        .getByRole('button', { name: text('toast.undo') })
        .click(),
    );
    expect(await again.subject.inputValue()).toBe('Too early');
    await again.text.getByText('Not yet.').waitFor();
    await again.page.waitForTimeout(9_000);
    expect(await found(own, 'INBOX', 'Too early')).toEqual([]);
    const closed = again.page.waitForEvent('close');
    await again.page.keyboard.press('Escape').catch(() => undefined);
    await closed;
    await arrived(own, 'Drafts', 'Too early');
  });

  it('keeps what is written when the program is killed, and opens it again', async () => {
    const compose = await newMessage();
    await compose.to.fill('otto@off.example');
    await compose.subject.fill('Survivor');
    await compose.text.click();
    await compose.page.keyboard.type('Written before the end.');
    await compose.saved.waitFor();
    await compose.page.keyboard.type(' And a little more.');
    await compose.page.waitForTimeout(900);
    here.app.electron.process().kill('SIGKILL');
    await here.reopen();
    const restored = await expect
      .poll(() => here.app.electron.windows().length, { timeout: 30_000 })
      .toBe(2)
      .then(() => here.app.electron.windows().find((page) => page !== here.app.window));
    if (restored === undefined) throw new Error('There is no window.');
    const again = composePage(restored);
    await again.text.getByText('Written before the end. And a little more.').waitFor();
    expect(await again.subject.inputValue()).toBe('Survivor');
    await arrived(own, 'Drafts', 'Survivor');
    await restored.close();
  });

  it('opens a draft of another program from its folder, and replaces it there', async () => {
    await own.append(
      'Drafts',
      'From: otto@off.example\r\nTo: inbox@outside.example\r\nBcc: ana.private@outside.example\r\nSubject: From elsewhere\r\n\r\nHalf a sentence\r\n',
      ['\\Draft'],
    );
    await mailboxPage(window()).folder(text('folder.drafts')).click();
    await open('From elsewhere');
    const compose = await openCompose(here.app, () =>
      window()
        .getByRole('button', { name: text('compose.edit') })
        .click(),
    );
    expect(await compose.chips.count()).toBe(2);
    expect(await compose.text.inputValue()).toContain('Half a sentence');
    await compose.subject.fill('From here');
    await compose.saved.waitFor();
    const closed = compose.page.waitForEvent('close');
    await compose.page.keyboard.press('Control+w').catch(() => undefined);
    await closed;
    await arrived(own, 'Drafts', 'From here');
    await expect.poll(() => found(own, 'Drafts', 'From elsewhere'), { timeout: 20_000 }).toEqual([]);
    await mailboxPage(window()).folder(text('folder.inbox')).click();
  });

  it('sends later, shows what waits, and sends it at a word', async () => {
    const subject = 'For tomorrow';
    const compose = await newMessage();
    await compose.to.fill('an pri');
    await compose.suggestions.filter({ hasText: hidden }).click();
    await expect.poll(() => compose.chips.count()).toBe(1);
    await compose.to.press('Backspace');
    await compose.page.keyboard.press('Delete');
    await expect.poll(() => compose.chips.count()).toBe(0);
    await compose.to.fill('otto@off.example');
    await compose.to.press('Enter');
    await compose.subject.fill(subject);
    await compose.page.getByRole('button', { name: new RegExp(text('compose.later.tomorrow')) }).click();
    await compose.page.getByRole('button', { name: /^Send tomorrow at/ }).waitFor();
    await compose.text.click();
    await sendAndSettle(compose);
    await window()
      .getByRole('button', { name: text('outbox.open', { count: 1 }) })
      .click();
    await window()
      .getByRole('heading', { name: text('outbox.title') })
      .waitFor();
    await window().getByText(subject).first().waitFor();
    expect(await accessibilityFaults(window())).toEqual([]);
    expect(await found(own, 'INBOX', subject)).toEqual([]);
    await window()
      .getByRole('button', { name: text('outbox.sendNow') })
      .click();
    await arrived(own, 'INBOX', subject);
    await arrived(own, 'Sent', subject);
    await window().keyboard.press('Escape');
  });

  it('signs as an identity, and begins with a template', async () => {
    await window().evaluate(async () => {
      const { latchkey } = globalThis as unknown as {
        latchkey: { accountSettings: { put: (input: object) => Promise<{ ok: boolean }> } };
      };
      const put = (name: string, value: object[]) => latchkey.accountSettings.put({ name, value });
      await put('signatures', [{ id: 's', name: 'Short', html: '<p><b>Otto</b>, Orchards</p>', aboveQuote: true }]);
      await put('identities', [
        { id: 'a', name: 'Otto Brandt', address: 'otto@off.example', replyTo: '', signature: '' },
        { id: 'b', name: 'Orchards', address: 'otto@off.example', replyTo: 'otto@off.example', signature: 's' },
      ]);
      await put('templates', [
        { id: 't', name: 'Greeting', subject: 'Greetings', html: '<p>Best wishes from us.</p>' },
      ]);
    });
    const compose = await newMessage();
    await compose.from.selectOption('b');
    await compose.text.getByText('Otto, Orchards').waitFor();
    await compose.to.fill('otto@off.example');
    await compose.text.click();
    await compose.page.getByRole('button', { name: text('compose.more') }).click();
    await compose.page.getByRole('menuitem', { name: 'Greeting' }).click();
    await compose.text.getByText('Best wishes from us.').waitFor();
    expect(await compose.subject.inputValue()).toBe('Greetings');
    await sendAndSettle(compose);
    const source = await arrived(own, 'INBOX', 'Greetings');
    expect(headOf(source)).toMatch(/^From: Orchards <otto@off\.example>$/m);
    expect(headOf(source)).toMatch(/^Reply-To: otto@off\.example$/m);
    expect(source).toMatch(/^-- \r?\nOtto, Orchards/m);
  });

  it('asks once about a file that was promised, and about a subject that is missing', async () => {
    const compose = await newMessage();
    await compose.to.fill('otto@off.example');
    await compose.text.click();
    await compose.page.keyboard.type('The plan is attached.');
    await compose.page.keyboard.press('Control+Enter');
    await compose.dialog.getByText(text('compose.ask.noFile')).waitFor();
    await compose.dialog.getByText(text('compose.ask.noSubject')).waitFor();
    await compose.page.keyboard.press('Escape');
    await compose.dialog.waitFor({ state: 'detached' });
    const closed = compose.page.waitForEvent('close');
    await compose.page.getByRole('button', { name: text('compose.discard') }).click();
    await compose.dialog.getByRole('button', { name: text('compose.discard') }).click();
    await closed;
  });

  it('writes to whom a mailto: link names', async () => {
    const compose = await openCompose(here.app, () =>
      here.app.electron.evaluate(({ app }) => {
        app.emit('second-instance', {}, ['latchkey-mail', 'mailto:kim@x.example?subject=Hello%20there&body=One'], '');
      }),
    );
    expect(await compose.subject.inputValue()).toBe('Hello there');
    await compose.text.getByText('One').waitFor();
    const closed = compose.page.waitForEvent('close');
    await compose.page.keyboard.press('Control+w').catch(() => undefined);
    await closed;
  });
});
