import type { Page } from 'playwright';
import type { RunningApp } from '../../../build/desktop/launch.ts';
import { text } from '../support/texts.ts';

/** One window for writing. */
export const composePage = (page: Page) => {
  const field = (name: string) => page.getByRole('combobox', { name, exact: true });
  return {
    page,
    to: field(text('compose.to')),
    cc: field(text('compose.cc')),
    bcc: field(text('compose.bcc')),
    from: page.getByLabel(text('compose.from'), { exact: true }),
    addCc: page.getByRole('button', { name: text('compose.cc'), exact: true }),
    addBcc: page.getByRole('button', { name: text('compose.bcc'), exact: true }),
    chips: page.locator('.rchip'),
    suggestions: page.getByRole('listbox').getByRole('option'),
    subject: page.getByLabel(text('compose.subject'), { exact: true }),
    text: page.getByRole('textbox', { name: text('compose.text'), exact: true }),
    files: page.locator('.insp__file'),
    send: page.getByRole('button', { name: /^Send/ }),
    saved: page.getByText(/^Draft saved/),
    dialog: page.getByRole('alertdialog'),
    sendAnyway: page.getByRole('button', { name: text('compose.ask.send') }),
  };
};
export type ComposePage = ReturnType<typeof composePage>;

/** Does something that opens a window for writing, and waits until it can be written in. */
export const openCompose = async (app: RunningApp, act: () => Promise<unknown>): Promise<ComposePage> => {
  const [page] = await Promise.all([app.electron.waitForEvent('window'), act()]);
  const compose = composePage(page);
  await compose.text.waitFor();
  return compose;
};

/** Presses "New message" in the mailbox. */
export const openNewMessage = (app: RunningApp): Promise<ComposePage> =>
  openCompose(app, () => app.window.getByRole('button', { name: text('compose.new') }).click());
