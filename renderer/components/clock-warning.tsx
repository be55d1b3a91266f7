import { ClockAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Banner } from './banner.tsx';

/** Codes depend on the time: a right one may be refused where clocks differ. */
export const ClockWarning = ({ skew }: { readonly skew: number }) => {
  const { t } = useTranslation();
  const seconds = Math.round(Math.abs(skew));
  const minutes = Math.floor(seconds / 60);
  const by =
    minutes === 0
      ? t('clock.seconds', { count: seconds })
      : t('clock.minutes', { count: minutes, seconds: seconds % 60 });
  return (
    <Banner tone="warn" icon={ClockAlert} title={t('clock.title')} appears>
      <p>{t(skew > 0 ? 'clock.ahead' : 'clock.behind', { by })}</p>
      <p>{t('clock.next')}</p>
    </Banner>
  );
};
