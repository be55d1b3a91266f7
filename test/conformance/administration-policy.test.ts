import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInAdministrator, domainNamed, setTwoFactor, userNamed } from '../integration/support/administer.ts';
import { authenticator } from '../integration/support/authenticator.ts';
import { createAppPassword, enrol } from '../integration/support/enrol.ts';
import { imapSignIn, lineClient, pop3SignIn, smtpSignIn } from '../integration/support/line-client.ts';
import { logLines } from '../integration/support/log-lines.ts';
import { application, demoPassword, type RpcClient, rpcClient } from '../integration/support/rpc.ts';
import { runDemoServer, type ServerRun } from '../integration/support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
let admin: RpcClient;
beforeAll(async () => {
  run = await runDemoServer();
  admin = await builtInAdministrator(run);
});
afterAll(() => run.close());

const only = 'Only application passwords are allowed since 2FA is enabled';
const soon = 5000;
const day = 86_400_000;
const deviceCookie = 'TFA_CONNECT_WEBMAIL';

/** Signs in over IMAP and stays. */
const stayAtImap = async (user: string, password: string) => {
  const imap = await lineClient(run, run.ready.imaps, { tls: true });
  await imap.expect(/^\* OK[^\n]*\n/u);
  await imap.say(`a LOGIN ${user} ${password}`, /^a OK/mu);
  return imap;
};

const endsSoon = async (imap: { closed: Promise<void> }): Promise<boolean> =>
  Promise.race([imap.closed.then(() => true), sleep(soon, false)]);

/** Waits for a notice in somebody's inbox and gives its text. */
const inboxOf = async (user: string, password: string, text: RegExp): Promise<string> => {
  const imap = await stayAtImap(user, password);
  for (let attempt = 0; ; attempt += 1) {
    await imap.say('b SELECT INBOX', /^b OK[^\n]*\n/mu);
    const all = await imap.say('c FETCH 1:* BODY.PEEK[]', /^c (?:OK|BAD|NO)[^\n]*\n/mu);
    if (text.test(all) || attempt === 20) {
      imap.end();
      return all;
    }
    await sleep(200);
  }
};

const signInWith = async (user: string, cookie: string | undefined): Promise<RpcClient & { state: unknown }> => {
  const client = rpcClient(run);
  if (cookie !== undefined) client.cookies.set(deviceCookie, cookie);
  const { state } = await client.login(user);
  return Object.assign(client, { state });
};

