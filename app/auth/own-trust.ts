import type { ServerClient } from '../api/server-client.ts';
import type { Failure } from '../domain/failure.ts';
import type { MailAccess } from '../domain/mail-access.ts';
import { fail, type Result, succeed } from '../domain/result.ts';

/** What this computer holds of an account that the server knows about. */
export type OwnTrust = {
  readonly mail: MailAccess | undefined;
  /** The second-factor cookie's token, while its time is not over. */
  readonly token: 'good' | 'over' | 'none';
};

/** Through an open session: this device, the app password of this program, the session itself. */
const endInSession = async (client: ServerClient, mail: MailAccess | undefined): Promise<Result<null, Failure>> => {
  const devices = await client.call('TwoFactor.getDevices', {});
  if (!devices.ok) return devices;
  const own = devices.value.list.filter((device) => device.current).map((device) => device.id);
  if (own.length > 0) {
    const removed = await client.call('TwoFactor.removeDevices', { ids: own });
    if (!removed.ok) return removed;
  }
  if (mail?.appPasswordId !== undefined) {
    // One that was bound to the device is gone with it, which is what was wanted.
    const removed = await client.call('AppPasswords.remove', { ids: [mail.appPasswordId] });
    if (!removed.ok) return removed;
  }
  await client.call('Session.logout', {});
  return succeed(null);
};

/**
 * Ends on the server what this computer was given there: its trust and its own app password. With an open session, or
 * with nothing but the device's own cookie.
 * @returns `trustRemains` where something may be good still: the server was not reached, does not know how, or wants a
 * sign-in for it. Nothing of this computer has changed then.
 */
export const endOwnTrust = async (
  client: ServerClient | undefined,
  { mail, token }: OwnTrust,
): Promise<Result<null, Failure>> => {
  const remains = (cause: Extract<Failure, { code: 'trustRemains' }>['cause']): Result<null, Failure> =>
    fail({ code: 'trustRemains', cause });
  if (client?.hasSession()) {
    const ended = await endInSession(client, mail);
    if (ended.ok) return ended;
    if (ended.error.code === 'unreachable' || ended.error.code === 'certificate') return remains('unreachable');
  }
  if (mail?.kind !== 'appPassword' || token === 'over') return succeed(null);
  if (token === 'none' || client === undefined) return remains('signInNeeded');
  const ended = await client.call('TwoFactor.endTrust', {});
  if (ended.ok) return succeed(null);
  return remains(ended.error.code === 'unsupportedServer' ? 'signInNeeded' : 'unreachable');
};
