import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrol } from '../integration/support/enrol.ts';
import { application, demoPassword, freshAddress, rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

describe('Session.login', () => {
  it.each([
    ['otto@off.example', { state: 'none', policy: 'off', rememberDays: 30 }],
    ['omar@optional.example', { state: 'none', policy: 'optional', rememberDays: 7 }],
    ['ana@enforced.example', { state: 'setup', policy: 'enforced', rememberDays: 30 }],
    ['sam@session.example', { state: 'setup', policy: 'enforced', rememberDays: 0 }],
  ])('%s: %j', async (userName, secondFactor) => {
    const client = rpcClient(run);
    expect(await client.login(userName)).toEqual(secondFactor);
    const cookie = client.lastSetCookie.find((line) => line.startsWith('SESSION_CONNECT_WEBMAIL='));
    expect(cookie?.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
    expect(client.cookies.get('SESSION_CONNECT_WEBMAIL')?.length).toBeGreaterThanOrEqual(43);
    expect(client.token?.length).toBeGreaterThanOrEqual(43);
  });

  it('gives one answer to a wrong user and a wrong password, in about the same time', async () => {
    const time = async (userName: string, password: string) => {
      const client = rpcClient(run);
      const started = performance.now();
      const error = await client.fails('Session.login', { userName, password, application });
      return { error, took: performance.now() - started };
    };
    await time('ana@enforced.example', 'warm-up');
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      const wrongPassword = await time('ana@enforced.example', `Wrong-${round}`);
      const wrongUser = await time(`nobody${round}@enforced.example`, `Wrong-${round}`);
      expect(wrongUser.error).toEqual(wrongPassword.error);
      expect(wrongUser.error).toMatchObject({ code: 1000, data: { symbol: 'AuthFailed' } });
      known.push(wrongPassword.took);
      unknown.push(wrongUser.took);
    }
    const median = (list: number[]) => list.sort((a, b) => a - b)[4] ?? 0;
    expect(median(unknown) / median(known)).toBeGreaterThan(0.5);
    expect(median(unknown) / median(known)).toBeLessThan(2);
  });

  it('refuses a foreign endpoint like a wrong password', async () => {
    const ana = rpcClient(run, 'admin');
    expect(
      await ana.fails('Session.login', { userName: 'ana@enforced.example', password: demoPassword, application }),
    ).toMatchObject({
      data: { symbol: 'AuthFailed' },
    });
    const admin = rpcClient(run, 'webmail');
    expect(
      await admin.fails('Session.login', { userName: 'admin', password: demoPassword, application }),
    ).toMatchObject({
      data: { symbol: 'AuthFailed' },
    });
    expect(await rpcClient(run, 'admin').login('admin')).toMatchObject({ state: 'none', policy: 'optional' });
    expect(await rpcClient(run, 'admin').login('postmaster@enforced.example')).toMatchObject({ state: 'setup' });
  });

  it('blocks an address for five minutes after three wrong passwords within a minute', async () => {
    const from = freshAddress();
    const guess = () =>
      rpcClient(run, 'webmail', from).fails('Session.login', {
        userName: 'ana@enforced.example',
        password: 'x',
        application,
      });
    for (let count = 0; count < 3; count += 1) expect((await guess()).data.symbol).toBe('AuthFailed');
    const blocked = await rpcClient(run, 'webmail', from).fails('Session.login', {
      userName: 'ana@enforced.example',
      password: demoPassword,
      application,
    });
    expect(blocked.data.symbol).toBe('TryLater');
    expect(blocked.data['retryAfter']).toBeGreaterThan(290);
    expect(blocked.data['retryAfter']).toBeLessThanOrEqual(300);
    expect((await rpcClient(run, 'admin', from).login('admin'))['state']).toBe('none');
    expect((await rpcClient(run).login('otto@off.example'))['state']).toBe('none');
  });
});

describe('a session', () => {
  it('needs the cookie and X-Token together', async () => {
    const client = rpcClient(run);
    await client.login('otto@off.example');
    expect(await client.ok('Session.whoAmI')).toEqual({
      userDetails: {
        id: expect.any(String),
        loginName: 'otto',
        fullName: 'Otto Brandt',
        emails: ['otto@off.example'],
        preferredAddress: 'otto@off.example',
      },
    });
    const { token } = client;
    client.token = undefined;
    expect((await client.fails('Session.whoAmI')).code).toBe(-32001);
    client.token = `${token}x`;
    expect((await client.fails('Session.whoAmI')).code).toBe(-32001);
    client.token = token;
    client.cookies.clear();
    expect((await client.fails('Session.whoAmI')).code).toBe(-32001);
  });

  it('belongs to one endpoint', async () => {
    const admin = rpcClient(run, 'admin');
    await admin.login('admin');
    const webmail = rpcClient(run, 'webmail');
    webmail.token = admin.token;
    webmail.cookies.set('SESSION_CONNECT_WEBMAIL', admin.cookies.get('SESSION_CONNECT_WEBADMIN') ?? '');
    expect((await webmail.fails('Session.whoAmI')).code).toBe(-32001);
    expect((await admin.ok('Session.whoAmI'))['userDetails']).toMatchObject({ loginName: 'admin', emails: [] });
  });

  it('ends at sign-out', async () => {
    const client = rpcClient(run);
    await client.login('otto@off.example');
    const kept = new Map(client.cookies);
    await client.ok('Session.logout');
    for (const [name, value] of kept) client.cookies.set(name, value);
    expect((await client.fails('Session.whoAmI')).code).toBe(-32001);
  });

  it('that still owes a set-up or a code can do nothing else', async () => {
    const setup = rpcClient(run);
    await setup.login('ben@enforced.example');
    const closed: [string, object][] = [
      ['Session.whoAmI', {}],
      ['Session.setPassword', { currentPassword: 'a', newPassword: 'b', revokeAppPasswords: false }],
      ['TwoFactor.getStatus', {}],
      ['TwoFactor.stepUp', { code: '123456' }],
      ['TwoFactor.remove', { code: '123456' }],
      ['TwoFactor.setRecoveryEmail', { recoveryEmail: 'x@outside.example' }],
      ['TwoFactor.newRecoveryCodes', {}],
      ['TwoFactor.getDevices', {}],
      ['TwoFactor.removeDevices', { ids: [] }],
      ['AppPasswords.get', {}],
      ['AppPasswords.create', { name: 'x', scopes: ['imap'] }],
      ['AppPasswords.set', { id: 'x' }],
      ['AppPasswords.remove', { ids: [] }],
      ['AppPasswords.removeAll', {}],
    ];
    const setupOnly: [string, object][] = [
      ['TwoFactor.verify', { code: '123456', remember: false }],
      ['TwoFactor.requestRecovery', {}],
      ['TwoFactor.recover', { code: '123456' }],
    ];
    for (const [method, params] of [...closed, ...setupOnly]) {
      expect([method, (await setup.fails(method, params)).code]).toEqual([method, -32001]);
    }
    expect(await setup.ok('TwoFactor.getLegacyClients')).toEqual({ list: [] });
    await setup.ok('Session.logout');

    await enrol(run, 'ben@enforced.example');
    const code = rpcClient(run);
    expect(await code.login('ben@enforced.example')).toMatchObject({ state: 'code' });
    const codeOnly: [string, object][] = [
      ['TwoFactor.start', {}],
      ['TwoFactor.finish', { code: '123456', recoveryEmail: 'x@outside.example', remember: false }],
      ['TwoFactor.getLegacyClients', {}],
    ];
    for (const [method, params] of [...closed, ...codeOnly]) {
      expect([method, (await code.fails(method, params)).code]).toEqual([method, -32001]);
    }
    await code.ok('Session.logout');
  });

  it('changes the password by its rules', async () => {
    const client = rpcClient(run);
    await client.login('olga@optional.example');
    const change = (currentPassword: string, newPassword: string) =>
      client.call('Session.setPassword', { currentPassword, newPassword, revokeAppPasswords: true });
    expect((await change('wrong', 'Another-pass-2')).error?.data).toMatchObject({
      symbol: 'PasswordPolicy',
      reason: 'wrongCurrent',
    });
    expect((await change(demoPassword, 'short')).error?.data).toMatchObject({ reason: 'tooShort' });
    expect((await change(demoPassword, 'Hi-olga-123')).error?.data).toMatchObject({ reason: 'containsName' });
    expect((await change(demoPassword, 'Another-pass-2')).result).toEqual({});
    expect((await rpcClient(run).login('olga@optional.example', 'Another-pass-2'))['state']).toBe('none');
  });
});
