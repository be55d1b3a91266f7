import { beforeEach, describe, expect, it } from 'vitest';
import type { AdministrationParams } from '../../../../app/protocol/administration.ts';
import { hashPassword, verifyPassword } from '../../../../app/server/accounts/password-hash.ts';
import { type Actor, consoleActor } from '../../../../app/server/administration/actor.ts';
import { runConsoleMethod } from '../../../../app/server/administration/console-methods.ts';
import { administer } from '../../../../app/server/administration/methods.ts';
import { deliverNotices } from '../../../../app/server/administration/notices.ts';
import { recoveryFaultFor } from '../../../../app/server/recovery/own-recovery-address.ts';
import type { DisabledReason } from '../../../../app/server/store/users.ts';
import { createFixture, type Fixture, password } from '../support/fixture.ts';

const day = 86_400_000;
const hour = 3_600_000;
let fixture: Fixture;
let ids: { ana: string; boss: string; stranger: string; builtIn: string; domain: string; otherDomain: string };
let boss: Actor;
let whole: Actor;

beforeEach(async () => {
  fixture = await createFixture();
  const { store, addUser, clock } = fixture;
  const ana = addUser('ana', { name: 'one.example' });
  const domain = store.users.byId(ana)?.domain?.id ?? '';
  const passwordHash = await hashPassword(password);
  const bossId = store.users.addUser({
    domainId: domain,
    loginName: 'boss',
    address: 'boss@one.example',
    fullName: 'The Boss',
    passwordHash,
    role: 'domainAdministrator',
    createdAt: clock.now(),
  });
  const builtIn = store.users.addUser({
    domainId: undefined,
    loginName: 'admin',
    address: undefined,
    fullName: 'Administrator',
    passwordHash,
    role: 'administrator',
    createdAt: clock.now(),
  });
  const stranger = addUser('sam', { name: 'two.example' });
  const otherDomain = store.users.byId(stranger)?.domain?.id ?? '';
  ids = { ana, boss: bossId, stranger, builtIn, domain, otherDomain };
  boss = {
    name: 'boss@one.example',
    protocol: 'HTTP/WebAdmin',
    origin: ' from IP address 192.0.2.1',
    userId: bossId,
    domainId: domain,
  };
  whole = { ...boss, name: 'admin', userId: builtIn, domainId: undefined };
});

const setUser = (actor: Actor, userIds: string[], pattern: AdministrationParams<'Users.set'>['pattern']) =>
  administer(fixture.core, actor, 'Users.set', { userIds, pattern });
/** Codes of the items that failed, or the code of the whole call. */
const codes = (outcome: { ok: boolean; value?: object; error?: object }): unknown =>
  outcome.ok
    ? (outcome.value as { errors: { code: number }[] }).errors.map(({ code }) => code)
    : (outcome.error as { code?: number }).code;

/** A session, a trusted device, and an app password of each sort. */
const signInEverywhere = (userId: string) => {
  const { store, callOf, clock } = fixture;
  const session = callOf(userId);
  const deviceId = store.devices.add({
    userId,
    component: 'webmail',
    tokenHash: `device of ${userId}`,
    name: 'Laptop',
    createdAt: clock.now(),
    lastUsedAt: clock.now(),
    lastIp: '192.0.2.7',
    expiresAt: clock.now() + 30 * day,
    sliding: false,
  });
  const add = (name: string, bound: { deviceId?: string; sessionId?: string }) =>
    store.appPasswords.add({
      userId,
      name,
      scopes: ['imap'],
      createdAt: clock.now(),
      expiresAt: undefined,
      deviceId: bound.deviceId,
      sessionId: bound.sessionId,
      secretHash: `${name} ${userId}`,
    });
  add('phone', {});
  add('laptop', { deviceId });
  add('this session', { sessionId: session.current().session.id });
  return {
    session,
    device: () => store.devices.byId(deviceId),
    appPasswords: () => store.appPasswords.listOf(userId).map(({ name }) => name),
  };
};

