import { useEffect, useState } from 'react';
import { noProgress, type SyncProgress } from '../../app/domain/sync-progress.ts';
import { mail } from '../bridge.ts';

/** How far fetching the mailbox has come. */
export const useProgress = (): SyncProgress => {
  const [progress, setProgress] = useState(noProgress);
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
