import type { Page } from 'playwright';
import { text } from '../support/texts.ts';

export const searchPage = (page: Page) => {
  const results = page.getByRole('region', { name: text('finding.results') });
  return {
    box: page.getByRole('combobox', { name: text('finding.search') }),
    clear: page.getByRole('button', { name: text('finding.clear') }),
    tokens: page.locator('.search .op'),
    suggestions: page.getByRole('listbox', { name: text('finding.suggestions') }).getByRole('option'),
    results,
    heading: results.getByRole('heading', { level: 1 }),
    rows: results.getByRole('listbox').getByRole('option'),
    where: results.getByLabel(text('finding.where')),
    order: results.getByLabel(text('finding.order')),
    /** What was searched here, and what the server searched. */
    footer: results.locator('.found__foot'),
    back: page.getByRole('button', { name: text('command.back'), exact: true }),
    forward: page.getByRole('button', { name: text('command.goForward'), exact: true }),
  };
};
