import type { Page } from 'playwright';
import { setUpPage } from '../../test/e2e/pages/set-up-page.ts';

/** The key as the wizard shows it in text, without the spaces of its groups. */
export const shownKey = async (page: Page): Promise<string> =>
  ((await setUpPage(page).link.key.textContent()) ?? '').replaceAll(/\s/g, '');
