import { ClockAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from './banner.tsx';

type ClockWarningProps = {
  /** This computer's clock minus the server's, in seconds. */
  readonly skew: number;
  /** No code was typed yet. */
  readonly before?: boolean;
};

/** Codes depend on the time: a right one may be refused where clocks differ. */
export const ClockWarning = ({ skew, before = false }: ClockWarningProps) => {
  const { t } = useTranslation();
  const seconds = Math.round(Math.abs(skew));
  const minutes = Math.floor(seconds / 60);
  const by =
    minutes === 0
      ? t('clock.seconds', { count: seconds })
      : t('clock.minutes', { count: minutes, seconds: seconds % 60 });
  if (before) {
    return (
      <Banner tone="warn" icon={ClockAlert} title={t('clock.before.title', { by })} appears>
        <p>{t(skew > 0 ? 'clock.before.ahead' : 'clock.before.behind')}</p>
        <p>{t('clock.before.next')}</p>
      </Banner>
    );
  }
  return (
    <Banner tone="warn" icon={ClockAlert} title={t('clock.title')} appears>
      <p>{t(skew > 0 ? 'clock.ahead' : 'clock.behind', { by })}</p>
      <p>{t('clock.next')}</p>
    </Banner>
  );
};
