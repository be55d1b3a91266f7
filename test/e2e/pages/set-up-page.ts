import type { Page } from 'playwright';
import { text } from '../support/texts.ts';

const group = (title: string) => ({ name: title });

export const setUpPage = (page: Page) => ({
  recovery: {
    heading: page.getByRole('heading', group(text('setUp.recovery.title'))),
    address: page.getByRole('textbox', { name: text('setUp.recovery.label') }),
    proceed: page.getByRole('button', { name: text('common.continue') }),
  },
  link: {
    heading: page.getByRole('heading', group(text('setUp.link.title'))),
    picture: page.getByRole('img', { name: text('setUp.link.qr') }),
    key: page.locator('.keybox code'),
    proceed: page.getByRole('button', { name: text('setUp.link.done') }),
  },
  code: {
    heading: page.getByRole('heading', group(text('setUp.code.title'))),
    input: page.getByRole('textbox', { name: text('code.label') }),
    turnOn: page.getByRole('button', { name: text('setUp.code.turnOn') }),
  },
  done: {
    heading: page.getByRole('heading', group(text('setUp.done.title'))),
    recoveryCodes: page.getByRole('list', { name: text('setUp.done.codes.title') }).getByRole('listitem'),
    kept: page.getByRole('checkbox', { name: text('setUp.done.codes.kept') }),
    open: page.getByRole('button', { name: text('setUp.done.open') }),
  },
  alert: page.getByRole('alert'),
  leave: page.getByRole('button', { name: text('common.signOut') }),
});
