import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerFacts } from '../../app/contract/gate.ts';
import { tlsName } from '../logic/fingerprint.ts';
import { longDateOf } from '../text/dates.ts';
import type { TextKey } from '../text/keys.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

const trust: Readonly<Record<ServerFacts['trustedBy'], TextKey>> = {
  authorities: 'connection.trust.authorities',
  organisation: 'connection.trust.organisation',
  person: 'connection.trust.person',
};

export const ConnectionDetails = ({
  server,
  onClose,
}: {
  readonly server: ServerFacts;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation();
  const close = useRef<HTMLButtonElement>(null);
  const skew = Math.round(Math.abs(server.clockSkew));
  return (
    <Dialog
      title={t('connection.title')}
      width="slim"
      onClose={onClose}
      focusOn={() => close.current}
      foot={
        <div className="end">
          <Button ref={close} onClick={onClose} hotkey="Esc">
            {t('common.close')}
          </Button>
        </div>
      }
    >
      <dl className="kv">
        <dt>{t('connection.server')}</dt>
        <dd className="break">{`${server.host}:${server.port}`}</dd>
        <dt>{t('connection.product')}</dt>
        <dd>{`${server.product} ${server.version}`}</dd>
        <dt>{t('connection.encryption')}</dt>
        <dd>{tlsName(server.tlsProtocol)}</dd>
        <dt>{t('connection.certificate')}</dt>
        <dd>{t('connection.validUntil', { date: longDateOf(server.validTo), trust: t(trust[server.trustedBy]) })}</dd>
        <dt>{t('connection.clock')}</dt>
        <dd>
          {skew < 2
            ? t('connection.clockSame')
            : t(server.clockSkew > 0 ? 'connection.clockAhead' : 'connection.clockBehind', { count: skew })}
        </dd>
      </dl>
    </Dialog>
  );
};
