import { answerUntil, appPasswordsPage } from '../../test/e2e/pages/app-passwords-page.ts';
import { mailboxPage } from '../../test/e2e/pages/mailbox-page.ts';
import { signInPage } from '../../test/e2e/pages/sign-in-page.ts';
import { countRows, whichComes } from './door-steps.ts';
import { openInbox } from './outside-programs.ts';
import { account, type Stage, type Step } from './stage.ts';

const device = 'Phone';

const answers = (stage: Stage) => ({
  password: stage.password,
  code: async () => (await stage.phone.code()).code,
});

const told = (asked: readonly string[]): string =>
  asked.length === 0 ? 'nothing was asked' : `asked for ${asked.join(' and ')}`;

/** The steps behind the door, which are the same at every start. */
export const stepsInTheHouse = (): readonly Step[] => {
  // The password exists here only as long as the tour runs, as it would on the phone.
  let secret = '';
  return [
    {
      slug: 'read',
      title: 'Read a message',
      play: async (stage) => {
        const { rows, reader } = mailboxPage(stage.page());
        await rows.first().click();
        const subject = reader.getByRole('heading', { level: 2 });
        await subject.waitFor({ timeout: 20_000 });
        return (await subject.textContent()) ?? '';
      },
    },
    {
      slug: 'quit',
      title: 'Quit and start again',
      play: async (stage) => {
        await stage.quit();
        const since = performance.now();
        await stage.open();
        const page = stage.page();
        const place = await whichComes({ signIn: signInPage(page).heading, mailbox: mailboxPage(page).rows.first() });
        if (place !== 'mailbox') throw new Error('The second start asks for a sign-in.');
        const took = Math.round(performance.now() - since);
        return `${await countRows(page)} after ${took} ms, no password and no code asked`;
      },
    },
    {
      slug: 'app-passwords',
      title: 'Open Settings, App passwords',
      play: async (stage) => {
        const page = stage.page();
        const { begin, row } = appPasswordsPage(page);
        await mailboxPage(page).settings.click();
        const asked = await answerUntil(page, begin, answers(stage));
        // A tour that was broken off leaves its password behind.
        if (await row(device).isVisible()) {
          await appPasswordsPage(page).beginRevoking(device);
          await appPasswordsPage(page).revoke(device);
        }
        return told(asked);
      },
    },
    {
      slug: 'create',
      title: `Make an app password named "${device}"`,
      play: async (stage) => {
        const page = stage.page();
        const view = appPasswordsPage(page);
        await view.begin.click();
        await view.fillIn(device);
        const asked = await answerUntil(page, view.secretDialog(device), answers(stage));
        secret = await view.shownSecret(device);
        if (!/^[a-z]{20}$/i.test(secret)) throw new Error('What is shown is not twenty letters.');
        return `${told(asked)}; twenty letters are shown once`;
      },
    },
    {
      slug: 'curl',
      title: 'Use it with another program (curl imaps://)',
      play: async (stage) => {
        const page = stage.page();
        const view = appPasswordsPage(page);
        await view.closeSecret(device);
        const shownAgain = await page.getByText(secret.slice(0, 4)).count();
        if (shownAgain > 0) throw new Error('The password is still shown.');
        const answer = await openInbox(stage.server, account, secret);
        if (!answer.signedIn) throw new Error(`curl was refused: ${answer.output}`);
        return answer.output.trim().replace(/^\* /, '');
      },
    },
    {
      slug: 'listed',
      title: 'See it in the list with its last use',
      play: async (stage) => {
        const page = stage.page();
        await appPasswordsPage(page).back.click();
        await mailboxPage(page).settings.click();
        const row = appPasswordsPage(page).row(device);
        await row.filter({ hasText: 'IMAP from 127.0.0.1' }).waitFor({ timeout: 10_000 });
        return 'IMAP from 127.0.0.1';
      },
    },
    {
      slug: 'revoked',
      title: 'Revoke it',
      play: async (stage) => {
        await appPasswordsPage(stage.page()).beginRevoking(device);
        await appPasswordsPage(stage.page()).revoke(device);
        return 'it is gone from the list';
      },
    },
    {
      slug: 'refused',
      title: 'Use it again with curl',
      play: async (stage) => {
        const answer = await openInbox(stage.server, account, secret);
        if (answer.signedIn) throw new Error('curl still gets in.');
        if (!/authentication|denied|login/i.test(answer.output))
          throw new Error(`curl failed otherwise: ${answer.output}`);
        return `refused (${answer.output.trim()})`;
      },
    },
  ];
};
