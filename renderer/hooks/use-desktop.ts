import { useEffect, useRef } from 'react';
import type { AskedOfWindow } from '../../app/contract/desktop.ts';
import { sharedFolder } from '../../app/domain/account-numbers.ts';
import { desktop, listsAll, mailOf, shownAccount, windows } from '../bridge.ts';

type Go = {
  readonly openFolder: (path: string) => void;
  /** Opens the folder and in it the conversation of the message with that number. */
  readonly openMessage: (path: string, id: number) => void;
};

/** Tells the desktop what the mailbox shows, and does what is asked for from a notification or from the tray. */
export const useDesktop = (folder: string, go: Go): void => {
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
      const all = listsAll();
      if (!all && mine !== undefined && asked.account !== mine) return;
      if (asked.what === 'folder') {
        if (!all) latest.current.openFolder(asked.folder);
        return;
      }
      const { id, key } = asked.message;
      const shared = { ...key, folder: sharedFolder(asked.account, key.folder) };
      switch (asked.what) {
        case 'open':
          // Among all inboxes it stands at the top.
          if (!all) latest.current.openMessage(key.folder, id);
          return;
        case 'reply':
          void windows.compose({ start: { kind: 'reply', key: shared, all: false } });
          return;
        case 'archive':
          void mailOf(asked.account).act({ command: { kind: 'archive', ids: [id] } });
          return;
        case 'markRead':
          void mailOf(asked.account).setFlags({ key, unread: false });
      }
    };
    void desktop.takeAsked({}).then((reply) => {
      if (reply.ok && reply.value.asked !== undefined) act(reply.value.asked);
    });
    return desktop.on.asked(act);
  }, []);
};