describe('reach', () => {
  it('of a domain administrator ends at the own domain', async () => {
    const { core } = fixture;
    const query = { fields: [], conditions: [], combining: 'And' as const, start: 0, limit: -1, orderBy: [] };
    const domains = await administer(core, boss, 'Domains.get', { query });
    expect(domains.ok && domains.value.list.map(({ name }) => name)).toEqual(['one.example']);
    const users = await administer(core, boss, 'Users.get', { query });
    expect(users.ok && users.value.list.map(({ address }) => address)).toEqual(['ana@one.example', 'boss@one.example']);
    expect(codes(await administer(core, boss, 'Users.get', { query, domainId: ids.otherDomain }))).toBe(1004);
    expect(codes(await administer(core, boss, 'Domains.getLegacyClients', { id: ids.otherDomain, query }))).toBe(1004);
    expect(codes(await setUser(boss, [ids.stranger, ids.ana, ids.builtIn], { isEnabled: false }))).toEqual([
      1004, 1004,
    ]);
    const more = { ids: [ids.stranger, ids.builtIn] };
    expect(codes(await administer(core, boss, 'Users.resetTwoFactor', more))).toEqual([1004, 1004]);
    expect(codes(await administer(core, boss, 'Users.removeAppPasswords', more))).toEqual([1004, 1004]);
    const twoFactor = { isEnabled: false, isForced: false, expireDays: 1, attemptLimit: 1 };
    const domainIds = [ids.otherDomain];
    expect(codes(await administer(core, boss, 'Domains.set', { domainIds, pattern: { twoFactor } }))).toEqual([1004]);
    expect(codes(await administer(core, boss, 'Domains.create', { domains: [{ name: 'x.example' }] }))).toBe(1004);
    expect(codes(await setUser(boss, [ids.ana], { role: 'domainAdministrator' }))).toBe(1004);
    expect(codes(await administer(core, boss, 'Logs.get', { query }))).toBe(1004);
    expect(fixture.store.users.byId(ids.stranger)?.disabledReason).toBeUndefined();
    expect(fixture.store.administration.domainById(ids.otherDomain)?.factorEnabled).toBe(true);
  });

  it('does not include somebody of the own domain who administers the whole server', async () => {
    fixture.store.administration.setRole(ids.ana, 'administrator');
    expect(codes(await setUser(boss, [ids.ana], { password: 'Fresh-horse-2' }))).toEqual([1004]);
  });

  it('never includes the own account where that would lock out or weaken it', async () => {
    expect(codes(await setUser(boss, [ids.boss], { isEnabled: false }))).toEqual([1003]);
    expect(codes(await setUser(boss, [ids.boss], { password: 'Fresh-horse-2' }))).toEqual([1003]);
    expect(codes(await administer(fixture.core, boss, 'Users.resetTwoFactor', { ids: [ids.boss] }))).toEqual([1004]);
    expect(codes(await setUser(boss, [ids.boss], { fullName: 'Big Boss' }))).toEqual([]);
  });

  it('tells what does not exist by its place in the request', async () => {
    const outcome = await setUser(whole, [ids.ana, 'nobody'], { fullName: 'Ana' });
    expect(outcome.ok && outcome.value.errors).toEqual([
      { inputIndex: 1, code: 1002, message: 'There is no such user.' },
    ]);
  });
});

