import { useEffect, useState } from 'react';
import type { UpdateState } from '../../app/domain/update.ts';
import { program } from '../bridge.ts';

/** Where the program stands between two of its versions; undefined for the moment until it is known. */
export const useUpdate = (): UpdateState | undefined => {
  const [update, setUpdate] = useState<UpdateState>();
  useEffect(() => {
    let heard = false;
    const leave = program.on.updateChanged((changed) => {
      heard = true;
      setUpdate(changed);
    });
    void program.getUpdate({}).then((reply) => {
      if (reply.ok && !heard) setUpdate(reply.value);
    });
    return leave;
  }, []);
  return update;
};
