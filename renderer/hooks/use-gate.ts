import { useEffect, useState } from 'react';
import type { Gate } from '../../app/contract/gate.ts';
import type { Failure } from '../../app/domain/failure.ts';
import { auth } from '../bridge.ts';

/** Where the application stands; the one value the whole window is drawn from. */
export const useGate = (): { gate: Gate; failure: Failure | undefined } => {
  const [gate, setGate] = useState<Gate>({ step: 'starting' });
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    let pushed = false;
    const stop = auth.on.gateChanged((next) => {
      pushed = true;
      setFailure(undefined);
      setGate(next);
    });
    void auth.getGate({}).then((reply) => {
      if (pushed) return;
      if (reply.ok) setGate(reply.value);
      else setFailure(reply.error);
    });
    return () => {
      pushed = true;
      stop();
    };
  }, []);
  return { gate, failure };
};