describe('disabling', () => {
  it('ends sessions, devices and what is bound to them, and keeps the other app passwords', async () => {
    const before = fixture.rights.changes;
    const { session, device, appPasswords } = signInEverywhere(ids.ana);
    expect(codes(await setUser(boss, [ids.ana], { isEnabled: false }))).toEqual([]);
    expect(session.isAlive()).toBe(false);
    expect(device()).toBeUndefined();
    expect(appPasswords()).toEqual(['phone']);
    expect(fixture.store.users.byId(ids.ana)?.disabledReason).toBe('administrator');
    expect(fixture.rights.changes).toBeGreaterThan(before);
  });

  it.each(['secondFactorAttempts', 'administrator'] as const satisfies DisabledReason[])(
    'because of %s is undone with a clean counter and nothing left of old sign-ins',
    async (reason) => {
      const { store } = fixture;
      const { session, device } = signInEverywhere(ids.ana);
      store.users.setWrongCodes(ids.ana, 5, fixture.clock.now() + hour);
      store.users.setDisabled(ids.ana, reason);
      await setUser(boss, [ids.ana], { isEnabled: true });
      expect(store.users.byId(ids.ana)).toMatchObject({ disabledReason: undefined, wrongCodes: 0, nextCodeAt: 0 });
      expect(session.isAlive()).toBe(false);
      expect(device()).toBeUndefined();
    },
  );

  it('that changes nothing signs nobody out', async () => {
    const { session, device } = signInEverywhere(ids.ana);
    fixture.store.users.setWrongCodes(ids.ana, 3, 9);
    await setUser(boss, [ids.ana], { isEnabled: true });
    expect(session.isAlive()).toBe(true);
    expect(device()).toBeDefined();
    expect(fixture.store.users.byId(ids.ana)?.wrongCodes).toBe(0);
  });
});

describe('a reset', () => {
  it('takes factor, devices, app passwords and sessions away', async () => {
    const { session, device, appPasswords } = signInEverywhere(ids.ana);
    const { core, store } = fixture;
    await core.credentials.write(ids.ana, { secret: new Uint8Array(20), enrolledAt: 1, recoveryEmail: 'a@b.example' });
    store.secondFactors.replaceRecoveryCodes(ids.ana, ['x']);
    store.users.setWrongCodes(ids.ana, 2, 0);
    expect(codes(await administer(core, boss, 'Users.resetTwoFactor', { ids: [ids.ana] }))).toEqual([]);
    expect(await core.credentials.read(ids.ana)).toEqual({ ok: true, value: undefined });
    expect([session.isAlive(), device(), appPasswords()]).toEqual([false, undefined, []]);
    expect(store.secondFactors.countRecoveryCodes(ids.ana)).toBe(0);
    expect(store.users.byId(ids.ana)?.wrongCodes).toBe(0);
  });

  it('changes nothing when the directory refuses it', async () => {
    const { session, device } = signInEverywhere(ids.ana);
    const refusing = {
      ...fixture.core,
      credentials: {
        ...fixture.core.credentials,
        erase: async () => ({ ok: false as const, error: 'readOnlyDirectory' as const }),
      },
    };
    expect(codes(await administer(refusing, boss, 'Users.resetTwoFactor', { ids: [ids.ana] }))).toEqual([1000]);
    expect(session.isAlive()).toBe(true);
    expect(device()).toBeDefined();
    expect(fixture.logs.of('audit')).toEqual([]);
  });
});

describe('the built-in administrator', () => {
  const reset = (actor: Actor) => administer(fixture.core, actor, 'Administration.resetTwoFactor', {});

  it('is reset by any other administrator, never by itself', async () => {
    const { core } = fixture;
    await core.credentials.write(ids.builtIn, {
      secret: new Uint8Array(20),
      enrolledAt: 1,
      recoveryEmail: 'x@y.example',
    });
    expect(codes(await reset(whole))).toBe(1004);
    expect(codes(await administer(core, whole, 'Users.resetTwoFactor', { ids: [ids.builtIn] }))).toEqual([1004]);
    expect(await core.credentials.read(ids.builtIn)).toMatchObject({ value: { recoveryEmail: 'x@y.example' } });
    expect((await reset(boss)).ok).toBe(true);
    expect(await core.credentials.read(ids.builtIn)).toEqual({ ok: true, value: undefined });
  });

  it('has no recovery address of its own name at a domain served here', () => {
    const user = fixture.store.users.byId(ids.builtIn);
    if (user === undefined) throw new Error('no such user');
    const fault = (address: string) => recoveryFaultFor(fixture.core, user, address);
    expect(fault('admin@one.example')).toBe('sameAsAccount');
    expect(fault(' Admin+x@TWO.example ')).toBe('sameAsAccount');
    expect(fault('admin')).toBe('invalid');
    expect(fault('boss@one.example')).toBeUndefined();
    expect(fault('admin@elsewhere.example')).toBeUndefined();
  });

  it('is made and mended at the command line alone', async () => {
    const { core, store } = fixture;
    const console = consoleActor('root');
    const params = { loginName: 'second', password: 'Fresh-horse-2' };
    const made = await runConsoleMethod(core, console, 'Console.createAdministrator', params);
    expect(made).toMatchObject({ ok: false, error: { code: 1001 } });
    store.users.setDisabled(ids.builtIn, 'secondFactorAttempts');
    store.users.setWrongCodes(ids.builtIn, 5, 1);
    await runConsoleMethod(core, console, 'Console.setAdministrator', { isEnabled: true, password: 'Fresh-horse-2' });
    const user = store.users.byId(ids.builtIn);
    expect(user).toMatchObject({ disabledReason: undefined, wrongCodes: 0 });
    expect(await verifyPassword(user?.passwordHash, 'Fresh-horse-2')).toBe(true);
  });
});

