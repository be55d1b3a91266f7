import { beforeEach, describe, expect, it } from 'vitest';
import type { AdministrationParams } from '../../../../app/protocol/administration.ts';
import { verifyPassword } from '../../../../app/server/accounts/password-hash.ts';
import type { Actor } from '../../../../app/server/administration/actor.ts';
import { administer } from '../../../../app/server/administration/methods.ts';
import { deliverNotices } from '../../../../app/server/administration/notices.ts';
import type { DisabledReason } from '../../../../app/server/store/users.ts';
import { codes, createTwoDomains, signInEverywhere, type TwoDomains } from './two-domains.ts';

const day = 86_400_000;
const hour = 3_600_000;
let fixture: TwoDomains;
let ids: TwoDomains['ids'];
let boss: Actor;
beforeEach(async () => {
  fixture = await createTwoDomains();
  ({ ids, boss } = fixture);
});

const setUser = (actor: Actor, userIds: string[], pattern: AdministrationParams<'Users.set'>['pattern']) =>
  administer(fixture.core, actor, 'Users.set', { userIds, pattern });

describe('disabling', () => {
  it('ends sessions, devices and what is bound to them, and keeps the other app passwords', async () => {
    const before = fixture.rights.changes;
    const { session, device, appPasswords } = signInEverywhere(fixture, ids.ana);
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
      const { session, device } = signInEverywhere(fixture, ids.ana);
      store.users.setWrongCodes(ids.ana, 5, fixture.clock.now() + hour);
      store.users.setDisabled(ids.ana, reason);
      await setUser(boss, [ids.ana], { isEnabled: true });
      expect(store.users.byId(ids.ana)).toMatchObject({ disabledReason: undefined, wrongCodes: 0, nextCodeAt: 0 });
      expect(session.isAlive()).toBe(false);
      expect(device()).toBeUndefined();
    },
  );

  it('that changes nothing signs nobody out', async () => {
    const { session, device } = signInEverywhere(fixture, ids.ana);
    fixture.store.users.setWrongCodes(ids.ana, 3, 9);
    await setUser(boss, [ids.ana], { isEnabled: true });
    expect(session.isAlive()).toBe(true);
    expect(device()).toBeDefined();
    expect(fixture.store.users.byId(ids.ana)?.wrongCodes).toBe(0);
  });
});

describe('a reset', () => {
  it('takes factor, devices, app passwords and sessions away', async () => {
    const { session, device, appPasswords } = signInEverywhere(fixture, ids.ana);
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
    const { session, device } = signInEverywhere(fixture, ids.ana);
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

describe('a changed life of trusted devices', () => {
  const setDays = (expireDays: number) =>
    administer(fixture.core, boss, 'Domains.set', {
      domainIds: [ids.domain],
      pattern: { twoFactor: { isEnabled: true, isForced: true, expireDays, attemptLimit: 5 } },
    });
  const left = (device: { expiresAt: number } | undefined) => (device?.expiresAt ?? 0) - fixture.clock.now();

  it('is counted from when a device was last trusted', async () => {
    const { device } = signInEverywhere(fixture, ids.ana);
    const other = signInEverywhere(fixture, ids.stranger);
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
    const { device } = signInEverywhere(fixture, ids.ana);
    fixture.clock.advance(2 * day);
    await setDays(1);
    expect(left(device())).toBeLessThan(0);
    await setDays(30);
    expect(left(device())).toBeLessThan(0);
  });

  it('of no days at all leaves half a day after the last use', async () => {
    const { device } = signInEverywhere(fixture, ids.ana);
    fixture.clock.advance(2 * hour);
    await setDays(0);
    expect(device()).toMatchObject({ sliding: true });
    expect(left(device())).toBe(10 * hour);
    await setDays(30);
    expect(device()).toMatchObject({ sliding: false });
    expect(left(device())).toBe(30 * day - 2 * hour);
  });
});

describe('a new password', () => {
  it('ends the sessions of its owner and follows the rules of passwords', async () => {
    const { session, device } = signInEverywhere(fixture, ids.ana);
    expect(codes(await setUser(boss, [ids.ana], { password: 'short' }))).toEqual([1000]);
    expect(codes(await setUser(boss, [ids.ana], { password: 'Hello-ana-99' }))).toEqual([1000]);
    expect(session.isAlive()).toBe(true);
    expect(codes(await setUser(boss, [ids.ana], { password: 'Fresh-horse-2' }))).toEqual([]);
    expect(session.isAlive()).toBe(false);
    expect(device()).toBeDefined();
    expect(await verifyPassword(fixture.store.users.byId(ids.ana)?.passwordHash, 'Fresh-horse-2')).toBe(true);
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
