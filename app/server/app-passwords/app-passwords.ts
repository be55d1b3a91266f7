import { type AppPassword, appPasswordLimit, profilePath } from '../../protocol/app-passwords.ts';
import { rpcCode } from '../../protocol/envelope.ts';
import type { ItemError } from '../../protocol/method.ts';
import type { ClientParams, ClientResult } from '../../protocol/methods.ts';
import { unrememberedDeviceLife } from '../accounts/policy.ts';
import { day, wireTime } from '../clock.ts';
import type { Core } from '../core.ts';
import type { SessionCall } from '../http/call.ts';
import type { Outcome } from '../http/outcome.ts';
import { failure, success } from '../result.ts';
import { enrolledFactor, hasFreshProof } from '../second-factor/proof.ts';
import type { StoredAppPassword } from '../store/app-passwords.ts';
import { canonicalAppPassword, newAppPasswordSecret } from './secret.ts';

const isCurrent = (call: SessionCall, password: StoredAppPassword): boolean =>
  password.sessionId === call.session.id ||
  (password.deviceId !== undefined && password.deviceId === call.session.deviceId);

const onTheWire = (core: Core, call: SessionCall, password: StoredAppPassword): AppPassword => {
  const device = password.deviceId === undefined ? undefined : core.store.devices.byId(password.deviceId);
  const expiresAt = device?.expiresAt ?? password.expiresAt;
  return {
    id: password.id,
    name: password.name,
    scopes: [...password.scopes],
    createdAt: wireTime(password.createdAt),
    ...(password.lastUsedAt !== undefined && { lastUsedAt: wireTime(password.lastUsedAt) }),
    ...(password.lastProtocol !== undefined && { lastProtocol: password.lastProtocol }),
    ...(password.lastIp !== undefined && { lastIp: password.lastIp }),
    ...(expiresAt !== undefined && { expiresAt: wireTime(expiresAt) }),
    enabled: password.enabled,
    deviceBound: password.deviceId !== undefined || password.sessionId !== undefined,
    current: isCurrent(call, password),
  };
};

/** `AppPasswords.get`: the last used first; never a secret. */
export const listAppPasswords = (core: Core, call: SessionCall): Outcome<ClientResult<'AppPasswords.get'>> => {
  const list = core.store.appPasswords.listOf(call.user.id).map((password) => onTheWire(core, call, password));
  return success({ list, limit: appPasswordLimit, totalItems: list.length });
};

/**
 * What a device-bound app password ends with: the session's trusted device, and where none is remembered beyond the
 * session, the session's sign-out (or twelve hours without use, when nobody signs out).
 */
const binding = (
  core: Core,
  call: SessionCall,
  now: number,
): Pick<StoredAppPassword, 'deviceId' | 'sessionId'> & { expiresAt: number | undefined } => {
  const device = call.session.deviceId === undefined ? undefined : core.store.devices.byId(call.session.deviceId);
  if (device !== undefined && !device.sliding)
    return { deviceId: device.id, sessionId: undefined, expiresAt: undefined };
  return { deviceId: device?.id, sessionId: call.session.id, expiresAt: now + unrememberedDeviceLife };
};

/** `AppPasswords.create`: needs an enrolled factor and fresh proof. The answer is the only place of the secret. */
export const createAppPassword = async (
  core: Core,
  call: SessionCall,
  params: ClientParams<'AppPasswords.create'>,
): Promise<Outcome<ClientResult<'AppPasswords.create'>>> => {
  const factor = await enrolledFactor(core, call);
  if (!factor.ok) return factor;
  if (!hasFreshProof(core, call)) return failure({ symbol: 'StepUpRequired' });
  const existing = core.store.appPasswords.listOf(call.user.id);
  if (existing.length >= appPasswordLimit) return failure({ symbol: 'AppPasswordLimit', limit: appPasswordLimit });
  if (core.store.appPasswords.byName(call.user.id, params.name)) return failure({ symbol: 'AlreadyExists' });
  const now = core.clock.now();
  const secret = newAppPasswordSecret();
  const bound = params.deviceBound === true;
  const ends = params.expiresInDays === undefined ? undefined : now + params.expiresInDays * day;
  const id = core.store.appPasswords.add({
    userId: call.user.id,
    name: params.name,
    scopes: params.scopes,
    secretHash: core.keys.hash('app-password', `${call.user.id}\0${secret}`),
    createdAt: now,
    ...(bound ? binding(core, call, now) : { deviceId: undefined, sessionId: undefined, expiresAt: ends }),
  });
  core.logs.audit(
    `User ${call.user.address} created the app password '${params.name}' (${params.scopes.join(', ')}) from IP address ${call.ip}`,
  );
  return success({ id, secret });
};

