import type { Page } from 'playwright';
import { text } from '../support/texts.ts';
import { mailboxPage } from './mailbox-page.ts';

/** Settings, Accounts & security: the second factor, the trusted computers, and the dialogs of both. */
export const securityPage = (page: Page) => {
  const nav = page.getByRole('navigation', { name: text('settings.label') });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = (name: string) => page.getByRole('dialog', { name });
  return {
    open: async (): Promise<void> => {
      await mailboxPage(page).settings.click();
      await nav.getByRole('button', { name: text('settings.account') }).click();
      await page.getByRole('heading', { level: 1, name: text('settings.account') }).waitFor();
    },
    back: nav.getByRole('button', { name: text('settings.back') }),
    closed: page.getByText(text('twoFactor.closed.title')),
    typePassword: button(text('appPasswords.closed.open')),
    setUp: button(text('twoFactor.setUp')),
    off: page.getByText(text('account.factorOff')),
    on: page.getByText(/^On since /),
    move: button(text('twoFactor.move.do')),
    moveDialog: dialog(text('twoFactor.move.title')),
    scanDialog: dialog(text('twoFactor.move.scan')),
    turnOff: button(text('twoFactor.turnOff.do')),
    turnOffDialog: dialog(text('twoFactor.turnOff.title')),
    recovery: button(text('twoFactor.recovery.title')),
    recoveryDialog: dialog(text('twoFactor.recovery.title')),
    newCodes: button(text('twoFactor.codes.do')),
    codesDialog: dialog(text('twoFactor.codes.newTitle')),
    shownCodes: dialog(text('setUp.done.codes.title')),
    computers: page.getByRole('row').filter({ has: page.locator('td') }),
    revokeOthers: button(text('devices.revokeOthers.action')),
    signOut: button(text('common.signOut')),
    farewell: page.getByRole('alertdialog'),
    leave: button(text('setUpHere.leave')),
  };
};
