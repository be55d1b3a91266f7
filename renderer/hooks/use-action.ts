import { useCallback, useRef, useState } from 'react';
import type { Reply } from '../../app/contract/area.ts';
import type { Failure } from '../../app/domain/failure.ts';

export type Action = {
  readonly busy: boolean;
  /** What the last call answered, if it failed; gone as soon as the next begins. */
  readonly failure: Failure | undefined;
  readonly run: <Value>(call: () => Promise<Reply<Value>>) => Promise<Reply<Value>>;
  readonly clear: () => void;
};

/** Runs calls to the application one result at a time: the latest call decides what is shown. */
export const useAction = (): Action => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const latest = useRef(0);
  const run = useCallback(async <Value>(call: () => Promise<Reply<Value>>): Promise<Reply<Value>> => {
    const mine = ++latest.current;
    setBusy(true);
    setFailure(undefined);
    const reply = await call();
    if (mine === latest.current) {
      setBusy(false);
      if (!reply.ok) setFailure(reply.error);
    }
    return reply;
  }, []);
  const clear = useCallback(() => setFailure(undefined), []);
  return { busy, failure, run, clear };
};
