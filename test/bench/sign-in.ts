import type { Page } from 'playwright';
import { showCode } from '../../build/tour/phone.ts';
import { mailboxPage } from '../e2e/pages/mailbox-page.ts';
import { secondFactorPage } from '../e2e/pages/second-factor-page.ts';
import { setUpPage } from '../e2e/pages/set-up-page.ts';
import { signInPage } from '../e2e/pages/sign-in-page.ts';
import { confirmPhone, leaveWizard, linkPhone } from '../e2e/support/enrol.ts';
import { openWorld, password } from '../e2e/support/world.ts';
import { type Series, timed } from './series.ts';

const account = 'ana@enforced.example';

const until200Rows = async (page: Page): Promise<void> => {
  await mailboxPage(page).rows.first().waitFor();
  await page.waitForFunction(() => document.querySelector('[role=option]')?.getAttribute('aria-setsize') === '200');
};

/** One person's first days on a server of its own: first sign-in, a second computer, a second start. */
const playRound = async (): Promise<Record<string, number>> => {
  const world = await openWorld();
  try {
    const keychain = await world.startKeychain('bench');
    let app = await world.launch('first', keychain);
    await app.quit();
    const startToSignIn = await timed(async () => {
      app = await world.launch('first', keychain);
      await signInPage(app.window).heading.waitFor();
    });

    await signInPage(app.window).type(account, password);
    await signInPage(app.window).probe.filter({ hasText: '127.0.0.1' }).waitFor();
    const pressToSetUp = await timed(async () => {
      await signInPage(app.window).password.press('Enter');
      await setUpPage(app.window).recovery.heading.waitFor();
    });

    let phone = await linkPhone(app.window);
    phone = await confirmPhone(app.window, phone);
    await leaveWizard(app.window);
    await until200Rows(app.window);
    await app.quit();
    const secondStartToMailbox = await timed(async () => {
      app = await world.launch('first', keychain);
      await until200Rows(app.window);
    });
    await app.quit();

    app = await world.launch('second', await world.startKeychain('second'));
    await signInPage(app.window).signIn(account, password);
    const { code } = secondFactorPage(app.window);
    await code.waitFor();
    const shown = await showCode(phone);
    await code.pressSequentially(shown.code.slice(0, 5));
    const lastDigitToMailbox = await timed(async () => {
      await code.press(shown.code.slice(5));
      await until200Rows(app.window);
    });
    return {
      'start to the sign-in screen': startToSignIn,
      'sign-in pressed to the set-up screen': pressToSetUp,
      'last digit typed to the mailbox with 200 rows': lastDigitToMailbox,
      'second start to the mailbox with 200 rows': secondStartToMailbox,
    };
  } finally {
    await world.close();
  }
};

export const measureSignIn = async (rounds: number): Promise<Series[]> => {
  const results: Record<string, number>[] = [];
  for (let round = 0; round < rounds; round += 1) results.push(await playRound());
  return Object.keys(results[0] ?? {}).map((name) => ({
    name,
    unit: 'ms',
    values: results.map((result) => result[name] ?? Number.NaN),
  }));
};
