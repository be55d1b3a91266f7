import { CircleCheck, CircleX, CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MailStatus } from '../../../app/domain/mail.ts';
import { Icon } from '../../components/icon.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { timeOf } from '../../text/dates.ts';

/** How the mail connection is, in words. */
export const StatusLine = ({ status }: { readonly status: MailStatus }) => {
  const { t } = useTranslation();
  const said = (): string => {
    switch (status.state) {
      case 'connecting':
        return t('status.connecting');
      case 'online':
        return t('status.online', { time: timeOf(status.since) });
      case 'offline':
        return status.retryAt === undefined
          ? t('status.offline')
          : t('status.offlineUntil', { time: timeOf(status.retryAt) });
      case 'refused':
        return t('status.refused');
    }
  };
  return (
    <span className="side__status" role="status" title={said()}>
      {status.state === 'connecting' ? (
        <Spinner />
      ) : (
        <Icon
          of={status.state === 'online' ? CircleCheck : status.state === 'offline' ? CloudOff : CircleX}
          className={status.state === 'refused' ? 'danger' : ''}
        />
      )}
      <span className="ell">{said()}</span>
    </span>
  );
};
