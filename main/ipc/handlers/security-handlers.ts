import { checkServer } from '../../../app/api/find-server.ts';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { securityContract } from '../../../app/contract/security.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../../app/domain/result.ts';
import type { SavedPasswords } from '../../vault/saved-passwords.ts';
import { type FlowOf, inSessionOf } from './in-session.ts';
import type { Application } from './session-handlers.ts';

const nothing = <Value>(result: Result<Value, Failure>): Result<Record<string, never>, Failure> =>
  result.ok ? succeed({}) : result;

/** The second factor and the trusted computers of an account, through its web session. */
export const securityHandlers = (
  flowOf: FlowOf,
  application: Application,
  saved: SavedPasswords,
): HandlersOf<typeof securityContract> => {
  const inSession = inSessionOf(flowOf);

  /** Whether a password is the account's, asked in a session of its own that ends at once. */
  const checkPassword = async (
    account: string | undefined,
    password: string,
  ): Promise<Result<Record<string, never>, Failure>> => {
    const flow = flowOf(account);
    const gate = flow?.gate();
    const stranger = flow?.stranger();
    if (stranger === undefined || gate?.step !== 'mailbox') return fail({ code: 'wrongStep' });
    const reply = await stranger.call('Session.login', { userName: gate.address, password, application });
    if (reply.ok) await stranger.call('Session.logout', {});
    stranger.close();
    return nothing(reply);
  };

  return {
    getStatus: (_input, _window, account) => inSession(account, (client) => client.call('TwoFactor.getStatus', {})),
    getServer: async (_input, _window, account) => {
      const client = flowOf(account)?.client();
      if (client === undefined) return fail({ code: 'wrongStep' });
      const version = await checkServer(client, application.version);
      const peer = client.peer();
      if (!version.ok) return version;
      if (peer === undefined) return fail({ code: 'internal' });
      const { url } = client;
      return succeed({
        url: url.origin,
        host: url.hostname,
        port: url.port === '' ? 443 : Number(url.port),
        from: 'chosen',
        product: version.value.product,
        version: version.value.version,
        ...peer,
        clockSkew: client.clockSkew(),
      });
    },
    startSetUp: (_input, _window, account) => inSession(account, (client) => client.call('TwoFactor.start', {})),
    finishSetUp: (input, _window, account) =>
      inSession(account, async (client, flow) => {
        const finished = await client.call('TwoFactor.finish', input);
        if (!finished.ok) return finished;
        // It is on, whatever becomes of the mailbox here: one that is refused offers to sign in again.
        await flow.secureAgain();
        const { recoveryCodes, deviceExpiresAt } = finished.value;
        return succeed({ recoveryCodes, ...(deviceExpiresAt === undefined ? {} : { deviceExpiresAt }) });
      }),
    turnOff: ({ password, code }, _window, account) =>
      inSession(account, async (client, flow) => {
        const checked = await checkPassword(account, password);
        if (!checked.ok) return checked;
        const removed = await client.call('TwoFactor.remove', { code });
        if (!removed.ok) return removed;
        const gate = flow.gate();
        // All app passwords ended with it; what other programs would find of them here opens nothing any more.
        if (gate.step === 'mailbox') await saved.removeOf(gate.address);
        return nothing(await flow.secureAgain(password));
      }),
    startMove: (_input, _window, account) => inSession(account, (client) => client.call('TwoFactor.startMove', {})),
    finishMove: (input, _window, account) => inSession(account, (client) => client.call('TwoFactor.finishMove', input)),
    changeRecoveryEmail: ({ recoveryEmail }, _window, account) =>
      inSession(account, async (client) => {
        const changed = await client.call('TwoFactor.setRecoveryEmail', { recoveryEmail });
        return changed.ok ? succeed({ masked: changed.value.recoveryEmailMasked }) : changed;
      }),
    newRecoveryCodes: (_input, _window, account) =>
      inSession(account, (client) => client.call('TwoFactor.newRecoveryCodes', {})),
    listDevices: (_input, _window, account) => inSession(account, (client) => client.call('TwoFactor.getDevices', {})),
    removeDevice: ({ id }, _window, account) =>
      inSession(account, async (client) => {
        const listed = await client.call('TwoFactor.getDevices', {});
        if (!listed.ok) return listed;
        // This computer is signed out of, not revoked from itself: its mail would stay behind without a way in.
        if (listed.value.list.some((one) => one.id === id && one.current)) return fail({ code: 'wrongStep' });
        const removed = await client.call('TwoFactor.removeDevices', { ids: [id] });
        if (!removed.ok) return removed;
        return removed.value.errors.length === 0 ? succeed({}) : fail({ code: 'noSuchEntity' });
      }),
    removeOtherDevices: (_input, _window, account) =>
      inSession(account, async (client) => {
        const listed = await client.call('TwoFactor.getDevices', {});
        if (!listed.ok) return listed;
        const ids = listed.value.list.filter((one) => !one.current).map((one) => one.id);
        if (ids.length === 0) return succeed({ removed: 0 });
        const removed = await client.call('TwoFactor.removeDevices', { ids });
        if (!removed.ok) return removed;
        return succeed({ removed: ids.length - removed.value.errors.length });
      }),
  };
};
