import type { ClientParams, ClientResult } from '../../protocol/methods.ts';
import { wireTime } from '../clock.ts';
import { type Core, policyOf } from '../core.ts';
import { type Call, protocolOf } from '../http/call.ts';
import type { Outcome } from '../http/outcome.ts';
import { failure, success } from '../result.ts';
import { deviceOfCookie, renewDeviceCookie, touchDevice } from '../second-factor/trusted-devices.ts';
import { randomToken } from '../store/server-keys.ts';
import type { User } from '../store/users.ts';
import { verifyPassword } from './password-hash.ts';
import { owedAtSignIn } from './policy.ts';
import { isOlder } from './version-gate.ts';

/** Who may sign in where: mailboxes at webmail; at administration the built-in and the domain administrators. */
const mayUse = (user: User, component: Call['component']): boolean =>
  component === 'webmail' ? user.domain !== undefined : user.role !== 'user';

const findUser = (core: Core, userName: string): User | undefined =>
  userName.includes('@') ? core.store.users.byAddress(userName) : core.store.users.builtInAdministrator(userName);

const deviceNameOf = (call: Call, params: ClientParams<'Session.login'>): string => {
  const given = params.deviceName?.trim() || params.application.name.trim() || call.userAgent?.trim();
  return (given || 'Unnamed device').slice(0, 64);
};

const countWrongPassword = (core: Core, call: Call, userName: string): void => {
  const protocol = protocolOf(call.component);
  core.logs.security(`${protocol}: Invalid password for user ${userName}. Attempt from IP address ${call.ip}.`);
  if (core.guessLimit.fail(call.component, call.ip)) {
    core.logs.security(`${protocol}: IP address ${call.ip} is blocked for 5 minutes after 3 invalid passwords`);
  }
};

/**
 * `Session.login`. Wrong user, wrong password, an app password and an account that may not use this endpoint get one
 * answer in the same time; that an account is disabled is told only to somebody who gave its password.
 */
export const signIn = (
  core: Core,
  call: Call,
  params: ClientParams<'Session.login'>,
): Promise<Outcome<ClientResult<'Session.login'>>> =>
  core.guessLimit.admit(call.component, call.ip, () => signInNow(core, call, params));

const signInNow = async (
  core: Core,
  call: Call,
  params: ClientParams<'Session.login'>,
): Promise<Outcome<ClientResult<'Session.login'>>> => {
  if (isOlder(params.application.version, core.minimumClientVersion)) {
    return failure({ symbol: 'ClientTooOld', minimumVersion: core.minimumClientVersion });
  }
  const retryAfter = core.guessLimit.wait(call.component, call.ip);
  if (retryAfter > 0) return failure({ symbol: 'TryLater', retryAfter });
  const userName = params.userName.trim();
  const found = findUser(core, userName);
  const candidate = found && mayUse(found, call.component) ? found : undefined;
  const right = await verifyPassword(candidate?.passwordHash, params.password);
  const user = candidate && core.store.users.byId(candidate.id);
  // A password that was changed while it was checked is the old one.
  if (!right || user?.passwordHash !== candidate?.passwordHash || user === undefined) {
    countWrongPassword(core, call, userName);
    return failure({ symbol: 'AuthFailed' });
  }
  if (user.disabledReason !== undefined) {
    core.logs.security(
      `${protocolOf(call.component)}: User ${user.address} - login denied: the account is disabled. Attempt from IP address ${call.ip}.`,
    );
    return failure({ symbol: 'AccountDisabled', reason: user.disabledReason });
  }
  const factor = await core.credentials.read(user.id);
  if (!factor.ok) return failure({ symbol: 'TFAANoSetupError', cause: factor.error });
  const { policy, rememberDays, enforceFrom } = policyOf(core, user);
  const enrolled = factor.value !== undefined;
  const device = enrolled ? deviceOfCookie(core, user, call.component, call.secondFactorCookie) : undefined;
  const state = owedAtSignIn(policy, enrolled, device !== undefined);
  const now = core.clock.now();
  const cookie = randomToken();
  const token = randomToken();
  core.store.transaction(() => {
    core.store.sessions.add({
      cookieHash: core.keys.hash('session', cookie),
      tokenHash: core.keys.hash('token', token),
      userId: user.id,
      component: call.component,
      state: state === 'none' ? 'full' : state,
      deviceId: device?.id,
      deviceName: deviceNameOf(call, params),
      createdAt: now,
      lastUsedAt: now,
      ip: call.ip,
    });
    if (device !== undefined) touchDevice(core, device, call.ip);
    if (state === 'none') core.store.users.setSignedIn(user.id, now);
  });
  call.cookies.setSession(cookie);
  if (device !== undefined) renewDeviceCookie(core, call, device);
  const owed = { none: '', code: ', a 2FA code is due', setup: ', the 2FA set-up is due' }[state];
  core.logs.audit(
    `${protocolOf(call.component)}: User ${user.address} authenticated from IP address ${call.ip}${owed}`,
  );
  return success({
    token,
    secondFactor: {
      state,
      policy,
      rememberDays,
      ...(enforceFrom !== undefined && { enforceFrom: wireTime(enforceFrom) }),
    },
  });
};
