import { useEffect, useState } from 'react';
import type { Outgoing } from '../../app/domain/outgoing.ts';
import { compose } from '../bridge.ts';

/** Messages on their way out, as they are now; undefined until they are known. */
export const useOutgoing = (): readonly Outgoing[] | undefined => {
  const [items, setItems] = useState<readonly Outgoing[]>();
  useEffect(() => {
    let pushed = false;
    const stop = compose.on.outgoingChanged((changed) => {
      pushed = true;
      setItems(changed.items);
    });
    void compose.listOutgoing({}).then((reply) => {
      if (reply.ok && !pushed) setItems(reply.value.items);
    });
    return () => {
      pushed = true;
      stop();
    };
  }, []);
  return items;
};

/** What somebody may have to look at: not yet sent, or not surely. */
export const isPending = ({ state, copy }: Outgoing): boolean => state !== 'sent' || copy === 'failed';
