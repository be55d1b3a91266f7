import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Authenticator } from '../integration/support/authenticator.ts';
import { knockAt } from '../integration/support/doors.ts';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn, lineClient, pop3SignIn, smtpSignIn } from '../integration/support/line-client.ts';
import { allLogLines, logLines } from '../integration/support/log-lines.ts';
import { application, demoPassword, freshAddress, type RpcClient, rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

const ana = 'ana@enforced.example';
let run: ServerRun & { close: () => Promise<void> };
let client: RpcClient;
let phone: Authenticator;
beforeAll(async () => {
  run = await runDemoServer();
  ({ client, authenticator: phone } = await enrol(run, ana, { recoveryEmail: 'ana.private@outside.example' }));
});
afterAll(() => run.close());

const listed = async (id: string) => {
  const { list } = (await client.ok('AppPasswords.get')) as { list: { id: string; [field: string]: unknown }[] };
  return list.find((entry) => entry.id === id);
};

const stayAfterStarttls = {
  imap: async (secret: string) => {
    const imap = await lineClient(run, run.ready.imap, { tls: false });
    await imap.expect(/^\* OK[^\n]*\n/u);
    await imap.say('s STARTTLS', /^s OK[^\n]*\n/mu);
    await imap.startTls();
    await imap.say(`a LOGIN ${ana} ${secret}`, /^a OK[^\n]*\n/mu);
    return imap;
  },
  smtp: async (secret: string) => {
    const smtp = await lineClient(run, run.ready.smtp, { tls: false });
    await smtp.expect(/^220[^\n]*\n/u);
    await smtp.say('EHLO test', /^250 [^\n]*\n/mu);
    await smtp.say('STARTTLS', /^220[^\n]*\n/mu);
    await smtp.startTls();
    await smtp.say('EHLO test', /^250 [^\n]*\n/mu);
    await smtp.say(`AUTH PLAIN ${Buffer.from(`\0${ana}\0${secret}`).toString('base64')}`, /^235[^\n]*\n/mu);
    return smtp;
  },
};

/** Takes the trust of the current device back, and trusts it again for what comes after. */
const removeThisDevice = async (): Promise<void> => {
  const { list } = (await client.ok('TwoFactor.getDevices')) as { list: { id: string; current: boolean }[] };
  await client.ok('TwoFactor.removeDevices', { ids: list.filter(({ current }) => current).map(({ id }) => id) });
  await client.ok('TwoFactor.verify', { code: await phone.next(), remember: true });
};

describe('AppPasswords', () => {
  it('shows a secret once and never again', async () => {
    const { id, secret } = await createAppPassword(client, 'Phone', ['imap', 'smtp']);
    expect(secret).toMatch(/^[a-z]{20}$/u);
    expect(new Set('ilo').has(secret)).toBe(false);
    expect(secret).not.toMatch(/[ilo]/u);
    const all = await client.ok('AppPasswords.get');
    expect(all).toMatchObject({ limit: 25, totalItems: 1 });
    expect(JSON.stringify(all)).not.toContain(secret);
    expect(await listed(id)).toEqual({
      id,
      name: 'Phone',
      scopes: ['imap', 'smtp'],
      createdAt: expect.any(String),
      enabled: true,
      deviceBound: false,
      current: false,
    });
  });

  it('are never accepted at a JSON-RPC endpoint', async () => {
    const { secret } = await createAppPassword(client, 'Not for the web', ['imap']);
    for (const component of ['webmail', 'admin'] as const) {
      const params = { userName: ana, password: secret, application };
      const error = await rpcClient(run, component).fails('Session.login', params);
      expect(error.data.symbol).toBe('AuthFailed');
    }
  });

  it('open the protocols of their scopes and no other', async () => {
    const { id, secret } = await createAppPassword(client, 'Reader', ['imap']);
    expect(await imapSignIn(run, ana, secret)).toMatch(/^a OK/u);
    expect(await pop3SignIn(run, ana, secret)).toMatch(/^-ERR .*does not cover POP3/u);
    expect(await smtpSignIn(run, ana, secret)).toMatch(/^535 .*does not cover SMTP/u);
    expect(await listed(id)).toMatchObject({
      lastUsedAt: expect.any(String),
      lastProtocol: 'imap',
      lastIp: '127.0.0.1',
    });
    await client.ok('AppPasswords.set', { id, name: 'Sender', scopes: ['smtp', 'pop3'] });
    expect(await imapSignIn(run, ana, secret)).toMatch(/^a NO .*does not cover IMAP/u);
    expect(await pop3SignIn(run, ana, secret)).toMatch(/^\+OK/u);
    expect(await smtpSignIn(run, ana, secret)).toMatch(/^235/u);
    expect(await listed(id)).toMatchObject({ name: 'Sender', lastProtocol: 'smtp' });
  });

  it('forgive spaces, dashes and case', async () => {
    const { secret } = await createAppPassword(client, 'Typed by hand', ['imap']);
    const groups = secret.match(/.{4}/gu) ?? [];
    expect(await imapSignIn(run, ana, groups.join(' '))).toMatch(/^a OK/u);
    expect(await imapSignIn(run, ana, groups.join('-').toUpperCase())).toMatch(/^a OK/u);
  });

  it('can be paused and resumed', async () => {
    const { id, secret } = await createAppPassword(client, 'Tablet', ['imap']);
    await client.ok('AppPasswords.set', { id, enabled: false });
    expect(await imapSignIn(run, ana, secret)).toMatch(/^a NO .*switched off/u);
    await client.ok('AppPasswords.set', { id, enabled: true });
    expect(await imapSignIn(run, ana, secret)).toMatch(/^a OK/u);
  });

  it('have unique names, known scopes and names of 1 to 64 characters', async () => {
    const { id } = await createAppPassword(client, 'Laptop', ['imap']);
    const second = await createAppPassword(client, 'Desk', ['imap']);
    const create = (params: object) => client.fails('AppPasswords.create', params);
    expect(await create({ name: 'laptop', scopes: ['imap'] })).toMatchObject({
      code: 1001,
      data: { symbol: 'AlreadyExists' },
    });
    expect((await client.fails('AppPasswords.set', { id: second.id, name: 'Laptop' })).data.symbol).toBe(
      'AlreadyExists',
    );
    await client.ok('AppPasswords.set', { id, name: 'Laptop', expiresInDays: 3 });
    expect(Date.parse(String((await listed(id))?.['expiresAt'])) - Date.now()).toBeGreaterThan(2.9 * 86_400_000);
    for (const params of [
      { name: '', scopes: ['imap'] },
      { name: '   ', scopes: ['imap'] },
      { name: 'x'.repeat(65), scopes: ['imap'] },
      { name: 'y', scopes: [] },
      { name: 'y', scopes: ['telepathy'] },
      { name: 'y', scopes: ['imap'], expiresInDays: 0 },
      { name: 'y', scopes: ['imap'], secret: 'chosen' },
    ]) {
      expect([params, (await create(params)).code]).toEqual([params, -32602]);
    }
    expect(await client.fails('AppPasswords.set', { id: 'unheard-of' })).toMatchObject({ code: 1002 });
  });

  it('of somebody else do not exist', async () => {
    const { id, secret } = await createAppPassword(client, 'Mine', ['imap']);
    const ben = (await enrol(run, 'ben@enforced.example')).client;
    expect((await ben.fails('AppPasswords.set', { id, enabled: false })).code).toBe(1002);
    expect(await ben.ok('AppPasswords.remove', { ids: [id] })).toEqual({
      errors: [{ inputIndex: 0, code: 1002, message: expect.any(String) }],
    });
    expect(await imapSignIn(run, ana, secret)).toMatch(/^a OK/u);
    expect(await imapSignIn(run, 'ben@enforced.example', secret, freshAddress())).toMatch(
      /^a NO \[AUTHENTICATIONFAILED\]/u,
    );
  });

  it('end at once when they are revoked, live connections included', async () => {
    const { id, secret } = await createAppPassword(client, 'Lost phone', ['imap', 'pop3', 'smtp']);
    const plain = Buffer.from(`\0${ana}\0${secret}`).toString('base64');
    const imap = await lineClient(run, run.ready.imaps, { tls: true });
    await imap.expect(/^\* OK[^\n]*\n/u);
    await imap.say(`a AUTHENTICATE PLAIN ${plain}`, /^a OK/mu);
    await imap.say('b SELECT INBOX', /^b OK/mu);
    await imap.say('c IDLE', /^\+ idling/mu);
    const pop3 = await lineClient(run, run.ready.pop3s, { tls: true });
    await pop3.expect(/^\+OK[^\n]*\n/u);
    await pop3.say(`AUTH PLAIN ${plain}`, /^\+OK/mu);
    const smtp = await lineClient(run, run.ready.smtps, { tls: true });
    await smtp.expect(/^220[^\n]*\n/u);
    await smtp.say('EHLO test', /^250 [^\n]*\n/mu);
    await smtp.say(`AUTH PLAIN ${plain}`, /^235/mu);
    const other = await createAppPassword(client, 'Kept', ['imap']);
    const kept = await lineClient(run, run.ready.imaps, { tls: true });
    await kept.expect(/^\* OK[^\n]*\n/u);
    await kept.say(`a LOGIN ${ana} ${other.secret}`, /^a OK/mu);

    const started = Date.now();
    expect(await client.ok('AppPasswords.remove', { ids: [id] })).toEqual({ errors: [] });
    const late = sleep(5000, 'late', { ref: false });
    expect(await Promise.race([Promise.all([imap.closed, pop3.closed, smtp.closed]), late])).not.toBe('late');
    expect(Date.now() - started).toBeLessThan(5000);
    await kept.say('b NOOP', /^b OK/mu);
    kept.end();
    expect(await imapSignIn(run, ana, secret)).toMatch(/^a NO/u);
  });

  it.each([
    ['imaps', 'imap'],
    ['imap', 'imap'],
    ['pop3s', 'pop3'],
    ['smtps', 'smtp'],
    ['smtp', 'smtp'],
  ] as const)('used at %s say so to their owner, with the address they were used from', async (door, lastProtocol) => {
    const { id, secret } = await createAppPassword(client, `Seen at ${door}`, [lastProtocol]);
    expect((await listed(id))?.['lastUsedAt']).toBeUndefined();
    const lastIp = freshAddress();
    expect(await knockAt(run, door, ana, secret, lastIp)).toBe('in');
    expect(await listed(id)).toMatchObject({ lastProtocol, lastIp, lastUsedAt: expect.any(String) });
  });

  it.each([
    ['is switched off', (id: string) => client.ok('AppPasswords.set', { id, enabled: false })],
    ['loses the scope', (id: string) => client.ok('AppPasswords.set', { id, scopes: ['pop3'] })],
    ['is revoked', (id: string) => client.ok('AppPasswords.remove', { ids: [id] })],
    ['ends with its device', () => removeThisDevice()],
  ])('that %s takes its live connections with it, those after STARTTLS too', async (what, end) => {
    const { id, secret } = await createAppPassword(client, `That ${what}`, ['imap', 'smtp'], { deviceBound: true });
    const live = [await stayAfterStarttls.imap(secret), await stayAfterStarttls.smtp(secret)];
    await end(id);
    const late = sleep(5000, 'late', { ref: false });
    expect(await Promise.race([Promise.all(live.map(({ closed }) => closed)), late])).not.toBe('late');
  });

  it('bound to a device end with it', async () => {
    const bound = await createAppPassword(client, 'This computer', ['imap', 'smtp'], { deviceBound: true });
    expect(await listed(bound.id)).toMatchObject({ deviceBound: true, current: true, expiresAt: expect.any(String) });
    expect(await imapSignIn(run, ana, bound.secret)).toMatch(/^a OK/u);
    const { list } = (await client.ok('TwoFactor.getDevices')) as { list: { id: string; current: boolean }[] };
    await client.ok('TwoFactor.removeDevices', { ids: list.filter(({ current }) => current).map(({ id }) => id) });
    expect(await imapSignIn(run, ana, bound.secret)).toMatch(/^a NO/u);
    expect(await listed(bound.id)).toBeUndefined();
  });

  it('bound in a 0-day domain end at sign-out', async () => {
    const sam = (await enrol(run, 'sam@session.example')).client;
    const { secret } = await createAppPassword(sam, 'This computer', ['imap'], { deviceBound: true });
    expect(await imapSignIn(run, 'sam@session.example', secret)).toMatch(/^a OK/u);
    await sam.ok('Session.logout');
    expect(await imapSignIn(run, 'sam@session.example', secret)).toMatch(/^a NO/u);
  });

  it('can be at most 25, and be removed all at once', async () => {
    const { totalItems } = (await client.ok('AppPasswords.get')) as { totalItems: number };
    for (let count = totalItems; count < 25; count += 1) await createAppPassword(client, `Program ${count}`, ['imap']);
    expect((await client.fails('AppPasswords.create', { name: 'One too many', scopes: ['imap'] })).data).toMatchObject({
      symbol: 'AppPasswordLimit',
      limit: 25,
    });
    expect(await client.ok('AppPasswords.removeAll')).toEqual({ removed: 25 });
    expect(await client.ok('AppPasswords.get')).toEqual({ list: [], limit: 25, totalItems: 0 });
  });
});

describe('secrets', () => {
  it('stand in no log', async () => {
    const { secret } = await createAppPassword(client, 'Traced', ['imap']);
    await imapSignIn(run, ana, secret);
    expect(logLines(run, 'audit', "created the app password 'Traced'")).toHaveLength(1);
    for (const hidden of [secret, demoPassword, client.token ?? '-', ...client.cookies.values()]) {
      expect(allLogLines(run, hidden)).toEqual([]);
    }
  });
});
