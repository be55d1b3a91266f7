import { hashPassword } from '../../../../app/server/accounts/password-hash.ts';
import type { Actor } from '../../../../app/server/administration/actor.ts';
import { createFixture, type Fixture, password } from '../support/fixture.ts';

const day = 86_400_000;

/** Two domains, an administrator of one of them, and the built-in administrator. */
export const createTwoDomains = async () => {
  const fixture = await createFixture();
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
  const ids = { ana, boss: bossId, stranger, builtIn, domain, otherDomain };
  const boss: Actor = {
    name: 'boss@one.example',
    protocol: 'HTTP/WebAdmin',
    origin: ' from IP address 192.0.2.1',
    userId: bossId,
    domainId: domain,
  };
  const whole: Actor = { ...boss, name: 'admin', userId: builtIn, domainId: undefined };
  return { ...fixture, ids, boss, whole };
};

export type TwoDomains = Awaited<ReturnType<typeof createTwoDomains>>;

/** Codes of the items that failed, or the code of the whole call. */
export const codes = (outcome: { ok: boolean; value?: object; error?: object }): unknown =>
  outcome.ok
    ? (outcome.value as { errors: { code: number }[] }).errors.map(({ code }) => code)
    : (outcome.error as { code?: number }).code;

/** A session, a trusted device, and an app password of each sort. */
export const signInEverywhere = ({ store, callOf, clock }: Fixture, userId: string) => {
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
