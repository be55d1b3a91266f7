import { useEffect } from 'react';
import { desktop, mailOf } from '../bridge.ts';
import { followFolders } from '../logic/live-folders.ts';

/** Shortest time between two readings while a folder changes all the time, in milliseconds. */
const breath = 200;

/**
 * Tells the desktop how many messages are unread in the inbox of an account, or in those of all.
 * @param account none: no mailbox is open, and what was told stays
 */
export const useBadge = (account: string | undefined): void => {
  useEffect(() => {
    if (account === undefined) return;
    let told: number | undefined;
    return followFolders(
      mailOf(account),
      (listed) => {
        if (!listed.ok) return;
        const inboxes = listed.value.folders.filter(({ role }) => role === 'inbox');
        const count = inboxes.reduce((sum, { unread }) => sum + unread, 0);
        if (count === told) return;
        told = count;
        void desktop.showUnread({ count });
      },
      breath,
    );
  }, [account]);
};
