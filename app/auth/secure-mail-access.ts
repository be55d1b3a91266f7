import { fetchMailSettings } from '../api/mail-settings.ts';
import type { ServerClient } from '../api/server-client.ts';
import type { Failure } from '../domain/failure.ts';
import type { MailAccess } from '../domain/mail-access.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import type { UserDetails } from '../protocol/session.ts';

export type SecuredAccess = { readonly user: UserDetails; readonly secondFactor: boolean; readonly mail: MailAccess };

/** How many numbered names are tried before the name clash is told. */
const nameTries = 9;

const createOwnAppPassword = async (
  client: ServerClient,
  deviceName: string,
): Promise<Result<{ id: string; secret: string }, Failure>> => {
  const base = `Latchkey Mail on ${deviceName}`.slice(0, 58);
  for (let number = 1; number <= nameTries; number += 1) {
    const name = number === 1 ? base : `${base} (${number})`;
    const created = await client.call('AppPasswords.create', { name, scopes: ['imap', 'smtp'], deviceBound: true });
    // An earlier sign-in on this computer may have left one: names are unique, so count on.
    if (created.ok || created.error.code !== 'alreadyExists') return created;
  }
  return fail({ code: 'alreadyExists' });
};

/**
 * With a full session, makes sure the mail engine has a credential of its own: a device-bound app password where the
 * account has a second factor, the account password where it has none and app passwords cannot exist.
 * @param reusable an app password of this device from an earlier sign-in that is still good
 */
export const secureMailAccess = async (
  client: ServerClient,
  address: string,
  deviceName: string,
  accountPassword: string | undefined,
  reusable: MailAccess | undefined,
): Promise<Result<SecuredAccess, Failure>> => {
  const [user, status, settings] = await Promise.all([
    client.call('Session.whoAmI', {}),
    client.call('TwoFactor.getStatus', {}),
    fetchMailSettings(client, address),
  ]);
  if (!user.ok) return user;
  if (!status.ok) return status;
  if (!settings.ok) return settings;
  const { userDetails } = user.value;
  const secondFactor = status.value.policy !== 'off' && status.value.enrolled;
  const { user: mailUser, imap, smtp } = settings.value;
  const endpoints = { user: mailUser, imap, ...(smtp === undefined ? {} : { smtp }) };

  if (!secondFactor) {
    if (accountPassword === undefined) return fail({ code: 'signInRequired' });
    const mail: MailAccess = { ...endpoints, kind: 'accountPassword', secret: accountPassword };
    return succeed({ user: userDetails, secondFactor, mail });
  }
  if (reusable?.appPasswordId !== undefined) {
    const list = await client.call('AppPasswords.get', {});
    const alive = list.ok && list.value.list.some((one) => one.id === reusable.appPasswordId && one.enabled);
    if (alive) return succeed({ user: userDetails, secondFactor, mail: { ...reusable, ...endpoints } });
  }
  const created = await createOwnAppPassword(client, deviceName);
  if (!created.ok) return created;
  const { id, secret } = created.value;
  return succeed({
    user: userDetails,
    secondFactor,
    mail: { ...endpoints, kind: 'appPassword', secret, appPasswordId: id },
  });
};
