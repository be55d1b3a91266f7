import { day, minute } from '../clock.ts';
import type { Core } from '../core.ts';
import { faultText } from '../logs/fault-text.ts';
import type { DomainUser } from './actor.ts';

/** What the owner of a mailbox is told about; plain ASCII, because that is how the server writes. */
const wordings = {
  disabled: {
    subject: 'Your account was disabled',
    text: 'An administrator disabled this account. All sign-ins were ended; trusted devices have to be confirmed again.',
  },
  enabled: {
    subject: 'Your account was enabled again',
    text: 'An administrator enabled this account again. You can sign in as before.',
  },
  twoFactorReset: {
    subject: 'Your two-factor set-up was reset',
    text: 'An administrator reset the two-factor set-up of this account. The authenticator, all trusted devices and all app passwords were removed and all sign-ins ended. You will set it up anew where your organisation asks for it.',
  },
  appPasswordsRemoved: {
    subject: 'Your app passwords were removed',
    text: 'An administrator removed all app passwords of this account. Programs that used one need a new one.',
  },
  passwordSet: {
    subject: 'Your password was changed',
    text: 'An administrator set a new password for this account. All sign-ins were ended.',
  },
} as const;

export type NoticeKind = keyof typeof wordings;

/** A notice that could not be handed over for this long is given up. */
const noticeLife = 3 * day;
const retryInterval = minute;

/**
 * Stores a notice to the user's own mailbox, together with the change it tells of when called inside its transaction.
 * It is handed over by the server's notice sender, at the latest when the server runs again.
 */
export const addNotice = (core: Core, user: DomainUser, kind: NoticeKind): void => {
  const { subject, text } = wordings[kind];
  const now = core.clock.now();
  core.store.administration.addNotice({
    address: user.address,
    domainName: user.domain.name,
    subject,
    text: [
      `This concerns ${user.address}.`,
      '',
      text,
      '',
      `Time: ${new Date(now).toISOString()}`,
      'If this surprises you, please ask your administrator.',
      '',
    ].join('\n'),
    createdAt: now,
  });
};

/**
 * Hands the stored notices over, one after the other. A crash between hand-over and removal makes one arrive twice,
 * never not at all.
 */
export const deliverNotices = async (core: Core, goesOn: () => boolean = () => true): Promise<void> => {
  const { administration } = core.store;
  let last = 0;
  for (let batch = administration.noticesAfter(last); batch.length > 0; batch = administration.noticesAfter(last)) {
    for (const notice of batch) {
      if (!goesOn()) return;
      last = notice.id;
      const delivered = await core.sendMail(notice.address, notice.subject, notice.text, notice.domainName);
      if (delivered || core.clock.now() - notice.createdAt > noticeLife) administration.removeNotice(notice.id);
    }
  }
};

export type NoticeSender = {
  /** Told after every change that may have added a notice. */
  readonly added: () => void;
  /** Ends after the notice under way; what is left waits for the next start. */
  readonly stop: () => Promise<void>;
};

/** Hands over what was left from the last run, and goes on whenever one is added and once a minute. */
export const startNotices = (core: Core): NoticeSender => {
  let current: Promise<void> = Promise.resolve();
  let stopped = false;
  const added = (): void => {
    current = current
      .then(() => deliverNotices(core, () => !stopped))
      .catch((fault: unknown) => {
        core.logs.error(`Notices: ${faultText(fault)}`);
      });
  };
  added();
  const timer = setInterval(added, retryInterval);
  return {
    added,
    stop: () => {
      stopped = true;
      clearInterval(timer);
      return current;
    },
  };
};
