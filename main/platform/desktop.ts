import { app } from 'electron';
import type { AskedOfWindow } from '../../app/contract/desktop.ts';
import type { Preferences } from '../../app/domain/preferences.ts';

/** What the desktop is told of, and what it has to be known to decide about notifications. */
export type DesktopState = {
  readonly showUnread: (count: number) => void;
  readonly lookAt: (folder: string | undefined, account: string | undefined) => void;
  /** The folder of that account the mailbox shows. */
  readonly folderShown: (account: string) => string | undefined;
  /** Has the window do something, after it went to the account that is meant. */
  readonly ask: (asked: AskedOfWindow) => void;
  /** What is still to be done in the mailbox of an account that has just come into view. */
  readonly takeAsked: (account: string | undefined) => AskedOfWindow | undefined;
  readonly update: () => void;
};

export const createDesktopState = (options: {
  readonly preferences: () => Preferences;
  readonly shownAccount: () => string;
  readonly showAccount: (account: string) => void;
  readonly tell: (asked: AskedOfWindow) => void;
}): DesktopState => {
  let unread = 0;
  let looking: { readonly folder: string | undefined; readonly account: string | undefined } | undefined;
  let shown: number | undefined;
  let waiting: Extract<AskedOfWindow, { account: string }> | undefined;
  const update = (): void => {
    const count = options.preferences().notifications.badge ? unread : 0;
    if (count === shown) return;
    shown = count;
    app.setBadgeCount(count);
  };
  return {
    showUnread: (count) => {
      unread = count;
      update();
    },
    lookAt: (folder, account) => {
      looking = { folder, account };
    },
    folderShown: (account) => ((looking?.account ?? account) === account ? looking?.folder : undefined),
    ask: (asked) => {
      if (!('account' in asked) || asked.account === options.shownAccount()) {
        options.tell(asked);
        return;
      }
      waiting = asked;
      options.showAccount(asked.account);
    },
    takeAsked: (account) => {
      const taken = waiting?.account === account ? waiting : undefined;
      if (taken !== undefined) waiting = undefined;
      return taken;
    },
    update,
  };
};
