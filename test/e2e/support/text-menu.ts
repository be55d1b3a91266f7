import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { RunningApp } from '../../../build/desktop/launch.ts';

type Caught = { readonly labels: () => string[]; readonly press: (label: string) => void };
type Catching = { caught?: Caught };

/** Keeps the system's menus from opening: they take no input from a test. What would have opened is kept instead. */
const catchMenus = (app: RunningApp): Promise<void> =>
  app.electron.evaluate(({ Menu }) => {
    Menu.prototype.popup = function popup() {
      (globalThis as unknown as { caught: object }).caught = {
        labels: () => this.items.map(({ label }) => label).filter((label) => label !== ''),
        press: (label: string) => {
          this.items.find((item) => item.label === label)?.click();
        },
      };
    };
  });

export type TextMenu = {
  readonly labels: () => Promise<string[]>;
  readonly press: (label: string) => Promise<void>;
};

/**
 * The menu of a word of a text, opened with the right button.
 * @param until the menu is opened anew until it has such a line: words are checked a moment after they were written
 */
export const openTextMenu = async (app: RunningApp, page: Page, word: string, until: RegExp): Promise<TextMenu> => {
  await catchMenus(app);
  const labels = (): Promise<string[]> =>
    app.electron.evaluate(() => (globalThis as unknown as Catching).caught?.labels() ?? []);
  const open = async (): Promise<string> => {
    const box = await page.evaluate((wanted) => {
      const walker = document.createTreeWalker(document.querySelector('.editor') as Node, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = (node.nodeValue ?? '').indexOf(wanted);
        if (at === -1) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      }
      return undefined;
    }, word);
    if (box === undefined) return '';
    await page.mouse.click(box.x, box.y, { button: 'right' });
    return (await labels()).join('\n');
  };
  await expect.poll(open, { timeout: 20_000, interval: 500 }).toMatch(until);
  return {
    labels,
    press: (label) =>
      app.electron.evaluate((_electron, wanted) => {
        (globalThis as unknown as Catching).caught?.press(wanted);
      }, label),
  };
};
