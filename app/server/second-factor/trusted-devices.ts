import type { Component } from '../../protocol/envelope.ts';
import { unrememberedDeviceLife } from '../accounts/policy.ts';
import { day, second } from '../clock.ts';
import { type Core, policyOf } from '../core.ts';
import type { Call, SessionCall } from '../http/call.ts';
import type { Device } from '../store/devices.ts';
import { randomToken } from '../store/server-keys.ts';
import type { User } from '../store/users.ts';

/**
 * Trusts the device behind this call: a device row, and the second-factor cookie on the answer. A session that
 * already has a trusted device gets that one renewed.
 */
export const trustDevice = (
  core: Core,
  call: SessionCall,
): { readonly id: string; readonly expiresAt: number; readonly isNew: boolean } => {
  const now = core.clock.now();
  const days = policyOf(core, call.user).rememberDays;
  const sliding = days === 0;
  const expiresAt = now + (sliding ? unrememberedDeviceLife : days * day);
  const token = randomToken();
  const tokenHash = core.keys.hash('device', token);
  const known = call.session.deviceId;
  if (known !== undefined) core.store.devices.renew(known, tokenHash, now, call.ip, expiresAt, sliding);
  const id =
    known ??
    core.store.devices.add({
      userId: call.user.id,
      component: call.component,
      tokenHash,
      name: call.session.deviceName,
      createdAt: now,
      lastUsedAt: now,
      lastIp: call.ip,
      expiresAt,
      sliding,
    });
  call.cookies.setSecondFactor(token, sliding ? undefined : (days * day) / second);
  return { id, expiresAt, isNew: known === undefined };
};

/** Notes in the audit log that a device is trusted from now on; one that was trusted already is no news. */
export const auditNewDevice = (
  core: Pick<Core, 'logs'>,
  call: SessionCall,
  device: { readonly isNew: boolean } | undefined,
): void => {
  if (device?.isNew !== true) return;
  const { deviceName } = call.session;
  core.logs.audit(`User ${call.user.address} trusted the device '${deviceName}' from IP address ${call.ip}`);
};

/** Records one use of a trusted device, which keeps a sliding one alive. */
export const touchDevice = (core: Pick<Core, 'clock' | 'store'>, device: Device, ip: string): void => {
  const now = core.clock.now();
  core.store.devices.touch(device.id, now, ip, device.sliding ? now + unrememberedDeviceLife : device.expiresAt);
};

/**
 * Sends a trusted device its cookie again, to live as long as the device now does: a changed setting of the domain
 * moves the end of trust, or makes a lasting cookie one that ends with the browser.
 */
export const renewDeviceCookie = (core: Pick<Core, 'clock'>, call: Call, device: Device): void => {
  if (call.secondFactorCookie === undefined) return;
  const left = Math.max(1, Math.ceil((device.expiresAt - core.clock.now()) / second));
  call.cookies.setSecondFactor(call.secondFactorCookie, device.sliding ? undefined : left);
};

/** The trusted device a second-factor cookie stands for, if it is this user's, of this endpoint and not expired. */
export const deviceOfCookie = (
  core: Core,
  user: User,
  component: Component,
  cookie: string | undefined,
): Device | undefined => {
  if (cookie === undefined) return undefined;
  const device = core.store.devices.byTokenHash(core.keys.hash('device', cookie));
  if (device === undefined || device.userId !== user.id || device.component !== component) return undefined;
  return device.expiresAt > core.clock.now() ? device : undefined;
};
