import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticator, oathCode } from '../integration/support/authenticator.ts';
import { enrol } from '../integration/support/enrol.ts';
import { rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

const day = 86_400_000;

describe('set-up', () => {
  it('goes from start to a full session, a cookie and ten recovery codes', async () => {
    const client = rpcClient(run);
    await client.login('ana@enforced.example');
    const first = await client.ok('TwoFactor.start');
    const started = await client.ok('TwoFactor.start');
    expect(started).toEqual({
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/u),
      otpauthUri: expect.stringMatching(/^otpauth:\/\/totp\//u),
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
      serverTime: expect.any(String),
    });
    expect(new URL(String(started['otpauthUri'])).searchParams.get('secret')).toBe(started['secret']);
    const mine = authenticator(String(started['secret']));
    const finish = (code: string, recoveryEmail = 'ana.private@outside.example') =>
      client.call('TwoFactor.finish', { code, recoveryEmail, remember: true });

    expect((await finish(mine.wrong(), 'ana@enforced.example')).error?.data).toMatchObject({
      symbol: 'TFAARecoveryEmailError',
      reason: 'sameAsAccount',
    });
    expect((await finish(mine.wrong(), 'not an address')).error?.data).toMatchObject({ reason: 'invalid' });
    expect((await finish(oathCode(String(first['secret'])))).error?.data).toMatchObject({
      symbol: 'TFAAInvalidTokenError',
      failedAttempts: 1,
      attemptsLeft: 4,
    });

    const done = await finish(await mine.next());
    const { result } = done;
    expect(result).toMatchObject({ enrolled: true });
    const expires = Date.parse(String(result?.['deviceExpiresAt']));
    expect(Math.abs(expires - Date.now() - 30 * day)).toBeLessThan(60_000);
    const codes = result?.['recoveryCodes'] as string[];
    expect(codes).toHaveLength(10);
    for (const code of codes) expect(code).toMatch(/^[a-z0-9]{5}-[a-z0-9]{5}$/u);
    const cookie = client.lastSetCookie.find((line) => line.startsWith('TFA_CONNECT_WEBMAIL='));
    expect(cookie?.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      'Max-Age=2592000',
      'Path=/',
      'SameSite=Strict',
      'Secure',
    ]);
    expect(await client.ok('TwoFactor.getStatus')).toMatchObject({
      policy: 'enforced',
      enrolled: true,
      recoveryEmailMasked: 'a***@outside.example',
      recoveryCodesLeft: 10,
      rememberDays: 30,
    });
    expect((await client.fails('TwoFactor.start')).data.symbol).toBe('TFAAAlreadySetupError');

    const again = rpcClient(run);
    again.cookies.set('TFA_CONNECT_WEBMAIL', client.cookies.get('TFA_CONNECT_WEBMAIL') ?? '');
    expect(await again.login('ana@enforced.example')).toMatchObject({ state: 'none' });
    const stranger = rpcClient(run);
    expect(await stranger.login('ana@enforced.example')).toMatchObject({ state: 'code' });
  });

  it('leaves nothing behind when it is given up', async () => {
    const client = rpcClient(run);
    await client.login('cleo@enforced.example');
    await client.ok('TwoFactor.start');
    await client.ok('Session.logout');
    const next = rpcClient(run);
    expect(await next.login('cleo@enforced.example')).toMatchObject({ state: 'setup' });
    const params = { code: '123456', recoveryEmail: 'x@outside.example', remember: false };
    expect((await next.fails('TwoFactor.finish', params)).data.symbol).toBe('TFAANotEnrolledError');
  });

  it('is switched off where the policy is off', async () => {
    const client = rpcClient(run);
    await client.login('otto@off.example');
    expect((await client.fails('TwoFactor.start')).data).toMatchObject({
      symbol: 'TFAANoSetupError',
      cause: 'disabledByPolicy',
    });
    expect(await client.ok('TwoFactor.getStatus')).toEqual({
      policy: 'off',
      enrolled: false,
      rememberDays: 30,
      serverTime: expect.any(String),
    });
    const params = { name: 'Phone', scopes: ['imap'] };
    expect((await client.fails('AppPasswords.create', params)).data.symbol).toBe('TFAANotEnrolledError');
  });
});

