import { rpcCode } from '../../protocol/envelope.ts';
import type { ItemError } from '../../protocol/method.ts';
import type { ClientParams, ClientResult } from '../../protocol/methods.ts';
import { wireTime } from '../clock.ts';
import type { Core } from '../core.ts';
import type { Call, SessionCall } from '../http/call.ts';
import type { Outcome } from '../http/outcome.ts';
import { success } from '../result.ts';

/** `TwoFactor.getDevices`: the trusted devices of the caller, the last used first. */
export const listDevices = (core: Core, call: SessionCall): Outcome<ClientResult<'TwoFactor.getDevices'>> =>
  success({
    list: core.store.devices.listOf(call.user.id, core.clock.now()).map((device) => ({
      id: device.id,
      name: device.name,
      createdAt: wireTime(device.createdAt),
      lastUsedAt: wireTime(device.lastUsedAt),
      lastIp: device.lastIp,
      expiresAt: wireTime(device.expiresAt),
      current: device.id === call.session.deviceId,
    })),
  });

/** `TwoFactor.removeDevices`: app passwords bound to a device, and other sessions opened from it, end with it. */
export const removeDevices = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'TwoFactor.removeDevices'>,
): Outcome<ClientResult<'TwoFactor.removeDevices'>> => {
  const errors: ItemError[] = [];
  params.ids.forEach((id, inputIndex) => {
    const device = core.store.devices.byId(id);
    const removed = core.store.transaction(() => {
      if (device?.userId !== call.user.id) return false;
      core.store.sessions.removeOfDevice(id, call.session.id);
      return core.store.devices.remove(call.user.id, id);
    });
    if (!removed || device === undefined) {
      errors.push({ inputIndex, code: rpcCode.noSuchEntity, message: 'There is no such device.' });
      return;
    }
    if (device.id === call.session.deviceId) call.cookies.clearSecondFactor();
    core.logs.audit(`User ${call.user.address} removed the trusted device '${device.name}' from IP address ${call.ip}`);
  });
  core.rightsChanged();
  return success({ errors });
};

/**
 * `TwoFactor.endTrust`: whoever holds the cookie of a trusted device can give that trust up, and nothing else. A cookie
 * that is not known (any more) is answered in the same way.
 */
export const endOwnTrust = (core: Core, call: Call): Outcome<ClientResult<'TwoFactor.endTrust'>> => {
  const { secondFactorCookie: cookie } = call;
  const device = cookie === undefined ? undefined : core.store.devices.byTokenHash(core.keys.hash('device', cookie));
  call.cookies.clearSecondFactor();
  if (device === undefined || device.component !== call.component) return success({ ended: false });
  core.store.transaction(() => {
    core.store.sessions.removeOfDevice(device.id, '');
    core.store.devices.remove(device.userId, device.id);
  });
  const address = core.store.users.byId(device.userId)?.address ?? device.userId;
  core.logs.audit(`User ${address} signed out of the trusted device '${device.name}' from IP address ${call.ip}`);
  core.rightsChanged();
  return success({ ended: true });
};
