import { useTranslation } from 'react-i18next';
import { useNow } from '../hooks/use-now.ts';
import { clocksAgree, periodSeconds, secondsToNextCode } from '../logic/totp-period.ts';
import { Ring } from './ring.tsx';

/** When the authenticator shows its next code; nothing where the clocks differ too much to say. */
export const NextCode = ({ skew, plain = false }: { readonly skew: number; readonly plain?: boolean }) => {
  const { t } = useTranslation();
  const agree = clocksAgree(skew);
  const now = useNow(agree ? 500 : undefined);
  if (!agree) return null;
  const seconds = secondsToNextCode(now, skew);
  return (
    <>
      {plain ? null : <Ring part={seconds / periodSeconds} />}
      <span className="tnum">{t('code.next', { count: seconds })}</span>
    </>
  );
};
