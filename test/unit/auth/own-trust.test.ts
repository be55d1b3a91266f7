import { describe, expect, it } from 'vitest';
import type { ServerClient } from '../../../app/api/server-client.ts';
import { endOwnTrust } from '../../../app/auth/own-trust.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import type { MailAccess } from '../../../app/domain/mail-access.ts';
import { fail, type Result, succeed } from '../../../app/domain/result.ts';

const mail: MailAccess = {
  user: 'ana@enforced.example',
  secret: 'secret',
  kind: 'appPassword',
  appPasswordId: 'own',
  imap: { host: 'mail.enforced.example', port: 993, security: 'tls' },
};

/** A server that answers as told, and what it was asked. */
const server = (session: boolean, answers: Readonly<Record<string, Result<unknown, Failure>>>) => {
  const asked: string[] = [];
  const client = {
    hasSession: () => session,
    call: async (method: string) => {
      asked.push(method);
      return answers[method] ?? succeed({ errors: [] });
    },
  } as unknown as ServerClient;
  return { client, asked };
};

const unreachable = fail<Failure>({ code: 'unreachable', host: 'mail.enforced.example', cause: 'refused' });
const devices = succeed({
  list: [
    { id: 'here', current: true },
    { id: 'there', current: false },
  ],
});

describe('leaving a server', () => {
  it('goes through the open session: the device, the app password, the session', async () => {
    const { client, asked } = server(true, { 'TwoFactor.getDevices': devices });
    expect(await endOwnTrust(client, { mail, token: 'good' })).toEqual(succeed(null));
    expect(asked).toEqual(['TwoFactor.getDevices', 'TwoFactor.removeDevices', 'AppPasswords.remove', 'Session.logout']);
  });

  it('needs nothing but the cookie where no session is open, or where it ended meanwhile', async () => {
    const closed = server(false, {});
    expect(await endOwnTrust(closed.client, { mail, token: 'good' })).toEqual(succeed(null));
    expect(closed.asked).toEqual(['TwoFactor.endTrust']);
    const ended = server(true, { 'TwoFactor.getDevices': fail({ code: 'sessionEnded' }) });
    expect(await endOwnTrust(ended.client, { mail, token: 'good' })).toEqual(succeed(null));
    expect(ended.asked).toEqual(['TwoFactor.getDevices', 'TwoFactor.endTrust']);
  });

  it('says what remains and why', async () => {
    const remains = (cause: string) => ({ ok: false, error: { code: 'trustRemains', cause } });
    const away = server(true, { 'TwoFactor.getDevices': unreachable });
    expect(await endOwnTrust(away.client, { mail, token: 'good' })).toEqual(remains('unreachable'));
    expect(away.asked).toEqual(['TwoFactor.getDevices']);
    const lost = server(false, { 'TwoFactor.endTrust': unreachable });
    expect(await endOwnTrust(lost.client, { mail, token: 'good' })).toEqual(remains('unreachable'));
    const other = server(false, { 'TwoFactor.endTrust': fail({ code: 'unsupportedServer', host: '' }) });
    expect(await endOwnTrust(other.client, { mail, token: 'good' })).toEqual(remains('signInNeeded'));
    expect(await endOwnTrust(server(false, {}).client, { mail, token: 'none' })).toEqual(remains('signInNeeded'));
    expect(await endOwnTrust(undefined, { mail, token: 'good' })).toEqual(remains('signInNeeded'));
  });

  it('asks nothing where nothing of this computer is left there', async () => {
    const over = server(false, {});
    expect(await endOwnTrust(over.client, { mail, token: 'over' })).toEqual(succeed(null));
    const password = { ...mail, kind: 'accountPassword' as const };
    expect(await endOwnTrust(over.client, { mail: password, token: 'none' })).toEqual(succeed(null));
    expect(over.asked).toEqual([]);
  });
});
