import { beforeEach, describe, expect, it } from 'vitest';
import type { AdministrationParams } from '../../../../app/protocol/administration.ts';
import { verifyPassword } from '../../../../app/server/accounts/password-hash.ts';
import { type Actor, consoleActor } from '../../../../app/server/administration/actor.ts';
import { runConsoleMethod } from '../../../../app/server/administration/console-methods.ts';
import { administer } from '../../../../app/server/administration/methods.ts';
import { recoveryFaultFor } from '../../../../app/server/recovery/own-recovery-address.ts';
import { codes, createTwoDomains, type TwoDomains } from './two-domains.ts';

let fixture: TwoDomains;
let ids: TwoDomains['ids'];
let boss: Actor;
let whole: Actor;
beforeEach(async () => {
  fixture = await createTwoDomains();
  ({ ids, boss, whole } = fixture);
});

const setUser = (actor: Actor, userIds: string[], pattern: AdministrationParams<'Users.set'>['pattern']) =>
  administer(fixture.core, actor, 'Users.set', { userIds, pattern });

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
