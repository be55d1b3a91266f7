import { createContext, useContext } from 'react';
import type { AccountFacts } from '../../app/domain/account.ts';

export type Accounts = {
  readonly list: readonly AccountFacts[];
  /** The account the window is at. */
  readonly shown: string | undefined;
  /** The inboxes of all accounts are listed as one. */
  readonly all: boolean;
  /** There is more than one mailbox to list as one. */
  readonly canShowAll: boolean;
  readonly goTo: (account: string) => void;
  readonly goToAll: () => void;
};

export const AccountsContext = createContext<Accounts>({
  list: [],
  shown: undefined,
  all: false,
  canShowAll: false,
  goTo: () => undefined,
  goToAll: () => undefined,
});

/** The accounts of this window and the ways between them. */
export const useAccounts = (): Accounts => useContext(AccountsContext);

/** What an account is called: by the person, or by its address. */
export const accountName = ({ name, address }: Pick<AccountFacts, 'name' | 'address'>): string =>
  name === '' ? address : name;