describe('a change of policy', () => {
  it('keeps what was enrolled: off and on again asks for a code, not a set-up', async () => {
    const user = 'omar@optional.example';
    const { client, authenticator: phone } = await enrol(run, user);
    const { secret } = await createAppPassword(client, 'Phone', ['imap']);
    const cookie = client.cookies.get(deviceCookie);
    expect(await imapSignIn(run, user, demoPassword)).toContain(only);

    await setTwoFactor(admin, 'optional.example', { isEnabled: false });
    expect(await client.ok('TwoFactor.getStatus')).toMatchObject({ policy: 'off', enrolled: true });
    expect((await signInWith(user, undefined)).state).toBe('none');
    expect(await imapSignIn(run, user, demoPassword)).toMatch(/^a OK/u);
    expect(await imapSignIn(run, user, secret)).toMatch(/^a OK/u);

    await setTwoFactor(admin, 'optional.example', { isEnabled: true, isForced: true });
    expect(await client.ok('TwoFactor.getStatus')).toMatchObject({ policy: 'enforced', enrolled: true });
    expect(await imapSignIn(run, user, demoPassword)).toContain(only);
    expect(await imapSignIn(run, user, secret)).toMatch(/^a OK/u);
    expect((await signInWith(user, cookie)).state).toBe('none');
    const asked = await signInWith(user, undefined);
    expect(asked.state).toBe('code');
    await asked.ok('TwoFactor.verify', { code: await phone.next(), remember: false });
    expect(await asked.ok('AppPasswords.get')).toMatchObject({ totalItems: 1 });
    await setTwoFactor(admin, 'optional.example', { isForced: false });
  });

  it('to enforced refuses account passwords before any set-up and ends their connections', async () => {
    const user = 'otto@off.example';
    const session = await signInWith(user, undefined);
    expect(session.state).toBe('none');
    const imap = await stayAtImap(user, demoPassword);
    const { id } = await domainNamed(admin, 'off.example');
    const threatened = await admin.ok('Domains.getLegacyClients', { id, query: {} });
    expect(threatened['list']).toContainEqual({
      userId: expect.any(String),
      address: user,
      fullName: 'Otto Brandt',
      protocol: 'imap',
      ip: '127.0.0.1',
      lastSeenAt: expect.any(String),
    });

    await setTwoFactor(admin, 'off.example', { isEnabled: true, isForced: true });
    expect(await endsSoon(imap)).toBe(true);
    expect(await imapSignIn(run, user, demoPassword)).toContain(only);
    expect(await pop3SignIn(run, user, demoPassword)).toContain(only);
    expect(await smtpSignIn(run, user, demoPassword)).toContain(only);
    expect(await session.ok('TwoFactor.getStatus')).toMatchObject({ policy: 'enforced', enrolled: false });
    expect((await signInWith(user, undefined)).state).toBe('setup');

    const enforceFrom = new Date(Date.now() + day).toISOString();
    await setTwoFactor(admin, 'off.example', { enforceFrom });
    const told = await rpcClient(run).ok('Session.login', { userName: user, password: demoPassword, application });
    expect(told['secondFactor']).toMatchObject({ state: 'none', policy: 'optional', enforceFrom });
    expect(await imapSignIn(run, user, demoPassword)).toMatch(/^a OK/u);
    expect((await domainNamed(admin, 'off.example')).twoFactor).toMatchObject({ isForced: true, enforceFrom });

    await setTwoFactor(admin, 'off.example', { isEnabled: false, isForced: false, enforceFrom: undefined });
    expect((await signInWith(user, undefined)).state).toBe('none');
  });

  it('of the days of trust holds for existing devices at their next use', async () => {
    const user = 'olga@optional.example';
    const { client } = await enrol(run, user);
    const cookie = client.cookies.get(deviceCookie);
    const daysLeft = async () => {
      const { list } = (await client.ok('TwoFactor.getDevices')) as { list: { expiresAt: string }[] };
      return (Date.parse(list[0]?.expiresAt ?? '') - Date.now()) / day;
    };
    const resentCookie = async () => {
      const again = await signInWith(user, cookie);
      expect(again.state).toBe('none');
      return again.lastSetCookie.find((line) => line.startsWith(`${deviceCookie}=`)) ?? '';
    };
    expect(await daysLeft()).toBeCloseTo(7, 1);

    await setTwoFactor(admin, 'optional.example', { expireDays: 21 });
    expect(await daysLeft()).toBeCloseTo(21, 1);
    const maxAge = Number(/Max-Age=(\d+)/u.exec(await resentCookie())?.[1]);
    expect(maxAge / 86_400).toBeCloseTo(21, 1);

    await setTwoFactor(admin, 'optional.example', { expireDays: 0 });
    expect(await resentCookie()).not.toContain('Max-Age');
    expect(await daysLeft()).toBeCloseTo(0.5, 1);
    await setTwoFactor(admin, 'optional.example', { expireDays: 7 });
  });

  it('is checked whole before anything is stored', async () => {
    const { id, twoFactor } = await domainNamed(admin, 'enforced.example');
    for (const broken of [
      { ...twoFactor, attemptLimit: 0 },
      { ...twoFactor, expireDays: -1 },
      { ...twoFactor, expireDays: 1.5 },
      { ...twoFactor, enforceFrom: 'tomorrow' },
      { ...twoFactor, extra: true },
      { isEnabled: true },
    ]) {
      const params = { domainIds: [id], pattern: { twoFactor: broken } };
      expect((await admin.fails('Domains.set', params)).code).toBe(-32602);
    }
    expect((await domainNamed(admin, 'enforced.example')).twoFactor).toEqual(twoFactor);
    expect(await admin.ok('Domains.set', { domainIds: ['nowhere'], pattern: { twoFactor } })).toMatchObject({
      errors: [{ inputIndex: 0, code: 1002 }],
    });
  });

  it('is in the audit and the configuration log', () => {
    const change = "changed two-factor authentication of domain 'optional.example' to: off, devices trusted for 7 days";
    const audited = new RegExp(
      `^\\[[^\\]]+\\] HTTP/WebAdmin: Administrator admin ${change}.*from IP address 127\\.`,
      'u',
    );
    expect(logLines(run, 'audit', audited)).toHaveLength(1);
    expect(logLines(run, 'config', `] admin - ${change}`)).toHaveLength(1);
  });
});

