import { Check, Ellipsis, LockKeyhole, Server, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Probe, ServerOrigin } from '../../../app/contract/gate.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { longDateOf } from '../../text/dates.ts';
import type { TextKey } from '../../text/keys.ts';

const origins: Readonly<Record<ServerOrigin, TextKey>> = {
  chosen: 'signIn.probe.from.chosen',
  wellKnown: 'signIn.probe.from.wellKnown',
  autoconfig: 'signIn.probe.from.autoconfig',
  serviceRecord: 'signIn.probe.from.serviceRecord',
  commonName: 'signIn.probe.from.commonName',
};

type ServerProbeProps = {
  readonly probe: Probe;
  readonly domain: string;
  readonly onChangeServer: () => void;
  readonly brief?: boolean;
};

/** What was checked about the server, one line a check. Says it politely; never stands in the way of typing. */
export const ServerProbe = ({ probe, domain, onChangeServer, brief = false }: ServerProbeProps) => {
  const { t } = useTranslation();
  const found = probe.state === 'found' ? probe.server : undefined;
  return (
    <div className="probe">
      <div className="probe__head">
        {probe.state === 'searching' ? (
          <Spinner />
        ) : (
          <Icon of={found === undefined ? Server : ShieldCheck} className={found === undefined ? '' : 'ok'} />
        )}
        <span role="status">
          {probe.state === 'searching'
            ? t('signIn.probe.searching', { host: probe.host })
            : found === undefined
              ? t('signIn.probe.idle')
              : t('signIn.probe.found', { host: found.host })}
        </span>
        <Button look="link" onClick={onChangeServer}>
          {t('signIn.changeServer')}
        </Button>
      </div>
      {found === undefined || brief ? null : (
        <ul>
          <li>
            <Icon of={Check} className="ok" />
            <span>{t(origins[found.from], { domain })}</span>
          </li>
          <li>
            <Icon of={LockKeyhole} className="ok" />
            <span>
              {t(found.trustedBy === 'person' ? 'signIn.probe.trustedByYou' : 'signIn.probe.trusted', {
                date: longDateOf(found.validTo),
              })}
            </span>
          </li>
          <li>
            <Icon of={Check} className="ok" />
            <span>{t('signIn.probe.twoFactor', { product: found.product, version: found.version })}</span>
          </li>
        </ul>
      )}
      {probe.state === 'searching' ? (
        <ul>
          <li>
            <Icon of={Ellipsis} />
            <span>{t('signIn.probe.checking')}</span>
          </li>
        </ul>
      ) : null}
    </div>
  );
};
