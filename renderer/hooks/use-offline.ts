import { useEffect, useState } from 'react';
import type { MailStatus, OfflineCause } from '../../app/domain/mail.ts';

export type Offline = { readonly since: string; readonly cause: OfflineCause };

/** Whether the system knows of any network. */
export const useNetwork = (): boolean => {
  const [there, setThere] = useState(navigator.onLine);
  useEffect(() => {
    const look = (): void => setThere(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return there;
};

/**
 * Since when the server is out of reach, and why. Another try does not end it: only the server's answer does, or a
 * state that says more.
 */
export const useOffline = (status: MailStatus): Offline | undefined => {
  const [offline, setOffline] = useState<Offline>();
  useEffect(() => {
    if (status.state === 'connecting') return;
    if (status.state !== 'offline') {
      setOffline(undefined);
      return;
    }
    const { cause } = status;
    setOffline((before) => ({ since: before?.since ?? new Date().toISOString(), cause }));
  }, [status]);
  return offline;
};
