import type { ServerClient } from '../../../app/api/server-client.ts';
import type { LoginFlow } from '../../../app/auth/login-flow.ts';
import type { appPasswordsContract } from '../../../app/contract/app-passwords.ts';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../../app/domain/result.ts';

/** App passwords through the web session; without one the window is told to ask for the account password. */
export const appPasswordHandlers = (flow: LoginFlow): HandlersOf<typeof appPasswordsContract> => {
  const inSession = async <Value>(
    work: (client: ServerClient) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> => {
    const client = flow.client();
    if (client === undefined) return fail({ code: 'wrongStep' });
    if (!client.hasSession()) return fail({ code: 'signInRequired' });
    const result = await work(client);
    return !result.ok && result.error.code === 'sessionEnded' ? fail({ code: 'signInRequired' }) : result;
  };
  return {
    list: () => inSession((client) => client.call('AppPasswords.get', {})),
    create: ({ name, scopes, expiresInDays }) =>
      inSession(async (client) => {
        const mail = flow.mail();
        if (mail === undefined) return fail({ code: 'wrongStep' });
        const created = await client.call('AppPasswords.create', {
          name,
          scopes,
          ...(expiresInDays === undefined ? {} : { expiresInDays }),
        });
        if (!created.ok) return created;
        const { user, imap, smtp } = mail;
        return succeed({ ...created.value, user, imap, ...(smtp === undefined ? {} : { smtp }) });
      }),
    revoke: ({ id }) =>
      inSession(async (client) => {
        if (id === flow.mail()?.appPasswordId) return fail({ code: 'wrongStep' });
        const removed = await client.call('AppPasswords.remove', { ids: [id] });
        if (!removed.ok) return removed;
        return removed.value.errors.length === 0 ? succeed({}) : fail({ code: 'noSuchEntity' });
      }),
  };
};
