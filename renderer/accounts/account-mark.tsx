import { useTranslation } from 'react-i18next';
import type { AccountFacts } from '../../app/domain/account.ts';
import { ownerOfFolder } from '../../app/domain/account-numbers.ts';
import { initialsOf } from '../logic/address.ts';
import { accountName, useAccounts } from './accounts-context.ts';

type Marked = Pick<AccountFacts, 'name' | 'address' | 'colour'>;

/** An account's colour and first letter; its name stands beside it. */
export const AccountMark = ({ account }: { readonly account: Marked }) => (
  <span className={`amark amark--${account.colour}`} aria-hidden="true">
    {initialsOf(accountName(account)).slice(0, 1)}
  </span>
);

/** In a list over all accounts, whose a message is. @param folder of the message's key */
export const OwnerMark = ({ folder }: { readonly folder: string }) => {
  const { t } = useTranslation();
  const { list } = useAccounts();
  const owner = ownerOfFolder(folder);
  const account = owner === undefined ? undefined : list.find(({ id }) => id === owner);
  if (account === undefined) return null;
  const name = accountName(account);
  return (
    <span className={`aowner aowner--${account.colour}`} title={name}>
      <span className="sr">{t('accounts.in', { name })} </span>
      <span aria-hidden="true">{name}</span>
    </span>
  );
};