describe('codes', () => {
  it('are accepted once, and again only after the next one', async () => {
    const { authenticator: mine } = await enrol(run, 'ben@enforced.example');
    const code = await mine.next();
    const first = rpcClient(run);
    await first.login('ben@enforced.example');
    const verified = await first.ok('TwoFactor.verify', { code, remember: true });
    expect(verified).toMatchObject({ recoveryCodesLeft: 10, deviceExpiresAt: expect.any(String) });
    expect(await first.ok('Session.whoAmI')).toMatchObject({ userDetails: { loginName: 'ben' } });
    const replay = rpcClient(run);
    await replay.login('ben@enforced.example');
    expect((await replay.fails('TwoFactor.verify', { code, remember: false })).data).toMatchObject({
      symbol: 'TFAAInvalidTokenError',
      failedAttempts: 1,
      attemptsLeft: 4,
    });
    const spaced = (await mine.next()).replace(/^(...)/u, '$1 ');
    await replay.ok('TwoFactor.verify', { code: spaced, remember: false });
    expect(replay.cookies.has('TFA_CONNECT_WEBMAIL')).toBe(false);
  });

  it('of one step before and after are good, of two steps are not', async () => {
    const admin = rpcClient(run, 'admin');
    await admin.login('admin');
    const { secret } = await admin.ok('TwoFactor.start');
    const left = 30_000 - (Date.now() % 30_000);
    if (left < 3000) await sleep(left + 50);
    const finish = (steps: number) =>
      admin.call('TwoFactor.finish', {
        code: oathCode(String(secret), Date.now() + steps * 30_000),
        recoveryEmail: 'inbox@outside.example',
        remember: true,
      });
    for (const steps of [-2, 2]) expect((await finish(steps)).error?.data.symbol).toBe('TFAAInvalidTokenError');
    expect((await finish(-1)).result).toMatchObject({ enrolled: true });
    expect(await admin.ok('TwoFactor.stepUp', { code: oathCode(String(secret), Date.now() + 30_000) })).toMatchObject({
      validUntil: expect.any(String),
    });
  });

  it('of the recovery sheet are good once each', async () => {
    const { recoveryCodes } = await enrol(run, 'omar@optional.example', { remember: false });
    const [code = '', second = ''] = recoveryCodes;
    const client = rpcClient(run);
    expect(await client.login('omar@optional.example')).toMatchObject({ state: 'code', policy: 'optional' });
    expect(await client.ok('TwoFactor.verify', { code, remember: false })).toEqual({ recoveryCodesLeft: 9 });
    const again = rpcClient(run);
    await again.login('omar@optional.example');
    expect((await again.fails('TwoFactor.verify', { code, remember: false })).data.symbol).toBe(
      'TFAAInvalidTokenError',
    );
    await again.ok('TwoFactor.verify', { code: second.toUpperCase(), remember: false });
    const renewed = (await again.ok('TwoFactor.newRecoveryCodes'))['recoveryCodes'] as string[];
    expect(renewed).toHaveLength(10);
    expect(renewed).not.toContain(recoveryCodes[2]);
    const old = rpcClient(run);
    await old.login('omar@optional.example');
    expect((await old.fails('TwoFactor.verify', { code: recoveryCodes[2], remember: false })).data.symbol).toBe(
      'TFAAInvalidTokenError',
    );
  });

  it('give ten minutes of fresh proof, which a remembered device alone does not', async () => {
    const { client, authenticator: mine } = await enrol(run, 'olga@optional.example');
    const remembered = rpcClient(run);
    remembered.cookies.set('TFA_CONNECT_WEBMAIL', client.cookies.get('TFA_CONNECT_WEBMAIL') ?? '');
    expect(await remembered.login('olga@optional.example')).toMatchObject({ state: 'none' });
    for (const [method, params] of [
      ['AppPasswords.create', { name: 'Phone', scopes: ['imap'] }],
      ['TwoFactor.newRecoveryCodes', {}],
      ['TwoFactor.setRecoveryEmail', { recoveryEmail: 'ben.private@outside.example' }],
    ] as const) {
      expect([method, (await remembered.fails(method, params)).data.symbol]).toEqual([method, 'StepUpRequired']);
    }
    expect((await remembered.fails('TwoFactor.stepUp', { code: mine.wrong() })).data.symbol).toBe(
      'TFAAInvalidTokenError',
    );
    const { validUntil } = await remembered.ok('TwoFactor.stepUp', { code: await mine.next() });
    expect(Math.abs(Date.parse(String(validUntil)) - Date.now() - 600_000)).toBeLessThan(5000);
    expect(await remembered.ok('TwoFactor.setRecoveryEmail', { recoveryEmail: 'ben.private@outside.example' })).toEqual(
      {
        recoveryEmailMasked: 'b***@outside.example',
      },
    );
    expect(await remembered.ok('AppPasswords.create', { name: 'Phone', scopes: ['imap'] })).toMatchObject({
      secret: expect.stringMatching(/^[a-z]{20}$/u),
    });
    expect(await remembered.ok('TwoFactor.remove', { code: await mine.next() })).toEqual({});
    expect(await remembered.ok('TwoFactor.getStatus')).toMatchObject({ policy: 'optional', enrolled: false });
    expect(await remembered.ok('AppPasswords.get')).toMatchObject({ list: [], totalItems: 0 });
    expect((await remembered.fails('TwoFactor.stepUp', { code: '123456' })).data.symbol).toBe('TFAANotEnrolledError');
  });

  it('cannot remove an enforced factor, and are counted over both endpoints', async () => {
    const { client, authenticator: mine } = await enrol(run, 'postmaster@enforced.example', { component: 'admin' });
    expect((await client.fails('TwoFactor.remove', { code: await mine.next() })).data.symbol).toBe('TFAAEnforcedError');
    expect(client.cookies.has('TFA_CONNECT_WEBADMIN')).toBe(true);

    // Wrong ones count together at both endpoints, and a right one at either clears them.
    const counted = async (component: 'webmail' | 'admin') => {
      const caller = rpcClient(run, component);
      expect(await caller.login('postmaster@enforced.example')).toMatchObject({ state: 'code' });
      const { data } = await caller.fails('TwoFactor.verify', { code: mine.wrong(), remember: false });
      return [caller, data['failedAttempts']] as const;
    };
    expect((await counted('webmail'))[1]).toBe(1);
    const [there, second] = await counted('admin');
    expect(second).toBe(2);
    await there.ok('TwoFactor.verify', { code: await mine.next(), remember: false });
    expect((await counted('webmail'))[1]).toBe(1);
  });
});

