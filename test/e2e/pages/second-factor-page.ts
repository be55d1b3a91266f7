import type { Page } from 'playwright';
import { text } from '../support/texts.ts';

export const secondFactorPage = (page: Page) => ({
  heading: page.getByRole('heading', { name: text('code.heading') }),
  code: page.getByRole('textbox', { name: text('code.label') }),
  alert: page.getByRole('alert'),
  lost: page.getByRole('button', { name: text('code.lost') }),
  recovery: {
    heading: page.getByRole('heading', { name: text('lost.heading') }),
    send: page.getByRole('button', { name: text('lost.mail.send') }),
    mailHeading: page.getByRole('heading', { name: text('lost.mail.heading') }),
    code: page.getByRole('textbox', { name: text('lost.mail.label') }),
    reset: page.getByRole('button', { name: text('lost.mail.reset') }),
    haveCode: page.getByRole('button', { name: text('lost.mail.haveCode') }),
    wipes: page.getByRole('heading', { name: text('lost.wipes.title') }),
  },
});
