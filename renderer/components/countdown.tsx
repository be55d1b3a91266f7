import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from './announcer.tsx';
import { Ring } from './ring.tsx';

type CountdownProps = { readonly seconds: number; readonly of: number };

/** Words and a ring that count down. Read out at the start, at ten seconds and at the end, not every second. */
export const Countdown = ({ seconds, of }: CountdownProps) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const started = useRef(false);
  useEffect(() => {
    if (!started.current || seconds === 10) announce(t('countdown.tryAgain', { count: seconds }));
    if (seconds === 0) announce(t('countdown.over'));
    started.current = true;
  }, [seconds, announce, t]);
  return (
    <span className="tick" role="timer">
      <Ring part={of === 0 ? 0 : seconds / of} />
      <b className="tnum">{t('countdown.tryAgain', { count: seconds })}</b>
    </span>
  );
};
