import type { Locator, Page } from 'playwright';
import { text } from '../support/texts.ts';

export const appPasswordsPage = (page: Page) => {
  const dialog = (name: string): Locator => page.getByRole('dialog', { name });
  const create = dialog(text('appPasswords.new'));
  const secret = (name: string): Locator => dialog(text('secret.title', { name }));
  const revoke = (name: string): Locator => page.getByRole('alertdialog', { name: text('revoke.title', { name }) });
  const row = (name: string): Locator => page.getByRole('row').filter({ hasText: name });
  const begin = page.getByRole('button', { name: text('appPasswords.new') });
  return {
    heading: page.getByRole('heading', { name: text('appPasswords.title'), level: 1 }),
    /** There once the list is. */
    begin,
    row,
    createDialog: create,
    passwordDialog: dialog(text('passwordDialog.title')),
    codeDialog: dialog(text('stepUp.title')),
    secretDialog: secret,
    revokeDialog: revoke,
    fillIn: async (name: string): Promise<void> => {
      await create.getByRole('textbox', { name: text('appPasswords.name') }).fill(name);
      await create.getByRole('button', { name: text('appPasswords.create') }).click();
    },
    /** The password as it is shown, without the spaces of its groups. */
    shownSecret: async (name: string): Promise<string> => {
      await secret(name)
        .getByRole('button', { name: text('devices.reveal') })
        .click();
      return ((await secret(name).locator('[data-secret]').textContent()) ?? '').replaceAll(/\s/g, '');
    },
    /** Chooses a line of the menu of a password. */
    choose: async (name: string, line: string): Promise<void> => {
      await row(name)
        .getByRole('button', { name: text('devices.menu', { name }) })
        .click();
      await page.getByRole('menuitem', { name: line }).click();
    },
    closeSecret: async (name: string): Promise<void> => {
      await secret(name)
        .getByRole('checkbox', { name: text('secret.saved') })
        .check();
      await secret(name)
        .getByRole('button', { name: text('common.done') })
        .click();
      await secret(name).waitFor({ state: 'detached' });
    },
    beginRevoking: async (name: string): Promise<void> => {
      await row(name)
        .getByRole('button', { name: text('appPasswords.revoke') })
        .click();
      await revoke(name).waitFor();
    },
    revoke: async (name: string): Promise<void> => {
      await revoke(name)
        .getByRole('button', { name: text('revoke.confirm', { name }) })
        .click();
      await row(name).waitFor({ state: 'detached' });
    },
    back: page.getByRole('button', { name: text('settings.back') }),
  };
};

type Answers = { readonly password: string; readonly code: () => Promise<string> };

/**
 * Answers what the server wants to know first, the account password or a fresh code or both, until `wanted` is
 * there. Tells what was asked.
 */
export const answerUntil = async (page: Page, wanted: Locator, answers: Answers): Promise<readonly string[]> => {
  const { passwordDialog, codeDialog } = appPasswordsPage(page);
  const asked: string[] = [];
  for (;;) {
    await wanted.or(passwordDialog).or(codeDialog).first().waitFor();
    const [dialog, question] = (await passwordDialog.isVisible())
      ? ([passwordDialog, 'the account password'] as const)
      : ([codeDialog, 'a code'] as const);
    if (!(await dialog.isVisible())) return asked;
    asked.push(question);
    if (dialog === passwordDialog) {
      const field = dialog.getByRole('textbox', { name: text('signIn.password'), exact: true });
      await field.fill(answers.password);
      await field.press('Enter');
    } else {
      await dialog.getByRole('textbox', { name: text('code.label') }).fill(await answers.code());
    }
    await dialog.waitFor({ state: 'detached' });
  }
};