/** undefined leaves the expiry as it is, null takes it away. */
const expiryAfter = (core: Core, days: number | null | undefined, before: number | undefined): number | undefined => {
  if (days === undefined) return before;
  return days === null ? undefined : core.clock.now() + days * day;
};

/** `AppPasswords.set`: name, scopes, pause and expiry of one app password. */
export const changeAppPassword = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'AppPasswords.set'>,
): Outcome<ClientResult<'AppPasswords.set'>> => {
  const password = core.store.appPasswords.byId(params.id);
  if (password?.userId !== call.user.id) return failure({ symbol: 'NoSuchEntity' });
  const name = params.name ?? password.name;
  const namesake = core.store.appPasswords.byName(call.user.id, name);
  if (namesake !== undefined && namesake.id !== password.id) return failure({ symbol: 'AlreadyExists' });
  const sessionBound = password.sessionId !== undefined || password.deviceId !== undefined;
  core.store.appPasswords.change(password.id, {
    name,
    scopes: params.scopes ?? password.scopes,
    enabled: params.enabled ?? password.enabled,
    expiresAt: sessionBound ? password.expiresAt : expiryAfter(core, params.expiresInDays, password.expiresAt),
  });
  core.logs.audit(`User ${call.user.address} changed the app password '${name}' from IP address ${call.ip}`);
  core.rightsChanged();
  return success({});
};

/** `AppPasswords.remove`: live connections of a removed one end at once. */
export const removeAppPasswords = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'AppPasswords.remove'>,
): Outcome<ClientResult<'AppPasswords.remove'>> => {
  const errors: ItemError[] = [];
  params.ids.forEach((id, inputIndex) => {
    const removed = core.store.appPasswords.remove(call.user.id, id);
    if (removed === undefined) {
      errors.push({ inputIndex, code: rpcCode.noSuchEntity, message: 'There is no such app password.' });
    } else {
      core.logs.audit(
        `User ${call.user.address} revoked the app password '${removed.name}' from IP address ${call.ip}`,
      );
    }
  });
  core.rightsChanged();
  return success({ errors });
};

/**
 * `AppPasswords.offerProfile`: whoever made the password, and so knows its secret, can have a device fetch it. Only the
 * right secret of this user's own password is taken; a wrong one is as one that does not exist.
 */
export const offerAppPasswordProfile = (
  core: Core,
  call: SessionCall,
  params: ClientParams<'AppPasswords.offerProfile'>,
): Outcome<ClientResult<'AppPasswords.offerProfile'>> => {
  const secret = canonicalAppPassword(params.secret);
  const hash = secret === undefined ? undefined : core.keys.hash('app-password', `${call.user.id}\0${secret}`);
  const password = hash === undefined ? undefined : core.store.appPasswords.bySecretHash(call.user.id, hash);
  if (secret === undefined || password === undefined || password.id !== params.id)
    return failure({ symbol: 'NoSuchEntity' });
  const { token, expiresAt } = core.profileOffers.add({ appPasswordId: password.id, userId: call.user.id, secret });
  core.logs.audit(
    `User ${call.user.address} offered a profile of the app password '${password.name}' from IP address ${call.ip}`,
  );
  return success({ path: `${profilePath}${token}`, expiresAt: wireTime(expiresAt) });
};

/** `AppPasswords.removeAll`. */
export const removeAllAppPasswords = (
  core: Core,
  call: SessionCall,
): Outcome<ClientResult<'AppPasswords.removeAll'>> => {
  const removed = core.store.appPasswords.removeAllOf(call.user.id);
  core.logs.audit(`User ${call.user.address} revoked all ${removed} app passwords from IP address ${call.ip}`);
  core.rightsChanged();
  return success({ removed });
};
