import type { Locator, Page } from 'playwright';
import { mailboxPage } from '../../test/e2e/pages/mailbox-page.ts';
import { secondFactorPage } from '../../test/e2e/pages/second-factor-page.ts';
import { setUpPage } from '../../test/e2e/pages/set-up-page.ts';
import { signInPage } from '../../test/e2e/pages/sign-in-page.ts';
import { tryWaysAround } from '../../test/e2e/support/ways-around.ts';
import { readQrCode } from './outside-programs.ts';
import { shownKey } from './shown-key.ts';
import { account, recoveryAddress, type Stage, type Step } from './stage.ts';

const patience = 30_000;

/** Waits for the first of several places the application may be at. */
export const whichComes = async <Name extends string>(places: Readonly<Record<Name, Locator>>): Promise<Name> => {
  const entries = Object.entries(places) as [Name, Locator][];
  const arrivals = entries.map(async ([name, locator]) => {
    await locator.waitFor({ timeout: patience });
    return name;
  });
  return Promise.any(arrivals).catch(() => {
    throw new Error(`None of these came within ${patience / 1000} s: ${entries.map(([name]) => name).join(', ')}.`);
  });
};

export const openApp: Step = {
  slug: 'start',
  title: 'Start the application',
  play: async (stage) => {
    await stage.open();
    const page = stage.page();
    const place = await whichComes({
      'sign-in screen': signInPage(page).heading,
      mailbox: mailboxPage(page).rows.first(),
    });
    return `${place} is there`;
  },
};

const expectSetUp = (page: Page) => () => setUpPage(page).recovery.heading.waitFor({ timeout: 5000 });

const signIn: Step = {
  slug: 'sign-in',
  title: `Sign in as ${account}`,
  play: async (stage) => {
    const page = stage.page();
    await signInPage(page).signIn(account, stage.password);
    const place = await whichComes({
      'the set-up wizard': setUpPage(page).recovery.heading,
      'the code screen': secondFactorPage(page).heading,
    });
    return `${place} appears`;
  },
};

const cannotLeave: Step = {
  slug: 'no-way-around',
  title: 'Try to get around the set-up',
  play: async (stage) => {
    const page = stage.page();
    const tried = await tryWaysAround(page, expectSetUp(page));
    return `it stays after ${tried.join(', ')}`;
  },
};

const recovery: Step = {
  slug: 'recovery-address',
  title: 'Give a recovery address',
  play: async (stage) => {
    const { recovery: step, link } = setUpPage(stage.page());
    await step.address.fill(recoveryAddress);
    await step.proceed.click();
    await link.heading.waitFor({ timeout: patience });
    return recoveryAddress;
  },
};

const scan: Step = {
  slug: 'scan',
  title: 'Scan the QR code off the screen',
  play: async (stage) => {
    const page = stage.page();
    await setUpPage(page).link.picture.waitFor({ timeout: patience });
    await page.screenshot({ path: stage.picture });
    const uri = new URL(await readQrCode(stage.picture));
    const key = uri.searchParams.get('secret') ?? '';
    if (uri.protocol !== 'otpauth:' || key === '') throw new Error('The picture holds no otpauth address with a key.');
    if (key !== (await shownKey(page))) throw new Error('The key in the picture is not the key shown as text.');
    await stage.phone.link(key);
    await setUpPage(page).link.proceed.click();
    await setUpPage(page).code.heading.waitFor({ timeout: patience });
    return `${uri.protocol}//${uri.host}, the same ${key.length} signs as the key shown as text`;
  },
};

const firstCode: Step = {
  slug: 'first-code',
  title: 'Type the first code',
  play: async (stage) => {
    const { code: step, done } = setUpPage(stage.page());
    const { code } = await stage.phone.code();
    await step.input.fill(code);
    await step.turnOn.click();
    await done.heading.waitFor({ timeout: patience });
    const codes = await done.recoveryCodes.allInnerTexts();
    if (codes.length !== 10) throw new Error(`${codes.length} recovery codes are shown instead of 10.`);
    return 'two-factor is on, ten recovery codes are shown';
  },
};

const openMailbox: Step = {
  slug: 'mailbox',
  title: 'Open the mailbox',
  play: async (stage) => {
    const page = stage.page();
    const { done } = setUpPage(page);
    await done.kept.check();
    await done.open.click();
    return countRows(page);
  },
};

const typeCode: Step = {
  slug: 'code',
  title: 'Type the code',
  play: async (stage) => {
    const page = stage.page();
    const { code } = await stage.phone.code();
    await secondFactorPage(page).code.fill(code);
    return countRows(page);
  },
};

/** Waits for the mailbox and answers how many conversations its list shows. */
export const countRows = async (page: Page): Promise<string> => {
  const { rows } = mailboxPage(page);
  await rows.first().waitFor({ timeout: patience });
  const size = await rows.first().getAttribute('aria-setsize');
  if (Number(size) < 1) throw new Error('The list of conversations is empty.');
  return `${size} conversations over IMAP`;
};

/** The steps from the screen that is shown now to the open mailbox. */
export const stepsToMailbox = async (stage: Pick<Stage, 'page' | 'phone'>): Promise<readonly Step[]> => {
  const page = stage.page();
  const atMailbox =
    (await whichComes({ signIn: signInPage(page).heading, mailbox: mailboxPage(page).rows.first() })) === 'mailbox';
  if (atMailbox) return [];
  return (await stage.phone.isLinked())
    ? [signIn, typeCode]
    : [signIn, cannotLeave, recovery, scan, firstCode, openMailbox];
};
