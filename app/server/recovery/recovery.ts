import { randomInt } from 'node:crypto';
import type { ClientParams, ClientResult } from '../../protocol/methods.ts';
import { noticeOwnChange } from '../accounts/own-notices.ts';
import { hour, minute, second } from '../clock.ts';
import type { Core } from '../core.ts';
import type { SessionCall } from '../http/call.ts';
import type { Outcome } from '../http/outcome.ts';
import { failure, success } from '../result.ts';
import { inTurnOf } from '../second-factor/in-turn.ts';
import { enrolledFactor } from '../second-factor/proof.ts';
import { wipeSecondFactor } from '../second-factor/wipe.ts';
import { maskAddress } from './recovery-address.ts';
import { recoveryMail } from './recovery-mail.ts';

const codeLife = 10 * minute;
const allowedTries = 5;
const mailsAnHour = 3;

const hashCode = (core: Core, userId: string, code: string): string =>
  core.keys.hash('recovery-mail', `${userId}\0${code}`);

/** `TwoFactor.requestRecovery`: mails six digits to the recovery address. A new code voids the one before. */
export const requestRecovery = async (
  core: Core,
  call: SessionCall,
): Promise<Outcome<ClientResult<'TwoFactor.requestRecovery'>>> => {
  const factor = await enrolledFactor(core, call);
  if (!factor.ok) return factor;
  const to = factor.value.recoveryEmail;
  if (to === '') return failure({ symbol: 'TFAANoRecoveryEmailError' });
  const now = core.clock.now();
  const sent = core.store.secondFactors.recoveryMailsSince(call.user.id, now - hour);
  const oldest = sent.at(-mailsAnHour);
  if (oldest !== undefined) {
    return failure({ symbol: 'TryLater', retryAfter: Math.max(1, Math.ceil((oldest + hour - now) / second)) });
  }
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  // Counted before it is sent: parallel requests must not get past the limit while a mail is under way.
  core.store.secondFactors.recordRecoveryMail(call.user.id, now);
  const mail = recoveryMail(call.user.address, code, codeLife);
  const delivered = await core.sendMail(to, mail.subject, mail.text, call.user.domain?.name ?? 'localhost', mail.html);
  if (!delivered) return failure({ symbol: 'TFAARecoverySendError' });
  core.store.secondFactors.putRecoveryRequest(call.user.id, {
    codeHash: hashCode(core, call.user.id, code),
    expiresAt: now + codeLife,
    wrongCodes: 0,
  });
  core.logs.audit(`A 2FA recovery code was mailed for user ${call.user.address}, asked from IP address ${call.ip}`);
  return success({ sentTo: maskAddress(to), expiresIn: codeLife / second });
};

/** `TwoFactor.recover`: the mailed code resets the factor and ends every session; the user signs in anew. */
export const recover = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.recover'>,
): Promise<Outcome<ClientResult<'TwoFactor.recover'>>> =>
  inTurnOf(core, call, (current) => recoverNow(core, current, params));

const recoverNow = async (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.recover'>,
): Promise<Outcome<ClientResult<'TwoFactor.recover'>>> => {
  const userId = call.user.id;
  const request = core.store.secondFactors.recoveryRequestOf(userId);
  const alive = request !== undefined && request.expiresAt > core.clock.now() && request.wrongCodes < allowedTries;
  if (!alive) return failure({ symbol: 'TFAAInvalidTokenError', failedAttempts: allowedTries, attemptsLeft: 0 });
  if (hashCode(core, userId, params.code.replace(/\s/gu, '')) !== request.codeHash) {
    const failedAttempts = request.wrongCodes + 1;
    core.store.secondFactors.putRecoveryRequest(userId, { ...request, wrongCodes: failedAttempts });
    core.logs.security(`Wrong 2FA recovery code for user ${call.user.address} from IP address ${call.ip}`);
    return failure({ symbol: 'TFAAInvalidTokenError', failedAttempts, attemptsLeft: allowedTries - failedAttempts });
  }
  const wiped = await wipeSecondFactor(core, userId, () => {
    core.store.sessions.removeAllOf(userId);
    noticeOwnChange(core, call.user, 'recovered', { call });
  });
  if (!wiped.ok) return failure({ symbol: 'TFAANoSetupError', cause: wiped.error });
  call.cookies.clearSession();
  call.cookies.clearSecondFactor();
  core.logs.audit(
    `Two-factor authentication was reset by a recovery code for user ${call.user.address} from IP address ${call.ip}`,
  );
  return success({ reset: true });
};
