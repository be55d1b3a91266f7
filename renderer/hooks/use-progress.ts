import { useEffect, useState } from 'react';
import type { SyncProgress } from '../../app/domain/sync-progress.ts';
import { mail } from '../bridge.ts';

const nothing: SyncProgress = { done: 0, total: 0, paused: false };

/** How far fetching the mailbox has come. */
export const useProgress = (): SyncProgress => {
  const [progress, setProgress] = useState(nothing);
  useEffect(() => {
    let pushed = false;
    const stop = mail.on.progressChanged((next) => {
      pushed = true;
      setProgress(next);
    });
    void mail.getProgress({}).then((reply) => {
      if (reply.ok && !pushed) setProgress(reply.value);
    });
    return () => {
      pushed = true;
      stop();
    };
  }, []);
  return progress;
};
