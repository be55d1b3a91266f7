import { canonicalAppPassword } from '../app-passwords/secret.ts';
import { minute } from '../clock.ts';
import { type Core, policyOf } from '../core.ts';
import { touchDevice } from '../second-factor/trusted-devices.ts';
import type { StoredAppPassword } from '../store/app-passwords.ts';
import type { User } from '../store/users.ts';
import { verifyPassword } from './password-hash.ts';
import { accountPasswordOpensMail, unrememberedDeviceLife } from './policy.ts';

export type MailProtocol = 'imap' | 'pop3' | 'smtp';

/** What a live mail connection rests on. */
export type MailCredential =
  | { readonly kind: 'app-password'; readonly id: string; readonly userId: string }
  /** Good as long as the password is still the one that has this hash. */
  | { readonly kind: 'account-password'; readonly userId: string; readonly passwordHash: string };

export type MailAttempt = {
  readonly protocol: MailProtocol;
  readonly userName: string;
  readonly password: string;
  readonly ip: string;
  /** What the program calls itself (IMAP ID), where it said so before signing in. */
  readonly program: string | undefined;
};

export type MailVerdict =
  | { readonly kind: 'accepted'; readonly user: User; readonly credential: MailCredential }
  /** The secret was right, or was once, but does not open this door: the reason may be told. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'try-later'; readonly seconds: number };

/** The wording of the documented product, in answers and in the security log alike. */
export const onlyAppPasswords = 'Only application passwords are allowed since 2FA is enabled';

/** How often a live connection is counted as use of what it rests on. */
const useInterval = 10 * minute;

const label = (protocol: MailProtocol): string => protocol.toUpperCase();

const refusalOf = (core: Core, user: User, password: StoredAppPassword, protocol: MailProtocol): string | undefined => {
  const now = core.clock.now();
  const device = password.deviceId === undefined ? undefined : core.store.devices.byId(password.deviceId);
  if (user.disabledReason !== undefined) return 'This account is disabled';
  if (!password.enabled) return 'This application password is switched off';
  if (password.expiresAt !== undefined && password.expiresAt <= now) return 'This application password has expired';
  if (device !== undefined && device.expiresAt <= now) return 'This application password has expired with its device';
  if (!password.scopes.includes(protocol)) return `This application password does not cover ${label(protocol)}`;
  return undefined;
};

const recordUse = (core: Core, password: StoredAppPassword, protocol: MailProtocol, ip: string): void => {
  const now = core.clock.now();
  core.store.transaction(() => {
    core.store.appPasswords.recordUse(password.id, now, protocol, ip);
    if (password.sessionId !== undefined) core.store.appPasswords.setExpiry(password.id, now + unrememberedDeviceLife);
    const device = password.deviceId === undefined ? undefined : core.store.devices.byId(password.deviceId);
    if (device !== undefined) touchDevice(core, device, ip);
  });
};

const byAppPassword = (core: Core, user: User, attempt: MailAttempt): MailVerdict | undefined => {
  const secret = canonicalAppPassword(attempt.password);
  if (secret === undefined) return undefined;
  const hash = core.keys.hash('app-password', `${user.id}\0${secret}`);
  const password = core.store.appPasswords.bySecretHash(user.id, hash);
  if (password === undefined) {
    return core.store.appPasswords.wasRevoked(user.id, hash)
      ? { kind: 'refused', reason: 'This application password was revoked' }
      : undefined;
  }
  const reason = refusalOf(core, user, password, attempt.protocol);
  if (reason !== undefined) return { kind: 'refused', reason };
  recordUse(core, password, attempt.protocol, attempt.ip);
  return { kind: 'accepted', user, credential: { kind: 'app-password', id: password.id, userId: user.id } };
};

