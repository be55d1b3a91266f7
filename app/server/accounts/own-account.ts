import type { ClientParams, ClientResult } from '../../protocol/methods.ts';
import type { Core } from '../core.ts';
import { protocolOf, type SessionCall } from '../http/call.ts';
import { type Outcome, sessionExpired } from '../http/outcome.ts';
import { failure, success } from '../result.ts';
import { noticeOwnChange } from './own-notices.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { passwordFault } from './password-rules.ts';

/** `Session.whoAmI`. */
export const whoAmI = (core: Core, { user }: SessionCall): Outcome<ClientResult<'Session.whoAmI'>> => {
  const emails = core.store.users.addressesOf(user);
  return success({
    userDetails: {
      id: user.id,
      loginName: user.loginName,
      fullName: user.fullName,
      emails,
      preferredAddress: emails[0] ?? '',
    },
  });
};

/** `Session.logout`: app passwords bound to this session end with it. */
export const signOut = (core: Core, call: SessionCall): Outcome<ClientResult<'Session.logout'>> => {
  core.store.transaction(() => {
    core.store.appPasswords.removeOfSession(call.session.id);
    core.store.sessions.remove(call.session.id);
  });
  call.cookies.clearSession();
  core.logs.audit(`${protocolOf(call.component)}: User ${call.user.address} signed out from IP address ${call.ip}`);
  core.rightsChanged();
  return success({});
};

/** `Session.setPassword`: ends every other session of the user, and on request all app passwords. */
export const setPassword = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'Session.setPassword'>,
): Promise<Outcome<ClientResult<'Session.setPassword'>>> =>
  core.guessLimit.admit(call.component, call.ip, () => setPasswordNow(core, call, params));

const setPasswordNow = async (
  core: Core,
  call: SessionCall,
  params: ClientParams<'Session.setPassword'>,
): Promise<Outcome<ClientResult<'Session.setPassword'>>> => {
  const { user } = call;
  const retryAfter = core.guessLimit.wait(call.component, call.ip);
  if (retryAfter > 0) return failure({ symbol: 'TryLater', retryAfter });
  if (!(await verifyPassword(user.passwordHash, params.currentPassword))) {
    core.guessLimit.fail(call.component, call.ip);
    core.logs.security(
      `${protocolOf(call.component)}: Invalid password for user ${user.address} at a password change. Attempt from IP address ${call.ip}.`,
    );
    return failure({ symbol: 'PasswordPolicy', reason: 'wrongCurrent' });
  }
  const reason = passwordFault(params.newPassword, {
    loginName: user.loginName,
    domainName: user.domain?.name,
    fullName: user.fullName,
  });
  if (reason !== undefined) return failure({ symbol: 'PasswordPolicy', reason });
  const hash = await hashPassword(params.newPassword);
  const isCurrent = core.store.users.byId(user.id)?.passwordHash === user.passwordHash;
  if (!isCurrent || core.store.sessions.byId(call.session.id) === undefined) return failure(sessionExpired);
  core.store.transaction(() => {
    core.store.users.setPasswordHash(user.id, hash);
    core.store.sessions.removeAllOf(user.id, call.session.id);
    if (params.revokeAppPasswords) core.store.appPasswords.removeAllOf(user.id);
    noticeOwnChange(core, user, 'passwordChanged', { call });
  });
  const also = params.revokeAppPasswords ? ' and revoked all app passwords' : '';
  core.logs.audit(`User ${user.address} changed the password${also} from IP address ${call.ip}`);
  core.rightsChanged();
  return success({});
};
