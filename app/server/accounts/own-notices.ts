import { wireTime } from '../clock.ts';
import type { Core } from '../core.ts';
import type { SessionCall } from '../http/call.ts';
import type { User } from '../store/users.ts';

/** What the owner of a mailbox is told about, because somebody else may have done it in the owner's name. */
const wordings = {
  enrolled: {
    subject: 'Two-factor authentication was set up',
    text: 'Two-factor authentication was set up for this account. From now on signing in takes a code of the authenticator, and mail programs take app passwords only.',
  },
  removed: {
    subject: 'Two-factor authentication was removed',
    text: 'Two-factor authentication was removed from this account, and with it all trusted devices and all app passwords.',
  },
  moved: {
    subject: 'Your authenticator was changed',
    text: 'Two-factor authentication of this account moved to a new key. Codes of the authenticator used before are not accepted any more.',
  },
  recovered: {
    subject: 'Your two-factor set-up was reset',
    text: 'The code mailed to the recovery address was used to reset two-factor authentication. The authenticator, all trusted devices and all app passwords were removed and all sign-ins ended.',
  },
  recoveryAddress: {
    subject: 'Your recovery address was changed',
    text: 'Recovery codes of this account go to another address from now on.',
  },
  recoveryCodes: {
    subject: 'Your recovery codes were renewed',
    text: 'New recovery codes were made for this account. The old ones are void.',
  },
  recoveryCodeUsed: {
    subject: 'A recovery code was used to sign in',
    text: 'One of the recovery codes of this account was used in place of a code of the authenticator. It is used up.',
  },
  newDevice: {
    subject: 'A new device is trusted',
    text: 'A device was added to the trusted devices of this account. It signs in without a code until its trust ends.',
  },
  disabled: {
    subject: 'Your account was disabled',
    text: 'Too many wrong two-factor codes were typed for this account by somebody who knows its password. It is disabled until an administrator enables it again.',
  },
  passwordChanged: {
    subject: 'Your password was changed',
    text: 'The password of this account was changed. All other sign-ins were ended.',
  },
} as const;

export type OwnChange = keyof typeof wordings;

/**
 * Stores a notice to the user's own mailbox, together with the change it tells of when called inside its transaction.
 * The built-in administrator has no mailbox and gets none.
 */
export const noticeOwnChange = (
  core: Pick<Core, 'clock' | 'store' | 'noticesAdded'>,
  user: User,
  change: OwnChange,
  from?: { readonly call: SessionCall; readonly trustedUntil?: number | undefined },
): void => {
  if (user.domain === undefined) return;
  const { subject, text } = wordings[change];
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
      `Time: ${wireTime(now)}`,
      ...(from === undefined ? [] : [`Device: ${from.call.session.deviceName}`, `IP address: ${from.call.ip}`]),
      ...(from?.trustedUntil === undefined ? [] : [`Trusted until: ${wireTime(from.trustedUntil)}`]),
      '',
      'If this was not you, change your password at once and tell your administrator.',
      '',
    ].join('\n'),
    createdAt: now,
  });
  core.noticesAdded?.();
};
