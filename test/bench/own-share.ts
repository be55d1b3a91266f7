import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { type Phone, showCode } from '../../build/tour/phone.ts';
import { shownKey } from '../../build/tour/shown-key.ts';
import { mailboxPage } from '../e2e/pages/mailbox-page.ts';
import { secondFactorPage } from '../e2e/pages/second-factor-page.ts';
import { setUpPage } from '../e2e/pages/set-up-page.ts';
import { signInPage } from '../e2e/pages/sign-in-page.ts';
import { openWorld, password, type World } from '../e2e/support/world.ts';
import { openBreakingDoor } from '../integration/support/breaking-door.ts';
import { type Series, timed } from './series.ts';

const account = 'ana@enforced.example';

type Door = Awaited<ReturnType<typeof openBreakingDoor>>;
type Figures = Record<string, number>;

/** What a step took beyond the server's own work, and how many requests it made. */
const ownShare = async (door: Door, name: string, figures: Figures, step: () => Promise<void>): Promise<void> => {
  door.watch();
  const whole = await timed(step);
  figures[`${name}, beyond the server`] = whole - door.serverTime();
  figures[`${name}, requests`] = door.methods().length;
};

/** Goes through the wizard and answers the phone; every press and tick that is not typing is counted. */
const walkThrough = async (page: Page, count: () => void): Promise<Phone> => {
  const { recovery, link, code, done } = setUpPage(page);
  const press = async (work: () => Promise<unknown>): Promise<void> => {
    count();
    await work();
  };
  await recovery.address.fill('inbox@outside.example');
  await press(() => recovery.proceed.click());
  await link.heading.waitFor();
  const { phone, code: digits } = await showCode({ key: await shownKey(page), lastStep: 0 });
  await press(() => link.proceed.click());
  await code.input.fill(digits);
  await press(() => code.turnOn.click());
  await press(() => done.kept.check());
  await press(() => done.open.click());
  return phone;
};

const playRound = async (world: World, door: Door, trustCa: string): Promise<Figures> => {
  const figures: Figures = {};
  const at = { server: door.url, trustCa };
  const ready = async (page: Page): Promise<void> => {
    await signInPage(page).type(account, password);
    await signInPage(page).probe.filter({ hasText: '127.0.0.1' }).waitFor();
  };
  let app = await world.launch('first', await world.startKeychain('first'), at);
  await ready(app.window);
  await ownShare(door, 'sign-in to the set-up', figures, async () => {
    await signInPage(app.window).password.press('Enter');
    await setUpPage(app.window).recovery.heading.waitFor();
  });
  let acts = 0;
  const phone = await walkThrough(app.window, () => {
    acts += 1;
  });
  figures['acts in the wizard beyond typing'] = acts;
  await mailboxPage(app.window).folders.waitFor();
  await app.quit();

  app = await world.launch('second', await world.startKeychain('second'), at);
  await ready(app.window);
  await ownShare(door, 'sign-in to the code', figures, async () => {
    await signInPage(app.window).password.press('Enter');
    await secondFactorPage(app.window).heading.waitFor();
  });
  const { code } = await showCode(phone);
  await secondFactorPage(app.window).code.pressSequentially(code.slice(0, 5));
  await ownShare(door, 'last digit to the mailbox', figures, async () => {
    await secondFactorPage(app.window).code.press(code.slice(5));
    await mailboxPage(app.window).folders.waitFor();
  });
  await app.quit();
  return figures;
};

/** What this program itself takes of a sign-in: everything between a key and a screen but the server's work. */
export const measureOwnShare = async (rounds: number): Promise<Series[]> => {
  const results: Figures[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const world = await openWorld();
    const ca = await readFile(world.server.ca, 'utf8');
    const door = await openBreakingDoor(() => ({ url: world.server.webmail, ca }), { keepAlive: true });
    try {
      const trustCa = join(world.desktop.scratch.folder, 'door.pem');
      // The window's mail goes past the door, to the server itself.
      await writeFile(trustCa, `${door.authority}\n${ca}`, { mode: 0o644 });
      results.push(await playRound(world, door, trustCa));
    } finally {
      door.close();
      await world.close();
    }
  }
  return Object.keys(results[0] ?? {}).map((name) => ({
    name,
    unit: /requests|acts/.test(name) ? '' : 'ms',
    values: results.map((result) => result[name] ?? Number.NaN),
  }));
};