describe('disabling an account', () => {
  it('ends sessions, devices and live mail connections, and enabling starts afresh', async () => {
    const user = 'ana@enforced.example';
    const { client, authenticator: phone } = await enrol(run, user);
    const { secret } = await createAppPassword(client, 'Phone', ['imap']);
    const bound = await createAppPassword(client, 'This computer', ['imap'], { deviceBound: true });
    const cookie = client.cookies.get(deviceCookie);
    const connections = [await stayAtImap(user, secret), await stayAtImap(user, bound.secret)];
    expect((await client.fails('TwoFactor.stepUp', { code: phone.wrong() })).data['failedAttempts']).toBe(1);
    const { id, secondFactorFailures } = await userNamed(admin, user);
    expect(secondFactorFailures).toBe(1);

    expect(await admin.ok('Users.set', { userIds: [id], pattern: { isEnabled: false } })).toEqual({ errors: [] });
    for (const imap of connections) expect(await endsSoon(imap)).toBe(true);
    expect((await client.fails('Session.whoAmI')).code).toBe(-32001);
    const params = { userName: user, password: demoPassword, application };
    expect((await rpcClient(run).fails('Session.login', params)).data).toMatchObject({
      symbol: 'AccountDisabled',
      reason: 'administrator',
    });
    expect(await imapSignIn(run, user, secret)).toContain('This account is disabled');
    expect(await userNamed(admin, user)).toMatchObject({ isEnabled: false, disabledReason: 'administrator' });

    await admin.ok('Users.set', { userIds: [id], pattern: { isEnabled: true } });
    expect(await userNamed(admin, user)).toMatchObject({
      isEnabled: true,
      isEnrolled: true,
      secondFactorFailures: 0,
      appPasswordCount: 1,
    });
    expect((await signInWith(user, cookie)).state).toBe('code');
    expect((await client.fails('Session.whoAmI')).code).toBe(-32001);
    expect(await imapSignIn(run, user, secret)).toMatch(/^a OK/u);
    expect(await imapSignIn(run, user, bound.secret)).toContain('This application password was revoked');
    const inbox = await inboxOf(user, secret, /Your account was enabled again/u);
    expect(inbox).toContain('Subject: Your account was disabled');
    expect(inbox).toContain('Subject: Your account was enabled again');
  });
});