describe('a changed life of trusted devices', () => {
  const setDays = (expireDays: number) =>
    administer(fixture.core, boss, 'Domains.set', {
      domainIds: [ids.domain],
      pattern: { twoFactor: { isEnabled: true, isForced: true, expireDays, attemptLimit: 5 } },
    });
  const left = (device: { expiresAt: number } | undefined) => (device?.expiresAt ?? 0) - fixture.clock.now();

  it('is counted from when a device was last trusted', async () => {
    const { device } = signInEverywhere(ids.ana);
    const other = signInEverywhere(ids.stranger);
    fixture.clock.advance(2 * day);
    await setDays(7);
    expect(left(device())).toBe(5 * day);
    await setDays(60);
    expect(left(device())).toBe(58 * day);
    expect(left(other.device())).toBe(28 * day);
    const known = device();
    fixture.store.devices.renew(known?.id ?? '', 'renewed', fixture.clock.now(), '192.0.2.7', 0, false);
    fixture.store.devices.touch(known?.id ?? '', fixture.clock.now(), '', fixture.clock.now() + 60 * day);
    await setDays(10);
    expect(left(device())).toBe(10 * day);
  });

  it('ends those that are older, for good', async () => {
    const { device } = signInEverywhere(ids.ana);
    fixture.clock.advance(2 * day);
    await setDays(1);
    expect(left(device())).toBeLessThan(0);
    await setDays(30);
    expect(left(device())).toBeLessThan(0);
  });

  it('of no days at all leaves half a day after the last use', async () => {
    const { device } = signInEverywhere(ids.ana);
    fixture.clock.advance(2 * hour);
    await setDays(0);
    expect(device()).toMatchObject({ sliding: true });
    expect(left(device())).toBe(10 * hour);
    await setDays(30);
    expect(device()).toMatchObject({ sliding: false });
    expect(left(device())).toBe(30 * day - 2 * hour);
  });
});

describe('what is written down', () => {
  it('names each change in audit and configuration, and never a password', async () => {
    const secret = 'Very-secret-77';
    await setUser(boss, [ids.ana], { password: secret, fullName: 'Ana B', isEnabled: false });
    await administer(fixture.core, boss, 'Domains.set', {
      domainIds: [ids.domain],
      pattern: { twoFactor: { isEnabled: true, isForced: false, expireDays: 7, attemptLimit: 3 } },
    });
    await administer(fixture.core, boss, 'Users.create', {
      users: [{ domainId: ids.domain, loginName: 'new.one', fullName: '', password: secret, role: 'user' }],
    });
    const audit = fixture.logs.of('audit');
    const by = 'HTTP/WebAdmin: Administrator boss@one.example';
    const from = 'from IP address 192.0.2.1';
    expect(audit).toEqual([
      `${by} changed the name from 'Somebody Else' to 'Ana B' of user ana@one.example ${from}`,
      `${by} set a new password of user ana@one.example ${from}`,
      `${by} disabled the account of user ana@one.example ${from}`,
      `${by} changed two-factor authentication of domain 'one.example' to: optional, devices trusted for 7 days, account disabled after 3 wrong codes (was: enforced, devices trusted for 30 days, account disabled after 5 wrong codes) ${from}`,
      `${by} created user new.one@one.example (user) ${from}`,
    ]);
    expect(fixture.logs.of('config')).toHaveLength(5);
    expect(fixture.logs.of('config')[2]).toBe('boss@one.example - disabled the account of user ana@one.example');
    expect([...audit, ...fixture.logs.of('config')].join('\n')).not.toContain(secret);
  });

  it('is not written where nothing changed', async () => {
    const twoFactor = { isEnabled: true, isForced: true, expireDays: 30, attemptLimit: 5 };
    await administer(fixture.core, boss, 'Domains.set', { domainIds: [ids.domain], pattern: { twoFactor } });
    await setUser(boss, [ids.ana], { isEnabled: true, fullName: 'Somebody Else' });
    expect(fixture.logs.of('audit')).toEqual([]);
  });
});

