import type { Page } from 'playwright';
import { text } from '../support/texts.ts';

export const signInPage = (page: Page) => {
  const address = page.getByRole('textbox', { name: text('signIn.address') });
  const password = page.getByRole('textbox', { name: text('signIn.password'), exact: true });
  const type = async (account: string, secret: string): Promise<void> => {
    await address.fill(account);
    await password.fill(secret);
  };
  return {
    heading: page.getByRole('heading', { name: text('signIn.heading') }),
    address,
    password,
    proceed: page.getByRole('button', { name: text('common.continue') }),
    stay: page.getByRole('checkbox', { name: text('signIn.stay') }),
    /** Says what the search for the server came to. */
    probe: page.getByRole('status'),
    refusal: page.getByRole('alert'),
    /** Types both without sending them. */
    type,
    signIn: async (account: string, secret: string): Promise<void> => {
      await type(account, secret);
      await password.press('Enter');
    },
  };
};

export const certificatePage = (page: Page) => ({
  heading: page.getByRole('heading', { name: text('certificate.heading') }),
  alert: page.getByRole('alert'),
  compared: page.getByRole('checkbox', { name: text('certificate.compared') }),
  back: page.getByRole('button', { name: text('certificate.back') }),
  trust: page.getByRole('button', { name: text('certificate.trust') }),
  missing: page.getByText(text('certificate.missing')),
  /** Everything the page says, without any spaces, because the fingerprint is broken into lines. */
  words: async (): Promise<string> => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ''),
});

/** Another certificate than the one that was trusted. */
export const changedCertificatePage = (page: Page) => ({
  heading: page.getByRole('heading', { name: text('certificate.changed.heading') }),
  lastPairs: page.getByRole('textbox', { name: text('certificate.changed.lastPairs') }),
  trust: page.getByRole('button', { name: text('certificate.changed.trust') }),
  back: page.getByRole('button', { name: text('certificate.back') }),
  missing: page.getByText(text('certificate.changed.missing')),
  differs: page.getByText(text('certificate.changed.differs')),
  compared: page.getByRole('checkbox', { name: text('certificate.compared') }),
  words: async (): Promise<string> => ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/g, ''),
});

export const keychainPage = (page: Page) => ({
  heading: page.getByRole('heading', { name: text('keychain.heading') }),
  alert: page.getByRole('alert'),
  unlock: page.getByRole('button', { name: text('keychain.unlock') }),
  retry: page.getByRole('button', { name: text('keychain.retry') }),
  anew: page.getByRole('button', { name: text('keychain.anew') }),
  forNow: page.getByRole('button', { name: text('keychain.forNow') }),
});
