import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import type { ServerClient } from '../../../app/api/server-client.ts';
import type { LoginFlow } from '../../../app/auth/login-flow.ts';
import type { appPasswordsContract } from '../../../app/contract/app-passwords.ts';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../../app/domain/result.ts';
import { appleProfile } from '../../../app/protocol/apple-profile.ts';
import { saveFile } from '../../platform/save-file.ts';

/** App passwords through the web session; without one the window is told to ask for the account password. */
export const appPasswordHandlers = (
  flowOf: (account: string | undefined) => LoginFlow | undefined,
): HandlersOf<typeof appPasswordsContract, BrowserWindow> => {
  const inSession = async <Value>(
    account: string | undefined,
    work: (client: ServerClient, flow: LoginFlow) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> => {
    const flow = flowOf(account);
    const client = flow?.client();
    if (flow === undefined || client === undefined) return fail({ code: 'wrongStep' });
    if (!client.hasSession()) return fail({ code: 'signInRequired' });
    const result = await work(client, flow);
    return !result.ok && result.error.code === 'sessionEnded' ? fail({ code: 'signInRequired' }) : result;
  };
  return {
    list: (_input, _window, account) => inSession(account, (client) => client.call('AppPasswords.get', {})),
    create: ({ name, scopes, expiresInDays }, _window, account) =>
      inSession(account, async (client, flow) => {
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
    revoke: ({ id }, _window, account) =>
      inSession(account, async (client, flow) => {
        if (id === flow.mail()?.appPasswordId) return fail({ code: 'wrongStep' });
        const removed = await client.call('AppPasswords.remove', { ids: [id] });
        if (!removed.ok) return removed;
        return removed.value.errors.length === 0 ? succeed({}) : fail({ code: 'noSuchEntity' });
      }),
    change: ({ id, name, scopes, enabled, expiresInDays }, _window, account) =>
      inSession(account, async (client, flow) => {
        // This computer would take its own mail away.
        if (id === flow.mail()?.appPasswordId && (scopes !== undefined || enabled !== undefined))
          return fail({ code: 'wrongStep' });
        return client.call('AppPasswords.set', {
          id,
          ...(name === undefined ? {} : { name }),
          ...(scopes === undefined ? {} : { scopes }),
          ...(enabled === undefined ? {} : { enabled }),
          ...(expiresInDays === undefined ? {} : { expiresInDays }),
        });
      }),
    revokeOthers: (_input, _window, account) =>
      inSession(account, async (client, flow) => {
        const listed = await client.call('AppPasswords.get', {});
        if (!listed.ok) return listed;
        const own = flow.mail()?.appPasswordId;
        const ids = listed.value.list.filter((one) => one.id !== own && !one.current).map((one) => one.id);
        if (ids.length === 0) return succeed({ revoked: 0 });
        const removed = await client.call('AppPasswords.remove', { ids });
        if (!removed.ok) return removed;
        // One that was gone already is what was wanted.
        return succeed({ revoked: ids.length - removed.value.errors.length });
      }),
    offerProfile: ({ id, secret }, _window, account) =>
      inSession(account, async (client) => {
        const offered = await client.call('AppPasswords.offerProfile', { id, secret });
        if (!offered.ok) return offered;
        const { path, expiresAt } = offered.value;
        return succeed({ url: new URL(path, client.url).href, expiresAt });
      }),
    saveProfile: async ({ name, secret, scopes }, window, account) => {
      const flow = flowOf(account);
      const mail = flow?.mail();
      const gate = flow?.gate();
      if (mail === undefined || gate?.step !== 'mailbox') return fail({ code: 'wrongStep' });
      const document = appleProfile({
        address: gate.address,
        fullName: gate.fullName,
        password: secret,
        ...(scopes.includes('imap') ? { imap: mail.imap } : {}),
        ...(scopes.includes('smtp') && mail.smtp !== undefined ? { smtp: mail.smtp } : {}),
        organisation: mail.imap.host,
        ids: [randomUUID(), randomUUID()],
      });
      return saveFile(window, `${name}.mobileconfig`, document);
    },
  };
};
