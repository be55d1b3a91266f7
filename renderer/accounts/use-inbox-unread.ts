import { useEffect, useState } from 'react';
import { mailOf } from '../bridge.ts';
import { followFolders } from '../logic/live-folders.ts';

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
    return followFolders(
      mailOf(account),
      (listed) => {
        if (listed.ok) setUnread(listed.value.folders.find((folder) => folder.role === 'inbox')?.unread ?? 0);
      },
      breath,
    );
  }, [account]);
  return unread;
};
