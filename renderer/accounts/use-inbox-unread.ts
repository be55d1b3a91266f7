import { useEffect, useState } from 'react';
import { mailOf } from '../bridge.ts';
import { paced } from '../logic/paced.ts';

/** Shortest time between two readings while a folder changes all the time, in milliseconds. */
const breath = 500;

/** Unread messages in an account's inbox, also while another account is shown. @param account none: not asked */
export const useInboxUnread = (account: string | undefined): number => {
  const [unread, setUnread] = useState(0);
  useEffect(() => {
    if (account === undefined) {
      setUnread(0);
      return;
    }
    const mail = mailOf(account);
    let over = false;
    const reading = paced(async () => {
      const reply = await mail.listFolders({});
      if (over || !reply.ok) return;
      setUnread(reply.value.folders.find((folder) => folder.role === 'inbox')?.unread ?? 0);
    }, breath);
    reading.run();
    const stop = mail.on.folderChanged(reading.run);
    const stopStatus = mail.on.statusChanged(reading.run);
    return () => {
      over = true;
      reading.end();
      stop();
      stopStatus();
    };
  }, [account]);
  return unread;
};
