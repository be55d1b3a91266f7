import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MailStatus, OfflineCause } from '../../../app/domain/mail.ts';
import { auth, mail } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { type Offline, useNetwork, useOffline } from '../../hooks/use-offline.ts';
import { useWaiting } from '../../hooks/use-waiting.ts';
import { timeOf } from '../../text/dates.ts';
import type { TextKey } from '../../text/keys.ts';

const causes: Readonly<Record<OfflineCause, TextKey>> = {
  network: 'offline.cause.network',
  unknownHost: 'offline.cause.unknownHost',
  noAnswer: 'offline.cause.noAnswer',
  notServed: 'offline.cause.notServed',
  certificate: 'offline.cause.certificate',
  busy: 'offline.cause.busy',
  other: 'offline.cause.other',
};

const Said = ({ offline }: { readonly offline: Offline }) => {
  const { t } = useTranslation();
  const network = useNetwork();
  const { changes, mails } = useWaiting();
  const act = useAction();
  return (
    <Banner
      tone="neutral"
      icon={WifiOff}
      appears
      title={t('offline.title', { time: timeOf(offline.since) })}
      actions={
        <>
          <Button size="s" busy={act.busy} onClick={() => void act.run(() => mail.wake({}))}>
            {t('offline.tryNow')}
          </Button>
          {offline.cause === 'certificate' ? (
            <Button size="s" onClick={() => void auth.checkServer({})}>
              {t('offline.checkServer')}
            </Button>
          ) : null}
        </>
      }
    >
      <p>
        {t(network ? causes[offline.cause] : 'offline.cause.network')} {t('offline.go')}
        {changes === 0 ? null : ` ${t('offline.changes', { count: changes })}`}
        {mails === 0 ? null : ` ${t('offline.mails', { count: mails })}`}
      </p>
    </Banner>
  );
};

/** Says that the server is out of reach, why, and what waits for it; there until the server has answered. */
export const OfflineBanner = ({ status }: { readonly status: MailStatus }) => {
  const offline = useOffline(status);
  return offline === undefined ? null : <Said offline={offline} />;
};