const byAccountPassword = async (core: Core, user: User, attempt: MailAttempt): Promise<MailVerdict> => {
  const { protocol, program, ip } = attempt;
  core.store.legacyClients.record(user.id, { protocol, program, ip, lastSeenAt: core.clock.now() });
  const factor = await core.credentials.read(user.id);
  if (!factor.ok) return { kind: 'refused', reason: 'The directory of this account does not answer' };
  if (!accountPasswordOpensMail(policyOf(core, user).policy, factor.value !== undefined)) {
    return { kind: 'refused', reason: onlyAppPasswords };
  }
  if (user.disabledReason !== undefined) return { kind: 'refused', reason: 'This account is disabled' };
  return {
    kind: 'accepted',
    user,
    credential: { kind: 'account-password', userId: user.id, passwordHash: user.passwordHash },
  };
};

/** People type a password where the name belongs. */
const loggedName = ({ userName }: MailAttempt): string =>
  canonicalAppPassword(userName) === undefined ? userName : '(not shown)';

const countWrongPassword = (core: Core, attempt: MailAttempt): void => {
  const { protocol, ip } = attempt;
  const name = loggedName(attempt);
  core.logs.security(`${label(protocol)}: Invalid password for user ${name}. Attempt from IP address ${ip}.`);
  if (core.guessLimit.fail(protocol, ip)) {
    core.logs.security(`${label(protocol)}: IP address ${ip} is blocked for 5 minutes after 3 invalid passwords`);
  }
};

/** Looks at an app password at once, for it cannot be guessed; at an account password when it is this address's turn. */
const judge = async (core: Core, attempt: MailAttempt): Promise<MailVerdict> => {
  const { protocol, ip } = attempt;
  const blocked = (): MailVerdict | undefined => {
    const seconds = core.guessLimit.wait(protocol, ip);
    return seconds > 0 ? { kind: 'try-later', seconds } : undefined;
  };
  const user = core.store.users.byAddress(attempt.userName);
  const atOnce = blocked() ?? (user && byAppPassword(core, user, attempt));
  if (atOnce !== undefined) return atOnce;
  return core.guessLimit.admit(protocol, ip, async () => {
    const meanwhile = blocked();
    if (meanwhile !== undefined) return meanwhile;
    const right = await verifyPassword(user?.passwordHash, attempt.password);
    // Read again: an account may have been changed while the hash was computed.
    const current = user && core.store.users.byId(user.id);
    if (right && current?.passwordHash === user?.passwordHash && current)
      return byAccountPassword(core, current, attempt);
    countWrongPassword(core, attempt);
    return { kind: 'wrong' };
  });
};

/** Decides one sign-in on a mail protocol by the table of section 6 of the contract, and logs what came of it. */
export const signInToMail = async (core: Core, attempt: MailAttempt): Promise<MailVerdict> => {
  const { protocol, ip } = attempt;
  const verdict = await judge(core, attempt);
  if (verdict.kind === 'accepted') {
    core.logs.audit(`${label(protocol)}: User ${verdict.user.address} authenticated from IP address ${ip}`);
  } else if (verdict.kind === 'refused') {
    const text = verdict.reason;
    core.logs.security(`${label(protocol)}: ${text}. User ${loggedName(attempt)}. Attempt from IP address ${ip}.`);
  }
  return verdict;
};

/** Whether a connection that was let in may stay; called for every live connection after each change of rights. */
export const mayStay = async (core: Core, credential: MailCredential, protocol: MailProtocol): Promise<boolean> => {
  const user = core.store.users.byId(credential.userId);
  if (user === undefined || user.disabledReason !== undefined) return false;
  if (credential.kind === 'account-password') {
    if (user.passwordHash !== credential.passwordHash) return false;
    const factor = await core.credentials.read(user.id);
    // A directory that does not answer takes no right away.
    return !factor.ok || accountPasswordOpensMail(policyOf(core, user).policy, factor.value !== undefined);
  }
  const password = core.store.appPasswords.byId(credential.id);
  if (password === undefined || refusalOf(core, user, password, protocol) !== undefined) return false;
  if (core.clock.now() - (password.lastUsedAt ?? 0) > useInterval) {
    recordUse(core, password, protocol, password.lastIp ?? '');
  }
  return true;
};
