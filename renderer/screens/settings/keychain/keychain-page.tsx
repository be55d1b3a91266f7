import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptSecret } from '../../../../app/contract/vault.ts';
import type { Failure } from '../../../../app/domain/failure.ts';
import { vault } from '../../../bridge.ts';
import { useAnnounce } from '../../../components/announcer.tsx';
import { Button } from '../../../components/button.tsx';
import { FailureBanner } from '../../../components/failure-banner.tsx';
import { Icon } from '../../../components/icon.tsx';
import { longDateOf } from '../../../text/dates.ts';
import { Page } from '../page.tsx';
import { DeleteSecretDialog } from './delete-secret-dialog.tsx';
import { secretLooks } from './secret-looks.ts';

type Loaded = { readonly secrets: readonly KeptSecret[]; readonly failure: Failure | undefined };

const keyOf = ({ kind, address, id = '' }: KeptSecret): string => `${address} ${kind} ${id}`;

/** What this computer keeps in its keychain, account by account, and never what it says. */
export const KeychainPage = () => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [loaded, setLoaded] = useState<Loaded>();
  const [asked, setAsked] = useState<KeptSecret>();
  const load = useCallback(async (): Promise<void> => {
    const reply = await vault.list({});
    if (!reply.ok) setLoaded({ secrets: [], failure: reply.error });
    else {
      const { secrets, state } = reply.value;
      setLoaded({ secrets, failure: state === undefined ? undefined : { code: 'keychain', state } });
    }
  }, []);
  useEffect(() => void load(), [load]);
  const addresses = [...new Set(loaded?.secrets.map(({ address }) => address))];
  return (
    <Page title={t('vault.title')} lead={t('vault.lead')}>
      {loaded === undefined ? (
        <div className="sect stack" aria-busy="true">
          <span className="skeleton" />
          <span className="skeleton skeleton--short" />
        </div>
      ) : loaded.failure !== undefined ? (
        <div className="sect">
          <FailureBanner
            failure={loaded.failure}
            actions={<Button onClick={() => void load()}>{t('common.tryAgain')}</Button>}
          />
        </div>
      ) : addresses.length === 0 ? (
        <p className="sect t2">{t('vault.empty')}</p>
      ) : null}
      {addresses.map((address) => (
        <section key={address} className="sect">
          <h2 className="sect__h">{address}</h2>
          <ul className="list sect__list">
            {(loaded?.secrets ?? [])
              .filter((secret) => secret.address === address)
              .map((secret) => {
                const { icon, title, means } = secretLooks[secret.kind];
                const name =
                  secret.name === undefined ? t(title) : t('vault.named', { title: t(title), name: secret.name });
                return (
                  <li key={keyOf(secret)} className="setting">
                    <Icon of={icon} size="l" />
                    <div className="grow">
                      <div className="list__t">{name}</div>
                      <div className="list__d">
                        {t(secret.account === undefined ? 'vault.for.leftOver' : means)}
                        {secret.since === undefined ? null : ` ${t('vault.since', { date: longDateOf(secret.since) })}`}
                      </div>
                    </div>
                    <Button
                      size="s"
                      look="danger-ghost"
                      aria-label={t('vault.deleteNamed', { name, address })}
                      onClick={() => setAsked(secret)}
                    >
                      {t('vault.delete')}
                    </Button>
                  </li>
                );
              })}
          </ul>
        </section>
      ))}
      {asked === undefined ? null : (
        <DeleteSecretDialog
          secret={asked}
          onClose={(deleted) => {
            setAsked(undefined);
            if (!deleted) return;
            announce(t('vault.deleted', { name: t(secretLooks[asked.kind].title) }));
            void load();
          }}
        />
      )}
    </Page>
  );
};
