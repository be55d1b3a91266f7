import type { Locator, Page } from 'playwright';
import { text } from '../support/texts.ts';

/** The middle pane, and what floats above it. */
export const listPage = (page: Page) => {
  const box = page.getByRole('listbox').first();
  const row = (subject: string): Locator => box.getByRole('option').filter({ hasText: subject });
  return {
    box,
    row,
    toast: page.getByRole('region', { name: text('toast.region') }),
    undo: page.getByRole('region', { name: text('toast.region') }).getByRole('button', { name: text('toast.undo') }),
    menuItem: (name: string) => page.getByRole('menuitem', { name }),
    choice: (name: string) => page.getByRole('menuitemradio', { name }),
    filter: page.getByRole('button', { name: text('filter.label') }),
    view: page.getByRole('button', { name: text('view.label') }),
    dialog: page.getByRole('dialog'),
    question: page.getByRole('alertdialog'),
    /** Puts the line at hand without waiting for its text. */
    goTo: async (subject: string): Promise<void> => {
      await row(subject).click();
      await page.waitForFunction(
        (wanted) => document.querySelector('.mrow.is-sel')?.textContent.includes(wanted) === true,
        subject,
      );
    },
    subjects: (): Promise<string[]> =>
      box
        .getByRole('option')
        .evaluateAll((rows) =>
          rows.map((line) => line.querySelector('.mrow__subj > span:nth-child(2)')?.textContent ?? ''),
        ),
  };
};
