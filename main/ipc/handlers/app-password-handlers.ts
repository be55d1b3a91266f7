import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import type { LoginFlow } from '../../../app/auth/login-flow.ts';
import type { appPasswordsContract } from '../../../app/contract/app-passwords.ts';
import type { HandlersOf } from '../../../app/contract/area.ts';
import { fail, succeed } from '../../../app/domain/result.ts';
import { appleProfile } from '../../../app/protocol/apple-profile.ts';
import { saveFile } from '../../platform/save-file.ts';
import { type SavedPasswords, savedAccount, savedService } from '../../vault/saved-passwords.ts';
import { type FlowOf, inSessionOf } from './in-session.ts';

const addressOf = (flow: LoginFlow): string => {
  const gate = flow.gate();
  return gate.step === 'mailbox' ? gate.address : '';
};

/** App passwords through the web session; without one the window is told to ask for the account password. */
export const appPasswordHandlers = (
  flowOf: FlowOf,
  saved: SavedPasswords,
): HandlersOf<typeof appPasswordsContract, BrowserWindow> => {
  const inSession = inSessionOf(flowOf);
  return {
    list: (_input, _window, account) =>
      inSession(account, async (client, flow) => {
        const listed = await client.call('AppPasswords.get', {});
        if (!listed.ok) return listed;
        const own = flow.mail()?.appPasswordId;
        // The server knows it by the device of this session, which one opened without trust does not have.
        const list = listed.value.list.map((one) => ({ ...one, current: one.current || one.id === own }));
        return succeed({ ...listed.value, list });
      }),
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
        await saved.remove(addressOf(flow), id);
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
        for (const id of ids) await saved.remove(addressOf(flow), id);
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
    saveHere: async ({ id, name, secret }, _window, account) => {
      const flow = flowOf(account);
      if (flow === undefined || flow.gate().step !== 'mailbox') return fail({ code: 'wrongStep' });
      const entry = { address: addressOf(flow), id, name };
      const kept = await saved.save(entry, secret);
      if (!kept.ok) return fail({ code: 'keychain', state: kept.error });
      return succeed({ service: savedService, account: savedAccount(entry) });
    },
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
