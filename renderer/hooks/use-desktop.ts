import { useEffect, useRef } from 'react';
import type { AskedOfWindow } from '../../app/contract/desktop.ts';
import type { Folder } from '../../app/domain/mail.ts';
import { desktop, mail, shownAccount, windows } from '../bridge.ts';

type Go = {
  readonly openFolder: (path: string) => void;
  /** Opens the folder and in it the conversation of the message with that number. */
  readonly openMessage: (path: string, id: number) => void;
};

const unreadOf = (folders: readonly Folder[] | undefined): number | undefined =>
  folders?.filter(({ role }) => role === 'inbox').reduce((sum, { unread }) => sum + unread, 0);

/** Tells the desktop what the mailbox shows, and does what is asked for from a notification or from the tray. */
export const useDesktop = (folder: string, folders: readonly Folder[] | undefined, go: Go): void => {
  const unread = unreadOf(folders);
  useEffect(() => {
    if (unread !== undefined) void desktop.showUnread({ count: unread });
  }, [unread]);
  useEffect(() => {
    void desktop.lookingAt({ folder });
    return () => void desktop.lookingAt({});
  }, [folder]);

  const latest = useRef(go);
  latest.current = go;
  useEffect(() => {
    const act = (asked: AskedOfWindow): void => {
      if (asked.what === 'compose') {
        void windows.compose({ start: { kind: 'new' } });
        return;
      }
      const mine = shownAccount();
      if (mine !== undefined && asked.account !== mine) return;
      if (asked.what === 'folder') {
        latest.current.openFolder(asked.folder);
        return;
      }
      const { id, key } = asked.message;
      switch (asked.what) {
        case 'open':
          latest.current.openMessage(key.folder, id);
          return;
        case 'reply':
          void windows.compose({ start: { kind: 'reply', key, all: false } });
          return;
        case 'archive':
          void mail.act({ command: { kind: 'archive', ids: [id] } });
          return;
        case 'markRead':
          void mail.setFlags({ key, unread: false });
      }
    };
    void desktop.takeAsked({}).then((reply) => {
      if (reply.ok && reply.value.asked !== undefined) act(reply.value.asked);
    });
    return desktop.on.asked(act);
  }, []);
};
