import { useMemo } from 'react';
import type { Failure } from '../../app/domain/failure.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** A wait the server asked for, counted from the moment it said so. */
export const useWait = (failure: Failure | undefined): { seconds: number; of: number } => {
  const of = failure?.code === 'tryLater' ? failure.retryAfter : 0;
  // The failure itself is the key: the same wait asked for twice begins twice.
  const deadline = useMemo(
    () => (failure?.code === 'tryLater' ? Date.now() + failure.retryAfter * 1000 : undefined),
    [failure],
  );
  return { seconds: useSecondsLeft(deadline), of };
};
