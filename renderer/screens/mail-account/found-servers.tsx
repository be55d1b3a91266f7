import { Server, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FoundSettings } from '../../../app/contract/mail-accounts.ts';
import { providerOf } from '../../../app/domain/mail-providers.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { domainOf } from '../../logic/address.ts';
import type { TypedSettings } from '../../logic/typed-settings.ts';
import type { TextKey } from '../../text/keys.ts';
import { securityName } from './server-fields.tsx';
import type { Search } from './use-found-settings.ts';

const origins: Readonly<Record<Exclude<FoundSettings['from'], 'provider'>, TextKey>> = {
  published: 'mailAccount.servers.published',
  records: 'mailAccount.servers.records',
  tried: 'mailAccount.servers.tried',
  nowhere: 'mailAccount.servers.nowhere',
};

type FoundServersProps = {
  readonly search: Search;
  readonly value: TypedSettings | undefined;
  /** The fields are shown instead. */
  readonly byHand: boolean;
  readonly onChange: () => void;
};

/** What is known of the servers, and who said so. */
export const FoundServers = ({ search, value, byHand, onChange }: FoundServersProps) => {
  const { t } = useTranslation();
  const found = search.state === 'found' ? search.found : undefined;
  const domain = search.state === 'idle' ? '' : domainOf(search.address);
  const said = (): string => {
    if (search.state === 'searching') return t('mailAccount.servers.searching', { domain });
    if (search.state === 'idle')
      return t(value === undefined ? 'mailAccount.servers.idle' : 'mailAccount.servers.title');
    if (search.found.from === 'provider') {
      return t('mailAccount.servers.provider', { name: providerOf(search.address)?.name ?? domain });
    }
    return t(byHand && search.found.from !== 'nowhere' ? 'mailAccount.servers.byHand' : origins[search.found.from], {
      domain,
    });
  };
  const isFound = found !== undefined && found.from !== 'nowhere';
  return (
    <>
      <div className="probe">
        <div className="probe__head">
          {search.state === 'searching' ? (
            <Spinner />
          ) : (
            <Icon of={isFound ? ShieldCheck : Server} className={isFound ? 'ok' : ''} />
          )}
          <span role="status">{said()}</span>
          {byHand ? null : (
            <Button look="link" onClick={onChange}>
              {t('mailAccount.servers.change')}
            </Button>
          )}
        </div>
        {value === undefined || byHand ? null : (
          <dl className="maccount__lines">
            {(['imap', 'smtp'] as const).map((service) => (
              <div key={service}>
                <dt>{t(service === 'imap' ? 'mailAccount.servers.reading' : 'mailAccount.servers.sending')}</dt>
                <dd className="break">
                  {t('mailAccount.servers.line', {
                    host: value[service].host,
                    port: value[service].port,
                    security: securityName(value[service].security),
                  })}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {found?.from === 'nowhere' && byHand ? (
          <p className="t2 small">{t('mailAccount.servers.nowhereMeans')}</p>
        ) : null}
      </div>
      {found?.foreign === true ? (
        <Banner tone="warn" title={t('mailAccount.servers.records', { domain })} appears>
          <p>{t('mailAccount.servers.foreign', { domain })}</p>
        </Banner>
      ) : null}
    </>
  );
};
