import type { LoginFlow } from '../../../app/auth/login-flow.ts';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { sessionContract } from '../../../app/contract/auth.ts';
import { fail, succeed } from '../../../app/domain/result.ts';

/** Who this application is to the server. */
export type Application = { readonly name: string; readonly vendor: string; readonly version: string };

/** The web session behind an open mailbox. */
export const sessionHandlers = (
  flowOf: (account: string | undefined) => LoginFlow | undefined,
  application: Application,
  deviceName: string,
): HandlersOf<typeof sessionContract> => ({
  renew: async ({ password }, _window, account) => {
    const flow = flowOf(account);
    const client = flow?.client();
    const gate = flow?.gate();
    if (client === undefined || gate?.step !== 'mailbox') return fail({ code: 'wrongStep' });
    const login = await client.call('Session.login', { userName: gate.address, password, application, deviceName });
    if (!login.ok) return login;
    const { state, rememberDays } = login.value.secondFactor;
    return succeed({ due: ({ none: 'nothing', code: 'code', setup: 'setUp' } as const)[state], rememberDays });
  },
  verify: async (input, _window, account) => {
    const flow = flowOf(account);
    const verified = await flow?.client()?.call('TwoFactor.verify', input);
    if (verified === undefined) return fail({ code: 'wrongStep' });
    if (!verified.ok) return verified;
    await flow?.keepDeviceToken();
    return succeed({});
  },
  stepUp: async ({ code }, _window, account) =>
    (await flowOf(account)?.client()?.call('TwoFactor.stepUp', { code })) ?? fail({ code: 'wrongStep' }),
});
