import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ComposePage, openCompose } from './pages/compose-page.ts';
import { arrived } from './support/server-mail.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { openTextMenu } from './support/text-menu.ts';
import { text } from './support/texts.ts';

const own = 'otto@off.example';

describe('the text of a message', () => {
  let here: SignedIn;
  let program: ImapFlow;

  const window = () => here.app.window;
  const newMessage = (): Promise<ComposePage> =>
    openCompose(here.app, () =>
      window()
        .getByRole('button', { name: text('compose.new') })
        .click(),
    );
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
    here = await openSignedIn();
    program = await here.otherProgram();
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
});
