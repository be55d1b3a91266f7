import type { Page } from 'playwright';
import { text } from '../support/texts.ts';

export const mailboxPage = (page: Page) => {
  const folders = page.getByRole('navigation', { name: text('mailbox.folders') });
  return {
    /** There as soon as the mailbox is, even where it holds no message. */
    folders,
    folder: (name: string) => folders.getByRole('button', { name }),
    rows: page.getByRole('listbox').getByRole('option'),
    reader: page.getByRole('region', { name: text('reader.label'), exact: true }),
    settings: folders.getByRole('button', { name: text('mailbox.settings') }),
    noKeychain: page.getByText(text('mailbox.noKeychain.title')),
  };
};
