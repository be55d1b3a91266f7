import type { Page } from 'playwright';
import { type Phone, showCode } from '../../../build/tour/phone.ts';
import { shownKey } from '../../../build/tour/shown-key.ts';
import { setUpPage } from '../pages/set-up-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { password } from './world.ts';

/** Signs in and goes through the wizard up to the question for the first code. */
export const signInAndLinkPhone = async (page: Page, account: string): Promise<Phone> => {
  await signInPage(page).signIn(account, password);
  return linkPhone(page);
};

/** Goes through the wizard up to the question for the first code; answers the phone that holds the key. */
export const linkPhone = async (page: Page): Promise<Phone> => {
  const { recovery, link, code } = setUpPage(page);
  await recovery.address.fill('inbox@outside.example');
  await recovery.proceed.click();
  await link.heading.waitFor();
  const phone: Phone = { key: await shownKey(page), lastStep: 0 };
  await link.proceed.click();
  await code.heading.waitFor();
  return phone;
};

/** Types the phone's next code where it is asked for; answers the phone after that. */
export const confirmPhone = async (page: Page, phone: Phone): Promise<Phone> => {
  const { code, done } = setUpPage(page);
  const shown = await showCode(phone);
  await code.input.fill(shown.code);
  await code.turnOn.click();
  await done.heading.waitFor();
  return shown.phone;
};

/** Leaves the last page of the wizard. */
export const leaveWizard = async (page: Page): Promise<void> => {
  const { done } = setUpPage(page);
  await done.kept.check();
  await done.open.click();
};
