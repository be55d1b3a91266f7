import type { ClientParams, ClientResult } from '../../protocol/methods.ts';
import { noticeOwnChange } from '../accounts/own-notices.ts';
import { minute, wireTime } from '../clock.ts';
import { type Core, policyOf } from '../core.ts';
import type { SessionCall } from '../http/call.ts';
import type { Outcome } from '../http/outcome.ts';
import { recoveryFaultFor } from '../recovery/own-recovery-address.ts';
import { failure, success } from '../result.ts';
import { checkCode } from './code-check.ts';
import { inTurnOf } from './in-turn.ts';
import { canonicalRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import { digits, enrolmentUri, newSecret, period, secretAsBase32 } from './totp.ts';
import { auditNewDevice, trustDevice } from './trusted-devices.ts';

/** How long a code given in a session counts as fresh proof. */
export const proofLife = 10 * minute;

const issuer = 'Latchkey Mail';

/** Hashes and stores ten new recovery codes in place of the old ones. */
export const issueRecoveryCodes = (core: Core, userId: string): string[] => {
  const codes = newRecoveryCodes();
  core.store.secondFactors.replaceRecoveryCodes(
    userId,
    codes.map((code) => core.keys.hash('recovery-code', `${userId}\0${canonicalRecoveryCode(code)}`)),
  );
  return codes;
};

/** `TwoFactor.start`: a new secret, kept with this session only until `finish` proves that the user has it. */
export const startEnrolment = async (
  core: Core,
  call: SessionCall,
): Promise<Outcome<ClientResult<'TwoFactor.start'>>> => {
  if (policyOf(core, call.user).policy === 'off') {
    return failure({ symbol: 'TFAANoSetupError', cause: 'disabledByPolicy' });
  }
  const factor = await core.credentials.read(call.user.id);
  if (!factor.ok) return failure({ symbol: 'TFAANoSetupError', cause: factor.error });
  if (factor.value !== undefined) return failure({ symbol: 'TFAAAlreadySetupError' });
  return success(offerSecret(core, call));
};

/** A new secret, kept with this session only until the user proves to have it. */
export const offerSecret = (core: Core, call: SessionCall): ClientResult<'TwoFactor.start'> => {
  const secret = newSecret();
  core.store.sessions.setPendingSecret(call.session.id, core.keys.seal(call.session.id, secret));
  return {
    secret: secretAsBase32(secret),
    otpauthUri: enrolmentUri(secret, issuer, call.user.address),
    algorithm: 'SHA1',
    digits,
    period,
    serverTime: wireTime(core.clock.now()),
  };
};

/**
 * `TwoFactor.finish`: address and code are checked before anything is stored. A refused address costs no try and
 * leaves the scanned secret good.
 */
export const finishEnrolment = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.finish'>,
): Promise<Outcome<ClientResult<'TwoFactor.finish'>>> =>
  inTurnOf(core, call, (current) => finishNow(core, current, params));

const finishNow = async (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.finish'>,
): Promise<Outcome<ClientResult<'TwoFactor.finish'>>> => {
  if (policyOf(core, call.user).policy === 'off') {
    return failure({ symbol: 'TFAANoSetupError', cause: 'disabledByPolicy' });
  }
  const existing = await core.credentials.read(call.user.id);
  if (!existing.ok) return failure({ symbol: 'TFAANoSetupError', cause: existing.error });
  if (existing.value !== undefined) return failure({ symbol: 'TFAAAlreadySetupError' });
  if (call.session.pendingSecret === undefined) return failure({ symbol: 'TFAANotEnrolledError' });
  const addressFault = recoveryFaultFor(core, call.user, params.recoveryEmail);
  if (addressFault !== undefined) return failure({ symbol: 'TFAARecoveryEmailError', reason: addressFault });
  const secret = core.keys.unseal(call.session.id, call.session.pendingSecret);
  const checked = checkCode(core, call.user.id, secret, params.code, { recoveryCodes: false });
  if (!checked.ok) return checked;
  const now = core.clock.now();
  let recoveryCodes: string[] = [];
  let device: ReturnType<typeof trustDevice> | undefined;
  const factor = { secret, enrolledAt: now, recoveryEmail: params.recoveryEmail.trim().toLowerCase() };
  const written = await core.credentials.write(call.user.id, factor, () => {
    recoveryCodes = issueRecoveryCodes(core, call.user.id);
    device = params.remember ? trustDevice(core, call) : undefined;
    core.store.sessions.prove(call.session.id, now + proofLife, device?.id);
    core.store.users.setSignedIn(call.user.id, now);
    noticeOwnChange(core, call.user, 'enrolled', { call, trustedUntil: device?.expiresAt });
  });
  if (!written.ok) return failure({ symbol: 'TFAANoSetupError', cause: written.error });
  core.logs.audit(`Two-factor authentication was set up for user ${call.user.address} from IP address ${call.ip}`);
  auditNewDevice(core, call, device);
  core.rightsChanged();
  return success({
    enrolled: true,
    ...(device && { deviceExpiresAt: wireTime(device.expiresAt) }),
    recoveryCodes,
  });
};