describe('resetting a second factor', () => {
  it('removes factor, devices, app passwords, sessions and live connections; the user enrols anew', async () => {
    const user = 'sam@session.example';
    const { client } = await enrol(run, user);
    const { secret } = await createAppPassword(client, 'Phone', ['imap']);
    const imap = await stayAtImap(user, secret);
    const { id } = await userNamed(admin, user);
    expect(await admin.ok('Users.resetTwoFactor', { ids: [id, 'nobody'] })).toEqual({
      errors: [{ inputIndex: 1, code: 1002, message: expect.any(String) }],
    });
    expect(await endsSoon(imap)).toBe(true);
    expect((await client.fails('Session.whoAmI')).code).toBe(-32001);
    expect(await imapSignIn(run, user, secret)).toMatch(/^a NO/u);
    expect(await userNamed(admin, user)).toMatchObject({ isEnrolled: false, appPasswordCount: 0 });
    const anew = await signInWith(user, client.cookies.get(deviceCookie));
    expect(anew.state).toBe('setup');
    const { secret: newSecret } = await anew.ok('TwoFactor.start');
    const phone = authenticator(String(newSecret));
    // The step of the first enrolment is spent for good, whatever the secret.
    await phone.next();
    const finish = { code: await phone.next(), recoveryEmail: 'inbox@outside.example', remember: false };
    await anew.ok('TwoFactor.finish', finish);
    const fresh = await createAppPassword(anew, 'Phone', ['imap']);
    const inbox = await inboxOf(user, fresh.secret, /set-up was reset/u);
    expect(inbox).toContain('Subject: Your two-factor set-up was reset');
    expect(inbox).not.toContain(secret);
    expect(logLines(run, 'audit', `Administrator admin reset two-factor authentication of user ${user}`)).toHaveLength(
      1,
    );
  });

  it('is not needed to take app passwords away', async () => {
    const user = 'ben@enforced.example';
    const { client } = await enrol(run, user);
    const { secret } = await createAppPassword(client, 'Phone', ['imap']);
    const imap = await stayAtImap(user, secret);
    const { id } = await userNamed(admin, user);
    expect(await admin.ok('Users.removeAppPasswords', { ids: [id] })).toEqual({ errors: [] });
    expect(await endsSoon(imap)).toBe(true);
    expect(await client.ok('AppPasswords.get')).toMatchObject({ totalItems: 0 });
    expect(await imapSignIn(run, user, secret)).toContain('revoked');
  });
});

describe('the built-in administrator', () => {
  it('enrols only while some domain has the factor enabled, and is reset by another administrator alone', async () => {
    const { client: postmaster } = await enrol(run, 'postmaster@enforced.example', { component: 'admin' });
    const { list } = (await admin.ok('Domains.get', { query: {} })) as { list: { name: string; twoFactor: object }[] };
    for (const { name } of list) await setTwoFactor(admin, name, { isEnabled: false });
    expect(await admin.ok('Administration.get')).toMatchObject({ loginName: 'admin', canEnrol: false });
    expect((await admin.fails('TwoFactor.start')).data).toMatchObject({
      symbol: 'TFAANoSetupError',
      cause: 'disabledByPolicy',
    });
    await setTwoFactor(admin, 'enforced.example', { isEnabled: true });
    expect(await admin.ok('TwoFactor.getStatus')).toMatchObject({ policy: 'optional', enrolled: false });
    await admin.ok('TwoFactor.start');
    const finish = { code: '123456', remember: false };
    for (const recoveryEmail of ['admin@enforced.example', 'Admin@off.example', 'admin+x@outside.example']) {
      expect((await admin.fails('TwoFactor.finish', { ...finish, recoveryEmail })).data).toMatchObject({
        symbol: 'TFAARecoveryEmailError',
        reason: 'sameAsAccount',
      });
    }
    const { client: enrolled } = await enrol(run, 'admin', { component: 'admin' });
    expect(await postmaster.ok('Administration.get')).toEqual({
      loginName: 'admin',
      isEnabled: true,
      isEnrolled: true,
      enrolledAt: expect.any(String),
      recoveryEmailMasked: 'i***@outside.example',
      canEnrol: true,
      secondFactorFailures: 0,
      lastSignIn: expect.any(String),
    });
    expect((await enrolled.fails('Administration.resetTwoFactor', {})).code).toBe(1004);
    expect((await rpcClient(run, 'admin').login('admin'))['state']).toBe('code');
    expect(await postmaster.ok('Administration.resetTwoFactor', {})).toEqual({});
    expect((await enrolled.fails('Domains.get', { query: {} })).code).toBe(-32001);
    expect((await rpcClient(run, 'admin').login('admin'))['state']).toBe('none');
    const line =
      'Administrator postmaster@enforced.example reset two-factor authentication of the built-in administrator admin';
    expect(logLines(run, 'audit', line)).toHaveLength(1);
  });
});