describe('trusted devices', () => {
  it('of a 0-day domain last for the session of the browser', async () => {
    const { client, result } = await enrol(run, 'sam@session.example');
    const cookie = client.lastSetCookie.find((line) => line.startsWith('TFA_CONNECT_WEBMAIL='));
    expect(cookie).not.toMatch(/Max-Age|Expires/u);
    expect(Math.abs(Date.parse(String(result['deviceExpiresAt'])) - Date.now() - day / 2)).toBeLessThan(60_000);
    const again = rpcClient(run);
    again.cookies.set('TFA_CONNECT_WEBMAIL', client.cookies.get('TFA_CONNECT_WEBMAIL') ?? '');
    expect(await again.login('sam@session.example')).toMatchObject({ state: 'none', rememberDays: 0 });
  });

  it('are listed and can be removed, with what hangs on them', async () => {
    const { client, authenticator: mine } = await enrol(run, 'cleo@enforced.example');
    const other = rpcClient(run);
    await other.login('cleo@enforced.example');
    await other.ok('TwoFactor.verify', { code: await mine.next(), remember: true });
    await other.ok('AppPasswords.create', { name: 'This computer', scopes: ['imap'], deviceBound: true });
    const list = (await client.ok('TwoFactor.getDevices'))['list'] as { id: string; current: boolean }[];
    expect(list).toHaveLength(2);
    for (const device of list) {
      expect(device).toEqual({
        id: expect.any(String),
        name: 'Conformance',
        createdAt: expect.any(String),
        lastUsedAt: expect.any(String),
        lastIp: expect.stringMatching(/^127\./u),
        expiresAt: expect.any(String),
        current: expect.any(Boolean),
      });
    }
    const foreign = list.find(({ current }) => !current)?.id;
    expect(list.filter(({ current }) => current)).toHaveLength(1);
    expect(await client.ok('TwoFactor.removeDevices', { ids: [foreign, 'unheard-of'] })).toEqual({
      errors: [{ inputIndex: 1, code: 1002, message: expect.any(String) }],
    });
    expect(await client.ok('AppPasswords.get')).toMatchObject({ list: [] });
    expect((await other.fails('Session.whoAmI')).code).toBe(-32001);
    const back = rpcClient(run);
    back.cookies.set('TFA_CONNECT_WEBMAIL', other.cookies.get('TFA_CONNECT_WEBMAIL') ?? '');
    expect(await back.login('cleo@enforced.example')).toMatchObject({ state: 'code' });
  });
});
