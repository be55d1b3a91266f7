import { useTranslation } from 'react-i18next';
import { useSecondsLeft } from '../hooks/use-seconds-left.ts';
import { timeOf } from '../text/dates.ts';

/** From here on the end is counted down, in seconds. */
const soon = 60;

/** Until when the server keeps the unfinished sign-in; counted down at the end, and said once. */
export const PendingEnd = ({ expiresAt }: { readonly expiresAt: string }) => {
  const { t } = useTranslation();
  const left = useSecondsLeft(Date.parse(expiresAt));
  if (left > soon) return <span>{t('code.endsAt', { time: timeOf(expiresAt) })}</span>;
  return (
    <span className="warn" role="timer">
      {t('code.endsIn', { count: left })}
    </span>
  );
};
