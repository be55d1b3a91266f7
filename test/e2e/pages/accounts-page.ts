import type { Page } from 'playwright';
import { text } from '../support/texts.ts';
import { mailboxPage } from './mailbox-page.ts';

/** The accounts in the sidebar, in the settings, and the sign-in of a further one. */
export const accountsPage = (page: Page) => {
  const { folders, settings } = mailboxPage(page);
  const nav = page.getByRole('navigation', { name: text('settings.label') });
  return {
    all: folders.getByRole('button', { name: text('accounts.all') }),
    /** The line of an account in the sidebar. */
    account: (name: string) => folders.getByRole('button', { name: new RegExp(`^${name}`) }),
    openSettings: async (): Promise<void> => {
      await settings.click();
      await nav.getByRole('button', { name: text('accounts.title'), exact: true }).click();
    },
    closeSettings: () => nav.getByRole('button', { name: text('settings.back') }).click(),
    lines: page.locator('.aline'),
    add: page.getByRole('button', { name: text('accounts.add') }),
    leave: page.getByRole('button', { name: text('accounts.leave') }),
    up: (name: string) => page.getByRole('button', { name: text('accounts.up', { name }) }),
    edit: (name: string) => page.getByRole('button', { name: text('accounts.editNamed', { name }) }),
    name: page.getByRole('textbox', { name: text('accounts.edit.name') }),
    colour: (name: string) => page.getByRole('radio', { name }),
    save: page.getByRole('button', { name: text('accounts.edit.save') }),
    signOut: (name: string) => page.getByRole('button', { name: text('accounts.signOutNamed', { name }) }),
    signIn: (name: string) => page.getByRole('button', { name: text('accounts.signInNamed', { name }) }),
    remove: (name: string) => page.getByRole('button', { name: text('accounts.removeNamed', { name }) }),
    keepMail: page.getByRole('checkbox', { name: text('accounts.keepMail') }),
    confirm: (name: string) => page.getByRole('alertdialog').getByRole('button', { name }),
  };
};
