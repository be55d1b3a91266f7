import type { TFunction } from 'i18next';
import type { TextKey } from '../../text/keys.ts';
import type { SignInGate } from './sign-in.tsx';

type Notice = NonNullable<SignInGate['notice']>;

const titles: Readonly<Record<Notice, TextKey>> = {
  signedOut: 'signIn.notice.signedOut.title',
  expired: 'signIn.notice.expired.title',
  noStoredSignIn: 'signIn.notice.noStoredSignIn.title',
  deviceTrustEnded: 'signIn.notice.deviceTrustEnded.title',
  passwordChanged: 'signIn.notice.passwordChanged.title',
  secondFactorOn: 'signIn.notice.secondFactorOn.title',
  accountDisabled: 'signIn.notice.accountDisabled.title',
  secondFactorReset: 'signIn.notice.secondFactorReset.title',
  certificateRefused: 'signIn.notice.certificateRefused.title',
};

const bodies: Readonly<Record<Notice, TextKey>> = {
  signedOut: 'signIn.notice.signedOut.means',
  expired: 'signIn.notice.expired.means',
  noStoredSignIn: 'signIn.notice.noStoredSignIn.means',
  deviceTrustEnded: 'signIn.notice.deviceTrustEnded.means',
  passwordChanged: 'signIn.notice.passwordChanged.means',
  secondFactorOn: 'signIn.notice.secondFactorOn.means',
  accountDisabled: 'signIn.notice.accountDisabled.means',
  secondFactorReset: 'signIn.notice.secondFactorReset.means',
  certificateRefused: 'signIn.notice.certificateRefused.means',
};

/** Why the sign-in is shown again, for those who did not ask for it. */
export const noticeText = (t: TFunction, notice: Notice): { title: string; children: string } => ({
  title: t(titles[notice]),
  children: t(bodies[notice]),
});
