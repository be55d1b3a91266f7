import { CircleAlert, Inbox } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountFacts, AccountState } from '../../app/domain/account.ts';
import { Icon } from '../components/icon.tsx';
import type { TextKey } from '../text/keys.ts';
import { AccountMark } from './account-mark.tsx';
import { accountName, useAccounts } from './accounts-context.ts';
import { useInboxUnread } from './use-inbox-unread.ts';

/** What is in the way of an account, in one or two words; nothing for one that is well. */
export const accountTrouble: Readonly<Record<AccountState, TextKey | undefined>> = {
  starting: undefined,
  open: undefined,
  refused: 'accounts.state.refused',
  signIn: 'accounts.state.signIn',
  signedOut: 'accounts.state.signedOut',
  keychain: 'accounts.state.keychain',
};

const AccountHead = ({ account, on }: { readonly account: AccountFacts; readonly on: boolean }) => {
  const { t } = useTranslation();
  const { goTo } = useAccounts();
  const there = account.state === 'open' || account.state === 'refused';
  const unread = useInboxUnread(there && !on ? account.id : undefined);
  const trouble = accountTrouble[account.state];
  return (
    <button
      type="button"
      className={`side__i side__account ${on ? 'is-here' : ''} ${unread > 0 ? 'has-new' : ''}`}
      aria-current={on ? 'true' : undefined}
      title={account.address}
      onClick={() => goTo(account.id)}
    >
      <AccountMark account={account} />
      <span className="ell">{accountName(account)}</span>
      {trouble === undefined ? null : (
        <span className="side__trouble">
          <Icon of={CircleAlert} size="s" className="danger" />
          <span className="sr">{t(trouble)}</span>
        </span>
      )}
      {unread > 0 ? (
        <>
          <span className="n" aria-hidden="true">
            {unread}
          </span>
          <span className="sr">{t('mailbox.unread', { count: unread })}</span>
        </>
      ) : null}
    </button>
  );
};

/**
 * The accounts as groups of the sidebar: the folders of the one that is shown stand below its name, the others are one
 * line each. With a single account there is nothing but its folders.
 */
export const AccountGroups = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation();
  const { list, shown, all, canShowAll, goToAll } = useAccounts();
  if (list.length < 2) return children;
  const at = list.findIndex(({ id }) => id === shown);
  const heads = (from: number, to: number): ReactNode =>
    list
      .slice(from, to)
      .map((account) => <AccountHead key={account.id} account={account} on={!all && account.id === shown} />);
  return (
    <div className="side__accounts">
      {canShowAll ? (
        <button
          type="button"
          className={`side__i side__account ${all ? 'is-here' : ''}`}
          aria-current={all ? 'true' : undefined}
          onClick={goToAll}
        >
          <Icon of={Inbox} />
          <span className="ell">{t('accounts.all')}</span>
        </button>
      ) : null}
      {all ? (
        <>
          <div className="side__group side__group--all">{children}</div>
          {heads(0, list.length)}
        </>
      ) : (
        <>
          {heads(0, at + 1)}
          <div className="side__group">{children}</div>
          {heads(at + 1, list.length)}
        </>
      )}
    </div>
  );
};
