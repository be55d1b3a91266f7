import type { TextKey } from '../../text/keys.ts';

export type ExpiryDays = 'never' | '30' | '90' | '365';

/** How long a password may last, counted from now. */
export const expiries: readonly { readonly days: ExpiryDays; readonly text: TextKey }[] = [
  { days: 'never', text: 'appPasswords.expiry.never' },
  { days: '30', text: 'appPasswords.expiry.month' },
  { days: '90', text: 'appPasswords.expiry.quarter' },
  { days: '365', text: 'appPasswords.expiry.year' },
];
