import type { ClientParams, ClientResult } from '../../protocol/methods.ts';
import { noticeOwnChange } from '../accounts/own-notices.ts';
import type { Core } from '../core.ts';
import type { SessionCall } from '../http/call.ts';
import type { Outcome } from '../http/outcome.ts';
import { failure, success } from '../result.ts';
import { checkCode } from './code-check.ts';
import { offerSecret, proofLife } from './enrolment.ts';
import { inTurnOf } from './in-turn.ts';
import { enrolledFactor, hasFreshProof } from './proof.ts';

/** `TwoFactor.startMove`: a new secret beside the one in use, for somebody who has just proved to hold that one. */
export const startMove = async (
  core: Core,
  call: SessionCall,
): Promise<Outcome<ClientResult<'TwoFactor.startMove'>>> => {
  const factor = await enrolledFactor(core, call);
  if (!factor.ok) return factor;
  if (!hasFreshProof(core, call)) return failure({ symbol: 'StepUpRequired' });
  return success(offerSecret(core, call));
};

/** `TwoFactor.finishMove`: a code of the new secret puts it in the place of the old one, and nothing else changes. */
export const finishMove = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.finishMove'>,
): Promise<Outcome<ClientResult<'TwoFactor.finishMove'>>> =>
  inTurnOf(core, call, async (current) => {
    const factor = await enrolledFactor(core, current);
    if (!factor.ok) return factor;
    const { pendingSecret } = current.session;
    if (pendingSecret === undefined || !hasFreshProof(core, current)) return failure({ symbol: 'StepUpRequired' });
    const secret = core.keys.unseal(current.session.id, pendingSecret);
    const checked = checkCode(core, current.user.id, secret, params.code, { recoveryCodes: false });
    if (!checked.ok) return checked;
    const written = await core.credentials.write(current.user.id, { ...factor.value, secret }, () => {
      core.store.sessions.prove(current.session.id, core.clock.now() + proofLife, undefined);
      noticeOwnChange(core, current.user, 'moved', { call: current });
    });
    if (!written.ok) return failure({ symbol: 'TFAANoSetupError', cause: written.error });
    core.logs.audit(
      `User ${current.user.address} moved two-factor authentication to a new key from IP address ${current.ip}`,
    );
    return success({});
  });
