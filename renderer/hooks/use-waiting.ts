import { useEffect, useState } from 'react';
import { compose, mail } from '../bridge.ts';

/** What was done here and the server does not have yet. */
export type Waiting = { readonly changes: number; readonly mails: number };

const isWaiting = ({ state }: { readonly state: string }): boolean => state === 'queued' || state === 'sending';

export const useWaiting = (): Waiting => {
  const [changes, setChanges] = useState(0);
  const [mails, setMails] = useState(0);
  useEffect(() => {
    let over = false;
    void mail.getWaiting({}).then((reply) => {
      if (reply.ok && !over) setChanges((now) => Math.max(now, reply.value.count));
    });
    void compose.listOutgoing({}).then((reply) => {
      if (reply.ok && !over) setMails(reply.value.items.filter(isWaiting).length);
    });
    const stopChanges = mail.on.waitingChanged(({ count }) => setChanges(count));
    const stopMails = compose.on.outgoingChanged(({ items }) => setMails(items.filter(isWaiting).length));
    return () => {
      over = true;
      stopChanges();
      stopMails();
    };
  }, []);
  return { changes, mails };
};
