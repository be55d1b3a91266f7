import { useEffect } from 'react';
import { showAccount } from '../bridge.ts';

/**
 * Turns the bridge to an account. It stands before all that is drawn from that account: React ends everything of the
 * account before, whose last words must still go to it, and only then begins what is new, in this order.
 */
export const AccountShown = ({ account, all }: { readonly account: string | undefined; readonly all: boolean }) => {
  useEffect(() => showAccount(account, all), [account, all]);
  return null;
};
