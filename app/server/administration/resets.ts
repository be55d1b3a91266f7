import type { AdministrationParams, AdministrationResult } from '../../protocol/administration.ts';
import { rpcCode } from '../../protocol/envelope.ts';
import type { Core } from '../core.ts';
import type { CodeError, Outcome } from '../http/outcome.ts';
import { failure, type Result, success } from '../result.ts';
import { wipeSecondFactor } from '../second-factor/wipe.ts';
import { type Actor, accessDenied, recordChange, userInReach } from './actor.ts';
import { eachItem } from './each-item.ts';
import { addNotice } from './notices.ts';

/**
 * Takes the factor with devices and app passwords away and signs the user out everywhere.
 * @param also further changes of the database, kept or lost together with these
 */
export const resetFactor = (core: Core, userId: string, also?: () => void): Promise<Result<void, CodeError>> =>
  core.inTurn(`factor ${userId}`, async () => {
    const wiped = await wipeSecondFactor(core, userId, () => {
      core.store.sessions.removeAllOf(userId);
      also?.();
    });
    return wiped.ok
      ? success(undefined)
      : failure({ code: rpcCode.operationFailed, message: `The directory refused the change (${wiped.error}).` });
  });

const resetUser = async (core: Core, actor: Actor, id: string): Promise<Result<void, CodeError>> => {
  const found = userInReach(core, actor, id);
  if (!found.ok) return found;
  // A session somebody left open must not be enough to swap the factor that guards it.
  if (id === actor.userId) return failure(accessDenied);
  const reset = await resetFactor(core, id, () => addNotice(core, found.value, 'twoFactorReset'));
  if (!reset.ok) return reset;
  recordChange(core, actor, `reset two-factor authentication of user ${found.value.address}`);
  return success(undefined);
};

/** `Users.resetTwoFactor`: by another administrator, never for the own account. */
export const resetTwoFactor = async (
  core: Core,
  actor: Actor,
  { ids }: AdministrationParams<'Users.resetTwoFactor'>,
): Promise<Outcome<AdministrationResult<'Users.resetTwoFactor'>>> => {
  const { errors } = await eachItem(ids, (id) => resetUser(core, actor, id));
  core.rightsChanged();
  core.noticesAdded?.();
  return success({ errors });
};

/** `Users.removeAppPasswords`. */
export const removeAppPasswordsOf = async (
  core: Core,
  actor: Actor,
  { ids }: AdministrationParams<'Users.removeAppPasswords'>,
): Promise<Outcome<AdministrationResult<'Users.removeAppPasswords'>>> => {
  const { errors } = await eachItem(ids, (id) => {
    const found = userInReach(core, actor, id);
    if (!found.ok) return found;
    const removed = core.store.transaction(() => {
      const count = core.store.appPasswords.removeAllOf(id);
      if (count > 0) addNotice(core, found.value, 'appPasswordsRemoved');
      return count;
    });
    if (removed > 0) recordChange(core, actor, `removed all ${removed} app passwords of user ${found.value.address}`);
    return success(undefined);
  });
  core.rightsChanged();
  core.noticesAdded?.();
  return success({ errors });
};
