import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInAdministrator, domainNamed, type ListedUser, userNamed } from '../integration/support/administer.ts';
import { everybody } from '../integration/support/demo-people.ts';
import { enrol } from '../integration/support/enrol.ts';
import { type RpcClient, rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
let admin: RpcClient;
let postmaster: RpcClient;
beforeAll(async () => {
  run = await runDemoServer();
  admin = await builtInAdministrator(run);
  postmaster = (await enrol(run, 'postmaster@enforced.example', { component: 'admin' })).client;
});
afterAll(() => run.close());

const addresses = (answer: Record<string, unknown>) => (answer['list'] as ListedUser[]).map(({ address }) => address);

describe('the door of administration', () => {
  it('opens in a full session of an administrator alone', async () => {
    const nobody = rpcClient(run, 'admin');
    expect((await nobody.fails('Domains.get', { query: {} })).code).toBe(-32001);
    const pending = rpcClient(run, 'admin');
    await pending.login('postmaster@enforced.example');
    expect((await pending.fails('Users.get', { query: {} })).code).toBe(-32001);
    const ana = rpcClient(run, 'admin');
    expect(
      (
        await ana.fails('Session.login', {
          userName: 'ana@enforced.example',
          password: 'x',
          application: { name: 'a', vendor: 'b', version: '1' },
        })
      ).data.symbol,
    ).toBe('AuthFailed');
  });

  it('stands at the administration endpoint alone', async () => {
    const client = rpcClient(run, 'webmail');
    await client.login('otto@off.example');
    for (const method of ['Domains.get', 'Users.set', 'Administration.get', 'Logs.getMessages', 'Server.getVersion']) {
      expect((await client.fails(method, {})).code).toBe(-32601);
    }
    expect((await admin.fails('AppPasswords.get', {})).code).toBe(-32601);
    expect((await admin.fails('Console.setAdministrator', { isEnabled: false })).code).toBe(-32601);
  });

  it('tells the version whole and in parts', async () => {
    const version = await admin.ok('Server.getVersion');
    expect(version).toEqual({
      product: expect.any(String),
      version: `${version['major']}.${version['minor']}.${version['revision']}`,
      major: expect.any(Number),
      minor: expect.any(Number),
      revision: expect.any(Number),
      build: expect.any(Number),
    });
  });
});

describe('a domain administrator', () => {
  it('sees the own domain alone', async () => {
    const { list } = (await postmaster.ok('Domains.get', { query: {} })) as { list: { name: string }[] };
    expect(list.map(({ name }) => name)).toEqual(['enforced.example']);
    expect(addresses(await postmaster.ok('Users.get', { query: {} }))).toEqual(
      everybody.filter((address) => address.endsWith('@enforced.example')),
    );
    const conditions = [{ fieldName: 'domainName', comparator: 'NotEq', value: 'enforced.example' }];
    expect((await postmaster.ok('Users.get', { query: { conditions } }))['totalItems']).toBe(0);
    const other = await domainNamed(admin, 'off.example');
    expect((await postmaster.fails('Users.get', { query: {}, domainId: other.id })).code).toBe(1004);
    expect((await postmaster.fails('Domains.getLegacyClients', { id: other.id, query: {} })).code).toBe(1004);
  });

  it('changes nothing elsewhere, and reads no logs of the server', async () => {
    const other = await domainNamed(admin, 'off.example');
    const otto = await userNamed(admin, 'otto@off.example');
    const pattern = { twoFactor: { isEnabled: true, isForced: true, expireDays: 1, attemptLimit: 1 } };
    const denied = { errors: [{ inputIndex: 0, code: 1004, message: expect.any(String) }] };
    expect(await postmaster.ok('Domains.set', { domainIds: [other.id], pattern })).toEqual(denied);
    expect(await postmaster.ok('Users.set', { userIds: [otto.id], pattern: { isEnabled: false } })).toEqual(denied);
    expect(await postmaster.ok('Users.resetTwoFactor', { ids: [otto.id] })).toEqual(denied);
    expect(await postmaster.ok('Users.removeAppPasswords', { ids: [otto.id] })).toEqual(denied);
    expect(await domainNamed(admin, 'off.example')).toEqual(other);
    expect((await postmaster.fails('Logs.get', { query: {} })).code).toBe(1004);
    expect((await postmaster.fails('Logs.getMessages', { logName: 'audit', fromLine: 0, countLines: 9 })).code).toBe(
      1004,
    );
    expect((await postmaster.fails('Domains.create', { domains: [{ name: 'new.example' }] })).code).toBe(1004);
  });

  it('who loses the role loses the sessions with it', async () => {
    await admin.ok('Users.create', {
      users: [
        {
          domainId: (await domainNamed(admin, 'off.example')).id,
          loginName: 'vice',
          password: 'Demo-pass-1',
          role: 'domainAdministrator',
        },
      ],
    });
    const vice = rpcClient(run, 'admin');
    await vice.login('vice@off.example');
    const { id } = await userNamed(vice, 'vice@off.example');
    expect(await admin.ok('Users.set', { userIds: [id], pattern: { role: 'user' } })).toEqual({ errors: [] });
    expect((await vice.fails('Users.get', { query: {} })).code).toBe(-32001);
  });
});

describe('new domains and users', () => {
  it('can be used at once', async () => {
    const made = await admin.ok('Domains.create', {
      domains: [
        { name: 'New.Example' },
        { name: 'off.example' },
        { name: 'not a name' },
        { name: 'strict.example', twoFactor: { isEnabled: true, isForced: true, expireDays: 1, attemptLimit: 3 } },
      ],
    });
    expect(made).toEqual({
      errors: [
        { inputIndex: 1, code: 1001, message: expect.any(String) },
        { inputIndex: 2, code: 1000, message: expect.any(String) },
      ],
      result: [
        { inputIndex: 0, id: expect.any(String) },
        { inputIndex: 3, id: expect.any(String) },
      ],
    });
    const [first, second] = made['result'] as { id: string }[];
    const user = { loginName: 'Nina', fullName: 'Nina N', password: 'Fresh-pass-9' };
    expect(
      await admin.ok('Users.create', {
        users: [
          { domainId: first?.id, ...user },
          { domainId: second?.id, ...user },
          { domainId: first?.id, ...user },
          { domainId: first?.id, ...user, loginName: '../nina' },
          { domainId: first?.id, ...user, loginName: 'lee', password: 'weak' },
          { domainId: 'nowhere', ...user },
        ],
      }),
    ).toEqual({
      errors: [
        { inputIndex: 2, code: 1001, message: expect.any(String) },
        { inputIndex: 3, code: 1000, message: expect.any(String) },
        { inputIndex: 4, code: 1000, message: expect.any(String) },
        { inputIndex: 5, code: 1002, message: expect.any(String) },
      ],
      result: [
        { inputIndex: 0, id: expect.any(String) },
        { inputIndex: 1, id: expect.any(String) },
      ],
    });
    expect((await rpcClient(run).login('nina@new.example', 'Fresh-pass-9'))['state']).toBe('none');
    expect((await rpcClient(run).login('nina@strict.example', 'Fresh-pass-9'))['state']).toBe('setup');
  });
});

describe('the logs', () => {
  it('are listed, read in parts and searched', async () => {
    const { list } = (await admin.ok('Logs.get', { query: {} })) as { list: { logName: string; size: number }[] };
    expect(list.map(({ logName }) => logName)).toEqual([
      'error',
      'security',
      'debug',
      'audit',
      'config',
      'warning',
      'mail',
    ]);
    expect(list.find(({ logName }) => logName === 'audit')?.size).toBeGreaterThan(0);
    const lines = run.log('audit').trimEnd().split('\n');
    const part = await admin.ok('Logs.getMessages', { logName: 'audit', fromLine: 1, countLines: 2 });
    expect(part['list']).toEqual([1, 2].map((line) => ({ line, content: lines[line] })));
    expect(part['totalItems']).toBeGreaterThanOrEqual(lines.length);
    const last = await admin.ok('Logs.getMessages', { logName: 'audit', fromLine: -1, countLines: 1 });
    expect((last['list'] as { line: number }[])[0]?.line).toBe(Number(last['totalItems']) - 1);
    const found = await admin.ok('Logs.search', { logName: 'audit', what: 'NINA@new.example' });
    expect(found['list']).toContainEqual({
      line: expect.any(Number),
      content: expect.stringMatching(
        /^\[\d\d\/\w{3}\/\d{4} \d\d:\d\d:\d\d\] HTTP\/WebAdmin: Administrator admin created user nina@new\.example \(user\) from IP address 127\./u,
      ),
    });
    for (const logName of ['../state/server', 'audit.log', '']) {
      expect((await admin.fails('Logs.getMessages', { logName, fromLine: 0, countLines: 1 })).code).toBe(-32602);
    }
  });
});
