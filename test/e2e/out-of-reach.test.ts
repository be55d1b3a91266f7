import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailboxPage } from './pages/mailbox-page.ts';
import { accessibilityFaults } from './support/accessible.ts';
import { openSignedIn, type SignedIn } from './support/signed-in.ts';
import { text } from './support/texts.ts';

const patience = { timeout: 30_000 };
const subject = 'The ladder is mended';

describe('a server out of reach', () => {
  let here: SignedIn;
  const banner = () => here.app.window.getByText(new RegExp(`^${text('offline.title', { time: '' })}`));
  const tryNow = () => here.app.window.getByRole('button', { name: text('offline.tryNow') }).first();

  beforeAll(async () => {
    here = await openSignedIn({
      mail: [{ source: `From: Zoe <z@x.example>\r\nSubject: ${subject}\r\n\r\nWords.\r\n` }],
    });
    await mailboxPage(here.app.window).rows.filter({ hasText: subject }).waitFor();
  });
  afterAll(() => here?.close());

  it('is told with its cause, and stays told while it is asked again in vain', async () => {
    await here.world.server.stop();
    await banner().waitFor(patience);
    await expect.poll(() => here.app.window.getByText(text('offline.cause.notServed')).count(), patience).toBe(1);
    await tryNow().click();
    await here.app.window.getByText(text('offline.go')).waitFor();
    expect(await accessibilityFaults(here.app.window)).toEqual([]);
  });

  it('counts what waits for it', async () => {
    const { rows } = mailboxPage(here.app.window);
    await rows.filter({ hasText: subject }).click();
    await rows.filter({ hasText: subject }).press('s');
    await here.app.window
      .getByText(text('offline.changes', { count: 1 }))
      .or(here.app.window.getByText(text('offline.changes', { count: 2 })))
      .waitFor(patience);
  });

  it('is told apart from network and sign-in', async () => {
    await here.app.window.locator('button.side__status').click();
    const details = here.app.window.getByRole('dialog', { name: text('sync.details') });
    await details.getByText(text('sync.networkOn')).waitFor();
    await details.getByText(text('sync.signInUnknown')).waitFor();
    expect(await accessibilityFaults(here.app.window)).toEqual([]);
    await here.app.window.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  });

  it('is told no more once it has answered, and has what waited', async () => {
    await here.world.restartServer();
    await tryNow().click();
    await banner().waitFor({ state: 'detached', ...patience });
    const other = await here.otherProgram();
    await other.mailboxOpen('INBOX');
    const flagged = async () => (await other.search({ flagged: true, header: { subject } })) || [];
    await expect.poll(flagged, patience).toHaveLength(1);
  });
});
