import { Notification } from 'electron';
import type { TFunction } from 'i18next';
import type { AskedOfWindow } from '../../app/contract/desktop.ts';
import { howToTell, type NewMail, senderOf } from '../../app/domain/new-mail.ts';
import type { Preferences } from '../../app/domain/preferences.ts';

/** Notifications that are kept: one that was let go could not be clicked any more. */
const kept = 20;

/** Electron has buttons on a notification only here. */
const hasActions = process.platform === 'darwin' || process.platform === 'win32';

export type NewMailNotifications = {
  readonly tell: (news: NewMail) => void;
  readonly clear: (account: string) => void;
};

/**
 * Tells of new mail on the desktop. What is asked for there is done by the window, which is brought to the front
 * only where it has something to show.
 */
export const createNewMailNotifications = (options: {
  readonly preferences: () => Preferences;
  readonly texts: () => Promise<TFunction>;
  readonly inFront: (account: string) => string | undefined;
  readonly show: () => void;
  readonly ask: (asked: AskedOfWindow) => void;
}): NewMailNotifications => {
  const alive = new Map<Notification, string>();
  const put = (account: string, notification: Notification): void => {
    alive.set(notification, account);
    for (const old of alive.keys()) {
      if (alive.size <= kept) break;
      alive.delete(old);
    }
    notification.on('close', () => alive.delete(notification));
    notification.show();
  };

  const tellOne = (t: TFunction, { account }: NewMail, message: NewMail['messages'][number]): void => {
    const { preview, sound } = options.preferences().notifications;
    const { id, key, subject } = message;
    const lines = [subject === '' ? t('mailbox.noSubject') : subject, preview ? message.preview : ''];
    const actions = [
      { what: 'archive', text: t('desktop.archive') },
      { what: 'markRead', text: t('desktop.markRead') },
      { what: 'reply', text: t('desktop.reply') },
    ] as const;
    const notification = new Notification({
      title: senderOf(message) || t('mailbox.noSender'),
      body: lines.filter((line) => line !== '').join('\n'),
      silent: sound === 'none',
      ...(hasActions ? { actions: actions.map(({ text }) => ({ type: 'button' as const, text })) } : {}),
    });
    notification.on('click', () => {
      options.show();
      options.ask({ what: 'open', account, message: { id, key } });
    });
    notification.on('action', (_event, index) => {
      const what = actions[index]?.what;
      if (what === undefined) return;
      if (what === 'reply') options.show();
      options.ask({ what, account, message: { id, key } });
    });
    put(account, notification);
  };

  const tell = async (news: NewMail): Promise<void> => {
    const chosen = options.preferences().notifications;
    const told = howToTell(news, chosen, new Date(), options.inFront(news.account));
    if (told.kind === 'nothing' || !Notification.isSupported()) return;
    const t = await options.texts();
    if (told.kind === 'each') {
      for (const message of told.messages.toReversed()) tellOne(t, news, message);
      return;
    }
    const { path, name, role } = news.folder;
    const notification = new Notification({
      title: t('desktop.together', { count: told.count, folder: role === 'inbox' ? t('folder.inbox') : name }),
      body: told.senders.join(', '),
      silent: chosen.sound === 'none',
    });
    notification.on('click', () => {
      options.show();
      options.ask({ what: 'folder', account: news.account, folder: path });
    });
    put(news.account, notification);
  };

  return {
    tell: (news) => void tell(news),
    clear: (account) => {
      for (const [notification, whose] of alive) if (whose === account) notification.close();
    },
  };
};
