import type { Core } from '../core.ts';
import { failure, type Result, success } from '../result.ts';
import type { CredentialFault } from './credential-store.ts';

/**
 * Takes the whole second factor of a user away: secret, recovery codes, trusted devices, app passwords, counters.
 * Sessions are left to the caller. A directory that does not take the change leaves everything as it was.
 * @param also further changes of the database, kept or lost together with these
 */
export const wipeSecondFactor = async (
  core: Core,
  userId: string,
  also?: () => void,
): Promise<Result<void, CredentialFault>> => {
  const erased = await core.credentials.erase(userId, () => {
    core.store.secondFactors.replaceRecoveryCodes(userId, []);
    core.store.secondFactors.removeRecoveryRequest(userId);
    core.store.devices.removeAllOf(userId);
    core.store.appPasswords.removeAllOf(userId);
    core.store.users.setWrongCodes(userId, 0, 0);
    core.store.sessions.expireProof(userId);
    also?.();
  });
  if (!erased.ok) return failure(erased.error);
  core.rightsChanged();
  return success(undefined);
};
