import type { Page } from 'playwright';
import { text } from '../support/texts.ts';

export const secondFactorPage = (page: Page) => ({
  heading: page.getByRole('heading', { name: text('code.heading') }),
  code: page.getByRole('textbox', { name: text('code.label') }),
  alert: page.getByRole('alert'),
});
