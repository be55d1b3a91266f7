import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright';

type Way = { readonly name: string; readonly take: (page: Page) => Promise<void> };

/** Playwright waits for the end of a navigation that the application refuses, until a reload takes its place. */
const goElsewhere = async (page: Page): Promise<void> => {
  await page.evaluate(() => location.assign('app://latchkey/mailbox'));
  await wait(300);
  await page.reload();
};

const ways: readonly Way[] = [
  { name: 'reload', take: async (page) => void (await page.reload()) },
  { name: 'Esc', take: (page) => page.keyboard.press('Escape') },
  { name: 'Alt+Left', take: (page) => page.keyboard.press('Alt+ArrowLeft') },
  { name: 'history', take: (page) => page.evaluate(() => history.go(-1)) },
  { name: 'address after #', take: (page) => page.evaluate(() => location.assign('#/mailbox')) },
  { name: 'other address', take: goElsewhere },
  { name: 'second window', take: (page) => page.evaluate(() => void window.open('app://latchkey/index.html')) },
];

/** What the page's own bridge answers when it is asked for the mailbox behind the set-up. */
const askBridge = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    const { latchkey } = window as unknown as {
      latchkey: {
        appPasswords: { list: (input: object) => Promise<{ ok: boolean }> };
        mail: { listFolders: (input: object) => Promise<{ ok: boolean }> };
        setUp: { openMailbox: (input: object) => Promise<{ ok: boolean }> };
      };
    };
    const answers = await Promise.all([
      latchkey.appPasswords.list({}),
      latchkey.setUp.openMailbox({}),
      Promise.race([
        latchkey.mail.listFolders({}),
        new Promise<{ ok: boolean }>((resolve) => setTimeout(resolve, 1500, { ok: false })),
      ]),
    ]);
    return answers.some((answer) => answer.ok);
  });

/**
 * Tries every way past a screen that must not be left sideways and answers their names. `stays` is called after each
 * and throws when the screen is gone.
 */
export const tryWaysAround = async (page: Page, stays: () => Promise<void>): Promise<readonly string[]> => {
  for (const way of ways) {
    await way.take(page);
    await stays();
    if (page.context().pages().length !== 1) throw new Error(`There is a second window after: ${way.name}`);
  }
  if ((await askBridge(page)) !== false) throw new Error('The bridge answered for a mailbox that must not exist yet.');
  await stays();
  return [...ways.map((way) => way.name), 'bridge'];
};
