import type { ClientParams, ClientResult } from '../../protocol/methods.ts';
import { noticeOwnChange } from '../accounts/own-notices.ts';
import { wireTime } from '../clock.ts';
import { type Core, policyOf } from '../core.ts';
import type { SessionCall } from '../http/call.ts';
import type { Outcome } from '../http/outcome.ts';
import { failure, success } from '../result.ts';
import { checkCode } from './code-check.ts';
import type { Factor } from './credential-store.ts';
import { proofLife } from './enrolment.ts';
import { inTurnOf } from './in-turn.ts';
import { auditNewDevice, trustDevice } from './trusted-devices.ts';
import { wipeSecondFactor } from './wipe.ts';

/** The enrolled factor of the caller, or why there is none to check against. */
export const enrolledFactor = async (core: Core, call: SessionCall): Promise<Outcome<Factor>> => {
  const factor = await core.credentials.read(call.user.id);
  if (!factor.ok) return failure({ symbol: 'TFAANoSetupError', cause: factor.error });
  return factor.value === undefined ? failure({ symbol: 'TFAANotEnrolledError' }) : success(factor.value);
};

/** Whether a code was given in this session within the last ten minutes, and the session did not end meanwhile. */
export const hasFreshProof = (core: Core, call: SessionCall): boolean => {
  const session = core.store.sessions.byId(call.session.id);
  return session?.state === 'full' && session.freshUntil > core.clock.now();
};

/** `TwoFactor.verify`: makes a `code` session full; in a full one it is fresh proof and may renew the device. */
export const verifyCode = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.verify'>,
): Promise<Outcome<ClientResult<'TwoFactor.verify'>>> =>
  inTurnOf(core, call, (current) => verifyNow(core, current, params));

const verifyNow = async (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.verify'>,
): Promise<Outcome<ClientResult<'TwoFactor.verify'>>> => {
  const factor = await enrolledFactor(core, call);
  if (!factor.ok) return factor;
  const { secret } = factor.value;
  // The code is used up with what it opens, or not at all.
  const given = core.store.transaction(() => {
    const checked = checkCode(core, call.user.id, secret, params.code, { recoveryCodes: true });
    if (!checked.ok) return checked;
    const now = core.clock.now();
    const trusted = params.remember ? trustDevice(core, call) : undefined;
    core.store.sessions.prove(call.session.id, now + proofLife, trusted?.id);
    core.store.users.setSignedIn(call.user.id, now);
    const { by } = checked.value;
    if (by === 'recovery-code') noticeOwnChange(core, call.user, 'recoveryCodeUsed', { call });
    if (trusted?.isNew) noticeOwnChange(core, call.user, 'newDevice', { call, trustedUntil: trusted.expiresAt });
    return success({ by, device: trusted });
  });
  if (!given.ok) return given;
  const { by, device } = given.value;
  const recoveryCodesLeft = core.store.secondFactors.countRecoveryCodes(call.user.id);
  const means = by === 'code' ? 'a 2FA code' : `a recovery code (${recoveryCodesLeft} left)`;
  core.logs.audit(`User ${call.user.address} gave ${means} from IP address ${call.ip}`);
  auditNewDevice(core, call, device);
  return success({ ...(device && { deviceExpiresAt: wireTime(device.expiresAt) }), recoveryCodesLeft });
};

/** `TwoFactor.stepUp`: ten minutes of fresh proof in a full session. */
export const stepUp = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.stepUp'>,
): Promise<Outcome<ClientResult<'TwoFactor.stepUp'>>> =>
  inTurnOf(core, call, (current) => stepUpNow(core, current, params));

const stepUpNow = async (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.stepUp'>,
): Promise<Outcome<ClientResult<'TwoFactor.stepUp'>>> => {
  const factor = await enrolledFactor(core, call);
  if (!factor.ok) return factor;
  const checked = checkCode(core, call.user.id, factor.value.secret, params.code, { recoveryCodes: false });
  if (!checked.ok) return checked;
  const validUntil = core.clock.now() + proofLife;
  core.store.sessions.prove(call.session.id, validUntil, undefined);
  core.logs.audit(`User ${call.user.address} confirmed a session with a 2FA code from IP address ${call.ip}`);
  return success({ validUntil: wireTime(validUntil) });
};

/** `TwoFactor.remove`: only where nobody forces the factor; devices and app passwords go with it. */
export const removeSecondFactor = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.remove'>,
): Promise<Outcome<ClientResult<'TwoFactor.remove'>>> =>
  inTurnOf(core, call, (current) => removeNow(core, current, params));

const removeNow = async (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.remove'>,
): Promise<Outcome<ClientResult<'TwoFactor.remove'>>> => {
  const { policy } = policyOf(core, call.user);
  if (policy === 'enforced') return failure({ symbol: 'TFAAEnforcedError' });
  if (policy === 'off') return failure({ symbol: 'TFAANoSetupError', cause: 'disabledByPolicy' });
  const factor = await enrolledFactor(core, call);
  if (!factor.ok) return factor;
  const checked = checkCode(core, call.user.id, factor.value.secret, params.code, { recoveryCodes: false });
  if (!checked.ok) return checked;
  const wiped = await wipeSecondFactor(core, call.user.id, () => noticeOwnChange(core, call.user, 'removed', { call }));
  if (!wiped.ok) return failure({ symbol: 'TFAANoSetupError', cause: wiped.error });
  call.cookies.clearSecondFactor();
  core.logs.audit(`Two-factor authentication was removed by user ${call.user.address} from IP address ${call.ip}`);
  return success({});
};
