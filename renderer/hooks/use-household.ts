import { useEffect, useState } from 'react';
import type { Household } from '../../app/domain/account.ts';
import { accounts } from '../bridge.ts';

/** All accounts and which of them the window is at; undefined for the moment until they are known. */
export const useHousehold = (): Household | undefined => {
  const [household, setHousehold] = useState<Household>();
  useEffect(() => {
    let pushed = false;
    const stop = accounts.on.changed((next) => {
      pushed = true;
      setHousehold(next);
    });
    void accounts.get({}).then((reply) => {
      if (reply.ok && !pushed) setHousehold(reply.value);
    });
    return () => {
      pushed = true;
      stop();
    };
  }, []);
  return household;
};
