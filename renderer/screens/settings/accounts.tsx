import { ArrowDown, ArrowUp, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountFacts } from '../../../app/domain/account.ts';
import { accountTrouble } from '../../accounts/account-groups.tsx';
import { AccountMark } from '../../accounts/account-mark.tsx';
import { accountName, useAccounts } from '../../accounts/accounts-context.ts';
import { accounts } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { ServersDialog } from '../mail-account/servers-dialog.tsx';
import { AccountEdit } from './account-edit.tsx';
import { AccountFarewell } from './account-farewell.tsx';

type Asked = { readonly what: 'edit' | 'servers' | 'signOut' | 'remove'; readonly account: AccountFacts };

const moved = (ids: readonly string[], at: number, by: number): string[] => {
  const next = [...ids];
  const [id] = next.splice(at, 1);
  if (id !== undefined) next.splice(at + by, 0, id);
  return next;
};

/** The accounts of this window in their order: called, marked, moved, signed in and out here. */
export const AccountsPage = () => {
  const { t } = useTranslation();
  const { list, goTo } = useAccounts();
  const [asked, setAsked] = useState<Asked>();
  const action = useAction();
  const ids = list.map(({ id }) => id);
  const move = (at: number, by: number): void =>
    void action.run(() => accounts.arrange({ accounts: moved(ids, at, by) }));
  const close = (): void => setAsked(undefined);

  const line = (account: AccountFacts, at: number) => {
    const name = accountName(account);
    const trouble = accountTrouble[account.state];
    const inside = account.state === 'open' || account.state === 'refused';
    return (
      <li key={account.id} className="aline">
        <AccountMark account={account} />
        <div className="grow">
          <div className="list__t ell">{[account.name, account.fullName, name].find((one) => one !== '')}</div>
          <div className="list__d ell">
            {t('account.on', { address: account.address, host: account.serverHost })}
            {trouble === undefined ? null : <span className="danger"> · {t(trouble)}</span>}
          </div>
        </div>
        {list.length > 1 ? (
          <>
            {at === 0 ? null : (
              <button
                type="button"
                className="iconbtn"
                aria-label={t('accounts.up', { name })}
                title={t('accounts.up', { name })}
                onClick={() => move(at, -1)}
              >
                <Icon of={ArrowUp} />
              </button>
            )}
            {at === list.length - 1 ? null : (
              <button
                type="button"
                className="iconbtn"
                aria-label={t('accounts.down', { name })}
                title={t('accounts.down', { name })}
                onClick={() => move(at, 1)}
              >
                <Icon of={ArrowDown} />
              </button>
            )}
          </>
        ) : null}
        <Button
          size="s"
          aria-label={t('accounts.editNamed', { name })}
          onClick={() => setAsked({ what: 'edit', account })}
        >
          {t('accounts.edit.do')}
        </Button>
        {account.kind === 'mail' && inside ? (
          <Button
            size="s"
            aria-label={t('mailAccount.edit.named', { name })}
            onClick={() => setAsked({ what: 'servers', account })}
          >
            {t('mailAccount.edit.do')}
          </Button>
        ) : null}
        {inside ? (
          <Button
            size="s"
            aria-label={t('accounts.signOutNamed', { name })}
            onClick={() => setAsked({ what: 'signOut', account })}
          >
            {t('common.signOut')}
          </Button>
        ) : (
          <Button size="s" aria-label={t('accounts.signInNamed', { name })} onClick={() => goTo(account.id)}>
            {t('accounts.signIn')}
          </Button>
        )}
        <Button
          size="s"
          look="danger-ghost"
          aria-label={t('accounts.removeNamed', { name })}
          onClick={() => setAsked({ what: 'remove', account })}
        >
          {t('accounts.remove.do')}
        </Button>
      </li>
    );
  };

  return (
    <main className="page">
      <div className="page__wide">
        <div className="page__head">
          <div>
            <h1 className="page__h">{t('accounts.title')}</h1>
            <p className="page__lead">{t('accounts.lead')}</p>
          </div>
          <div className="page__a">
            <Button
              look="primary"
              icon={Plus}
              busy={action.busy}
              onClick={() => void action.run(() => accounts.add({}))}
            >
              {t('accounts.add')}
            </Button>
          </div>
        </div>
        {action.failure === undefined ? null : <FailureBanner failure={action.failure} />}
        <ul className="list sect">{list.map(line)}</ul>
      </div>
      {asked === undefined ? null : asked.what === 'edit' ? (
        <AccountEdit account={asked.account} onClose={close} />
      ) : asked.what === 'servers' ? (
        <ServersDialog account={asked.account} onClose={close} />
      ) : (
        <AccountFarewell account={asked.account} way={asked.what} onClose={close} />
      )}
    </main>
  );
};
