import { useEffect, useState } from 'react';

const secondsUntil = (deadline: number | undefined): number =>
  deadline === undefined ? 0 : Math.max(0, Math.ceil((deadline - Date.now()) / 1000));

/** Seconds until `deadline` (milliseconds since 1970), rounded up, never below 0. */
export const useSecondsLeft = (deadline: number | undefined): number => {
  const [seconds, setSeconds] = useState(() => secondsUntil(deadline));
  useEffect(() => {
    const tick = (): number => {
      const left = secondsUntil(deadline);
      setSeconds(left);
      return left;
    };
    if (tick() === 0) return;
    const timer = setInterval(() => {
      if (tick() === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [deadline]);
  return seconds;
};
