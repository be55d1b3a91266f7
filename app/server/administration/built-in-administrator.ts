import type { AdministrationResult } from '../../protocol/administration.ts';
import { rpcCode } from '../../protocol/envelope.ts';
import { wireTime } from '../clock.ts';
import type { Core } from '../core.ts';
import type { CodeError, Outcome } from '../http/outcome.ts';
import { maskAddress } from '../recovery/recovery-address.ts';
import { failure, type Result, success } from '../result.ts';
import type { User } from '../store/users.ts';
import { type Actor, accessDenied, recordChange } from './actor.ts';
import { resetFactor } from './resets.ts';

const absent: CodeError = { code: rpcCode.noSuchEntity, message: 'There is no built-in administrator.' };

/** The built-in administrator: belongs to no domain, has no mailbox, reaches the whole server. */
export const findBuiltIn = (
  core: Core,
): Result<{ readonly user: User; readonly lastSignInAt: number | undefined }, CodeError> => {
  const found = core.store.administration.builtInAdministrator();
  const user = found && core.store.users.byId(found.id);
  return user === undefined ? failure(absent) : success({ user, lastSignInAt: found?.lastSignInAt });
};

/** `Administration.get`: the state of the built-in administrator's account, for every administrator. */
export const getAdministration = async (core: Core): Promise<Outcome<AdministrationResult<'Administration.get'>>> => {
  const found = findBuiltIn(core);
  if (!found.ok) return found;
  const { user, lastSignInAt } = found.value;
  const factor = await core.credentials.read(user.id);
  if (!factor.ok) return failure({ symbol: 'TFAANoSetupError', cause: factor.error });
  return success({
    loginName: user.loginName,
    isEnabled: user.disabledReason === undefined,
    ...(user.disabledReason !== undefined && { disabledReason: user.disabledReason }),
    isEnrolled: factor.value !== undefined,
    ...(factor.value && {
      enrolledAt: wireTime(factor.value.enrolledAt),
      recoveryEmailMasked: maskAddress(factor.value.recoveryEmail),
    }),
    canEnrol: core.store.users.someDomainHasFactorEnabled(),
    secondFactorFailures: user.wrongCodes,
    ...(lastSignInAt !== undefined && { lastSignIn: wireTime(lastSignInAt) }),
  });
};

/** `Administration.resetTwoFactor`: by any other administrator; the account cannot reset itself. */
export const resetAdministration = async (
  core: Core,
  actor: Actor,
): Promise<Outcome<AdministrationResult<'Administration.resetTwoFactor'>>> => {
  const found = findBuiltIn(core);
  if (!found.ok) return found;
  const { user } = found.value;
  if (user.id === actor.userId) return failure(accessDenied);
  const reset = await resetFactor(core, user.id);
  if (!reset.ok) return reset;
  recordChange(core, actor, `reset two-factor authentication of the built-in administrator ${user.address}`);
  core.rightsChanged();
  return success({});
};
