import type { ErrorData } from '../../protocol/errors.ts';
import { noticeOwnChange } from '../accounts/own-notices.ts';
import { type Core, policyOf } from '../core.ts';
import { failure, type Result, success } from '../result.ts';
import type { User } from '../store/users.ts';
import { afterWrongCode, secondsToWait } from './attempts.ts';
import { canonicalRecoveryCode, looksLikeRecoveryCode } from './recovery-codes.ts';
import { matchingStep } from './totp.ts';

export type CodeRefusal =
  | ({ readonly symbol: 'TFAAInvalidTokenError' } & ErrorData<'TFAAInvalidTokenError'>)
  | ({ readonly symbol: 'TryLater' } & ErrorData<'TryLater'>)
  | ({ readonly symbol: 'AccountDisabled' } & ErrorData<'AccountDisabled'>);

const sixDigits = /^\d{6}$/u;

const countWrongCode = (core: Core, user: User, now: number): CodeRefusal => {
  const limit = policyOf(core, user).attemptLimit;
  const after = afterWrongCode(user, limit, now);
  core.store.transaction(() => {
    core.store.users.setWrongCodes(user.id, after.wrongCodes, after.nextCodeAt);
    if (!after.disables) return;
    core.store.users.setDisabled(user.id, 'secondFactorAttempts');
    core.store.sessions.removeFullOf(user.id);
    core.store.appPasswords.removeSessionBoundOf(user.id);
    core.store.devices.removeAllOf(user.id);
    noticeOwnChange(core, user, 'disabled');
  });
  core.logs.error(
    `TwoFAPolicyManSwitch.cpp: 2FA cookie token verification error for user: '${user.address}', error: Invalid cookie token.`,
  );
  if (after.disables) {
    const subject = `Too many false 2FA attempts for user: '${user.address}'`;
    const text = `${subject}, account is disabled after ${after.wrongCodes} failed 2FA attempts`;
    core.logs.debug(text);
    core.logs.security(text);
    // What the older generation of the documented product wrote: whoever watches for it finds it where it always stood.
    core.logs.debug(`${subject}, account is locked`);
    core.rightsChanged();
  }
  return { symbol: 'TFAAInvalidTokenError', failedAttempts: after.wrongCodes, attemptsLeft: after.attemptsLeft };
};

/**
 * Checks a typed code against the account's counters, its secret and, where allowed, its recovery codes.
 * Runs without a pause from reading the counters to writing them, so that parallel requests cannot share a try.
 * A right code resets the counter; its step, or the recovery code, is used up (RFC 6238 section 5.2).
 */
export const checkCode = (
  core: Core,
  userId: string,
  secret: Uint8Array<ArrayBuffer>,
  typed: string,
  allow: { readonly recoveryCodes: boolean },
): Result<{ readonly by: 'code' | 'recovery-code' }, CodeRefusal> => {
  const user = core.store.users.byId(userId);
  if (user === undefined || user.disabledReason !== undefined) {
    return failure({ symbol: 'AccountDisabled', reason: user?.disabledReason ?? 'administrator' });
  }
  const now = core.clock.now();
  const wait = secondsToWait(user, now);
  if (wait > 0) return failure({ symbol: 'TryLater', retryAfter: wait });
  const accept = (by: 'code' | 'recovery-code') => {
    if (user.wrongCodes > 0) core.store.users.setWrongCodes(user.id, 0, 0);
    return success({ by });
  };
  const code = typed.replace(/\s/gu, '');
  const step = sixDigits.test(code) ? matchingStep(secret, code, now) : undefined;
  if (step !== undefined && core.store.secondFactors.spendStep(user.id, step)) return accept('code');
  if (allow.recoveryCodes && looksLikeRecoveryCode(typed)) {
    const hash = core.keys.hash('recovery-code', `${user.id}\0${canonicalRecoveryCode(typed)}`);
    if (core.store.secondFactors.spendRecoveryCode(user.id, hash)) return accept('recovery-code');
  }
  return failure(countWrongCode(core, user, now));
};