describe('a new password', () => {
  it('ends the sessions of its owner and follows the rules of passwords', async () => {
    const { session, device } = signInEverywhere(ids.ana);
    expect(codes(await setUser(boss, [ids.ana], { password: 'short' }))).toEqual([1000]);
    expect(codes(await setUser(boss, [ids.ana], { password: 'Hello-ana-99' }))).toEqual([1000]);
    expect(session.isAlive()).toBe(true);
    expect(codes(await setUser(boss, [ids.ana], { password: 'Fresh-horse-2' }))).toEqual([]);
    expect(session.isAlive()).toBe(false);
    expect(device()).toBeDefined();
    expect(await verifyPassword(fixture.store.users.byId(ids.ana)?.passwordHash, 'Fresh-horse-2')).toBe(true);
  });
});

describe('new users', () => {
  const create = (loginName: string, more: object = {}) =>
    administer(fixture.core, boss, 'Users.create', {
      users: [{ domainId: ids.domain, loginName, fullName: '', password: 'Fresh-horse-2', role: 'user', ...more }],
    });

  it.each(['', '..', 'a/b', 'a b', '.a', 'a.', 'a..b', 'a+b', 'ä', 'a@b', '../../etc', 'a\u0000b'])(
    'are not called %j',
    async (name) => {
      expect(codes(await create(name))).toEqual([1000]);
    },
  );

  it('take no address that is in use', async () => {
    fixture.store.users.addAlias(ids.ana, 'sales@one.example');
    expect(codes(await create('ANA'))).toEqual([1001]);
    expect(codes(await create('sales'))).toEqual([1001]);
    expect(codes(await create('sales.team'))).toEqual([]);
  });

  it('get rights from those alone who have them', async () => {
    expect(codes(await create('vice', { role: 'domainAdministrator' }))).toEqual([1004]);
    expect(codes(await create('vice', { domainId: ids.otherDomain }))).toEqual([1004]);
  });
});

describe('notices', () => {
  it('wait until they can be handed over, and are handed over once', async () => {
    fixture.mail.works = false;
    await administer(fixture.core, boss, 'Users.resetTwoFactor', { ids: [ids.ana] });
    await setUser(boss, [ids.ana], { isEnabled: false });
    await deliverNotices(fixture.core);
    expect(fixture.sent).toEqual([]);
    fixture.mail.works = true;
    await deliverNotices(fixture.core);
    await deliverNotices(fixture.core);
    expect(fixture.sent.map(({ to }) => to)).toEqual(['ana@one.example', 'ana@one.example']);
    expect(fixture.sent[0]?.text).toContain('reset the two-factor set-up');
    expect(fixture.sent[1]?.text).toContain('disabled this account');
    for (const { text } of fixture.sent) expect(text).toMatch(/^[\n\x20-\x7e]+$/u);
  });

  it('are given up after days', async () => {
    fixture.mail.works = false;
    await setUser(boss, [ids.ana], { isEnabled: false });
    fixture.clock.advance(4 * day);
    await deliverNotices(fixture.core);
    fixture.mail.works = true;
    await deliverNotices(fixture.core);
    expect(fixture.sent).toEqual([]);
  });
});
