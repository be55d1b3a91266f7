import type { ClientParams, ClientResult } from '../../protocol/methods.ts';
import { noticeOwnChange } from '../accounts/own-notices.ts';
import { day, wireTime } from '../clock.ts';
import { type Core, policyOf } from '../core.ts';
import type { SessionCall } from '../http/call.ts';
import type { Outcome } from '../http/outcome.ts';
import { recoveryFaultFor } from '../recovery/own-recovery-address.ts';
import { maskAddress } from '../recovery/recovery-address.ts';
import { failure, success } from '../result.ts';
import { issueRecoveryCodes } from './enrolment.ts';
import { enrolledFactor, hasFreshProof } from './proof.ts';

/** How far back a use of the account password on a mail protocol is reported. */
const legacyWindow = 30 * day;

/** `TwoFactor.getStatus`. */
export const factorStatus = async (
  core: Core,
  call: SessionCall,
): Promise<Outcome<ClientResult<'TwoFactor.getStatus'>>> => {
  const { policy, rememberDays, enforceFrom } = policyOf(core, call.user);
  const factor = await core.credentials.read(call.user.id);
  if (!factor.ok) return failure({ symbol: 'TFAANoSetupError', cause: factor.error });
  return success({
    policy,
    enrolled: factor.value !== undefined,
    ...(factor.value && {
      enrolledAt: wireTime(factor.value.enrolledAt),
      recoveryEmailMasked: maskAddress(factor.value.recoveryEmail),
      recoveryCodesLeft: core.store.secondFactors.countRecoveryCodes(call.user.id),
    }),
    rememberDays,
    ...(enforceFrom !== undefined && { enforceFrom: wireTime(enforceFrom) }),
    serverTime: wireTime(core.clock.now()),
  });
};

/** `TwoFactor.setRecoveryEmail`: needs fresh proof. */
export const setRecoveryEmail = async (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.setRecoveryEmail'>,
): Promise<Outcome<ClientResult<'TwoFactor.setRecoveryEmail'>>> => {
  const factor = await enrolledFactor(core, call);
  if (!factor.ok) return factor;
  if (!hasFreshProof(core, call)) return failure({ symbol: 'StepUpRequired' });
  const reason = recoveryFaultFor(core, call.user, params.recoveryEmail);
  if (reason !== undefined) return failure({ symbol: 'TFAARecoveryEmailError', reason });
  const recoveryEmail = params.recoveryEmail.trim().toLowerCase();
  const written = await core.credentials.write(call.user.id, { ...factor.value, recoveryEmail }, () => {
    core.store.secondFactors.removeRecoveryRequest(call.user.id);
    noticeOwnChange(core, call.user, 'recoveryAddress', { call });
  });
  if (!written.ok) return failure({ symbol: 'TFAANoSetupError', cause: written.error });
  core.logs.audit(`User ${call.user.address} changed the recovery address from IP address ${call.ip}`);
  return success({ recoveryEmailMasked: maskAddress(recoveryEmail) });
};

/** `TwoFactor.newRecoveryCodes`: needs fresh proof; the old codes are void. */
export const renewRecoveryCodes = async (
  core: Core,
  call: SessionCall,
): Promise<Outcome<ClientResult<'TwoFactor.newRecoveryCodes'>>> => {
  const factor = await enrolledFactor(core, call);
  if (!factor.ok) return factor;
  if (!hasFreshProof(core, call)) return failure({ symbol: 'StepUpRequired' });
  const recoveryCodes = core.store.transaction(() => {
    noticeOwnChange(core, call.user, 'recoveryCodes', { call });
    return issueRecoveryCodes(core, call.user.id);
  });
  core.logs.audit(`User ${call.user.address} made new recovery codes from IP address ${call.ip}`);
  return success({ recoveryCodes });
};

/** `TwoFactor.getLegacyClients`: what would stop, or has stopped, working with the account password. */
export const legacyClients = (core: Core, call: SessionCall): Outcome<ClientResult<'TwoFactor.getLegacyClients'>> => {
  const seen = core.store.legacyClients.seenSince(call.user.id, core.clock.now() - legacyWindow);
  return success({
    list: seen.map(({ protocol, program, ip, lastSeenAt }) => ({
      protocol,
      ...(program !== undefined && { program }),
      ip,
      lastSeenAt: wireTime(lastSeenAt),
    })),
  });
};
