import type { AdministrationParams, AdministrationResult } from '../../protocol/administration.ts';
import { rpcCode } from '../../protocol/envelope.ts';
import { hashPassword } from '../accounts/password-hash.ts';
import type { Core } from '../core.ts';
import type { CodeError, Outcome } from '../http/outcome.ts';
import { failure, type Result, success } from '../result.ts';
import { type Actor, accessDenied, type DomainUser, reachesWholeServer, recordChange, userInReach } from './actor.ts';
import { eachItem } from './each-item.ts';
import { passwordRefusal } from './new-password.ts';
import { addNotice } from './notices.ts';

type Pattern = AdministrationParams<'Users.set'>['pattern'];

const ownAccount: CodeError = {
  code: rpcCode.notPermitted,
  message: 'Administrators cannot disable themselves, nor change the own role or password here.',
};

/** Takes the account out of use, or puts it back with its counter cleared and nothing left of old sign-ins. */
const setEnabled = (core: Core, user: DomainUser, isEnabled: boolean): string | undefined => {
  const { store } = core;
  if (isEnabled) {
    if (user.wrongCodes > 0) store.users.setWrongCodes(user.id, 0, 0);
    if (user.disabledReason === undefined) return user.wrongCodes > 0 ? 'cleared the wrong 2FA codes' : undefined;
    store.administration.endSignIns(user.id);
    store.users.setDisabled(user.id, undefined);
    addNotice(core, user, 'enabled');
    return 'enabled the account';
  }
  if (user.disabledReason === 'administrator') return undefined;
  store.administration.endSignIns(user.id);
  store.users.setDisabled(user.id, 'administrator');
  addNotice(core, user, 'disabled');
  return 'disabled the account';
};

const setPassword = (core: Core, user: DomainUser, passwordHash: string): string => {
  core.store.users.setPasswordHash(user.id, passwordHash);
  core.store.sessions.removeAllOf(user.id);
  addNotice(core, user, 'passwordSet');
  return 'set a new password';
};

const changeUser = (
  core: Core,
  actor: Actor,
  id: string,
  pattern: Pattern,
  passwordHash: string | undefined,
): Result<void, CodeError> => {
  const found = userInReach(core, actor, id);
  if (!found.ok) return found;
  const user = found.value;
  const changesSelf = pattern.isEnabled === false || pattern.role !== undefined || pattern.password !== undefined;
  if (user.id === actor.userId && changesSelf) return failure(ownAccount);
  const refusal = pattern.password === undefined ? undefined : passwordRefusal(pattern.password, user);
  if (refusal !== undefined) return failure(refusal);
  const { fullName, role, isEnabled } = pattern;
  const changes = core.store.transaction(() => {
    const done: (string | undefined)[] = [];
    if (fullName !== undefined && fullName !== user.fullName) {
      core.store.administration.setFullName(user.id, fullName);
      done.push(`changed the name from '${user.fullName}' to '${fullName}'`);
    }
    if (role !== undefined && role !== user.role) {
      core.store.administration.setRole(user.id, role);
      core.store.sessions.removeAllOf(user.id);
      done.push(`changed the role from ${user.role} to ${role}`);
    }
    if (passwordHash !== undefined) done.push(setPassword(core, user, passwordHash));
    if (isEnabled !== undefined) done.push(setEnabled(core, user, isEnabled));
    return done.filter((change) => change !== undefined);
  });
  for (const change of changes) recordChange(core, actor, `${change} of user ${user.address}`);
  return success(undefined);
};

/**
 * `Users.set`. Disabling ends sessions, trusted devices and live mail connections; enabling clears the counter of
 * wrong codes. Roles are given by those who administer the whole server.
 */
export const setUsers = async (
  core: Core,
  actor: Actor,
  { userIds, pattern }: AdministrationParams<'Users.set'>,
): Promise<Outcome<AdministrationResult<'Users.set'>>> => {
  if (pattern.role !== undefined && !reachesWholeServer(actor)) return failure(accessDenied);
  const passwordHash = pattern.password === undefined ? undefined : await hashPassword(pattern.password);
  const { errors } = await eachItem(userIds, (id) => changeUser(core, actor, id, pattern, passwordHash));
  core.rightsChanged();
  core.noticesAdded?.();
  return success({ errors });
};
