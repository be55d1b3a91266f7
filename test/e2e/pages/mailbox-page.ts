import type { Page } from 'playwright';

export const mailboxPage = (page: Page) => ({
  rows: page.getByRole('option'),
});
