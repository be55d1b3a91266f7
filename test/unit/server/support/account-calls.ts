import { expect } from 'vitest';
import { signInToMail } from '../../../../app/server/accounts/mail-sign-in.ts';
import { consoleActor } from '../../../../app/server/administration/actor.ts';
import { setDomains } from '../../../../app/server/administration/domain-changes.ts';
import { setUsers } from '../../../../app/server/administration/user-changes.ts';
import { day, hour, minute, second } from '../../../../app/server/clock.ts';
import type { DoorClient } from './door.ts';
import { type ModelUser, type Policy, passwordIsEnough } from './model.ts';
import type { Kind } from './operations.ts';
import { attemptLimit, type World } from './world.ts';

/** Who does it, about whom, and what the operation leaves open. */
export type Scene = {
  readonly world: World;
  readonly client: DoorClient;
  readonly user: ModelUser;
  readonly choice: number;
};
export type Calls<K extends Kind> = Readonly<Record<K, (scene: Scene) => Promise<void>>>;

const application = { name: 'Property', vendor: 'Test', version: '1.0.0' };
const policies: readonly Policy[] = ['off', 'optional', 'enforced'];
const waits = [second, 6 * second, 31 * second, 31 * second, 31 * second, minute, 2 * minute, 4 * minute];
const longWaits = [5 * minute, 11 * minute, hour, 3 * hour, 12 * hour, day, 31 * day];

const logIn = async ({ world, client, user, choice }: Scene, given: string): Promise<void> => {
  const { now } = world;
  if (choice < 6) client.device = world.past.devices.at(-1 - choice);
  if (choice === 6) client.device = undefined;
  const deviceCookie = client.device;
  const { result } = await client.call(
    'Session.login',
    { userName: user.address, password: given, application },
    world.ip(),
  );
  if (result === undefined) {
    expect(given !== user.password || user.disabled, 'a right password was refused').toBe(true);
    return;
  }
  expect(given, 'a wrong password opened a session').toBe(user.password);
  expect(user.disabled, 'a disabled account signed in').toBe(false);
  const { state } = result['secondFactor'] as { state: 'none' | 'code' | 'setup' };
  if (state === 'none') {
    expect(passwordIsEnough(user, deviceCookie, now()), 'full without a second factor').toBe(true);
    world.count(`full at once, ${user.policy}${user.secret === undefined ? '' : ', device'}`);
  } else {
    expect(state).toBe(user.secret === undefined ? 'setup' : 'code');
  }
  world.never(result['token']);
  world.never(client.session);
  client.token = String(result['token']);
  const trusted = user.secret === undefined ? undefined : world.touchDevice(user, deviceCookie);
  const cookie = String(client.session);
  world.past.sessions.push({ cookie, token: client.token });
  world.sessions.set(cookie, {
    user,
    state: state === 'none' ? 'full' : state,
    createdAt: now(),
    lastUsedAt: now(),
    freshUntil: 0,
    pending: undefined,
    device: trusted,
  });
};

/** Signing in and out, the password, mail, and what time and administrators do. */
export const accountCalls: Calls<
  | 'login'
  | 'loginWrong'
  | 'logout'
  | 'resume'
  | 'whoAmI'
  | 'setPassword'
  | 'mailByAppPassword'
  | 'mailByPassword'
  | 'policy'
  | 'enable'
  | 'wait'
  | 'waitLong'
> = {
  login: (scene) => logIn(scene, scene.user.password),
  loginWrong: (scene) => logIn(scene, 'Wrong-pass-1'),

  logout: async ({ world, client }) => {
    const session = world.sessionOf(client);
    const { result } = await client.call('Session.logout', {}, world.ip());
    if (result === undefined) return;
    if (session === undefined) throw new Error('signed out without a session');
    session.user.appPasswords = session.user.appPasswords.filter(({ session: bound }) => bound !== session);
    world.endSessions(session.user, (each) => each === session);
    world.count('signed out');
  },

  /** A thief comes back with what was once a session. */
  resume: async ({ world, client, choice }) => {
    const session = world.past.sessions.at(-1 - choice);
    client.session = session?.cookie;
    client.token = session?.token;
  },

  whoAmI: async ({ world, client }) => {
    const done = await world.full(client, 'Session.whoAmI', {});
    if (done !== undefined) expect(JSON.stringify(done.reply.result)).toContain(done.session.user.address);
  },

  setPassword: async ({ world, client, choice }) => {
    const newPassword = `Another-horse-${world.shown.size}-${choice}`;
    const currentPassword = choice < 9 ? (world.sessionOf(client)?.user.password ?? '') : 'Wrong-pass-1';
    const revokeAppPasswords = choice % 2 === 0;
    const done = await world.full(client, 'Session.setPassword', { currentPassword, newPassword, revokeAppPasswords });
    if (done === undefined) return;
    const { user } = done.session;
    expect(currentPassword).toBe(user.password);
    user.password = newPassword;
    if (revokeAppPasswords) user.appPasswords = [];
    world.endSessions(user, (session) => session !== done.session);
    world.count('new password');
  },

  mailByAppPassword: async ({ world, user, choice }) => {
    const secret = [...world.shown].filter((each) => /^[a-z]{20}$/u.test(each)).at(-1 - (choice % 6));
    if (secret === undefined) return;
    const protocol = choice < 10 ? 'imap' : 'pop3';
    const attempt = { protocol, userName: user.address, password: secret, ip: world.ip(), program: undefined } as const;
    const verdict = await signInToMail(world.core, attempt);
    if (verdict.kind !== 'accepted') return;
    world.count('mail by app password');
    expect(user.disabled, 'mail for a disabled account').toBe(false);
    expect(protocol, 'beyond its scope').toBe('imap');
    const own = user.appPasswords.find((each) => each.secret === secret);
    if (own === undefined) throw new Error('an app password that ended opened mail');
    world.touchDevice(user, own.device);
  },

  mailByPassword: async ({ world, user }) => {
    const attempt = { protocol: 'imap', userName: user.address, ip: world.ip(), program: undefined } as const;
    const verdict = await signInToMail(world.core, { ...attempt, password: user.password });
    const opens = user.policy === 'off' || (user.policy === 'optional' && user.secret === undefined);
    expect(verdict.kind).toBe(opens && !user.disabled ? 'accepted' : 'refused');
  },

  policy: async ({ world, user, choice }) => {
    const policy = policies[choice % policies.length] ?? 'off';
    const domain = world.core.store.users.byId(user.id)?.domain;
    const twoFactor = {
      isEnabled: policy !== 'off',
      isForced: policy === 'enforced',
      expireDays: domain?.expireDays ?? 0,
      attemptLimit,
    };
    await setDomains(world.core, consoleActor('test'), { domainIds: [domain?.id ?? ''], pattern: { twoFactor } });
    user.policy = policy;
  },

  enable: async ({ world, user }) => {
    await setUsers(world.core, consoleActor('test'), { userIds: [user.id], pattern: { isEnabled: true } });
    user.wrongCodes = 0;
    user.nextCodeAt = 0;
    if (!user.disabled) return;
    world.count('enabled');
    user.disabled = false;
    world.endSessions(user);
  },

  wait: async ({ world, choice }) => world.clock.advance(waits[choice % waits.length] ?? 0),
  waitLong: async ({ world, choice }) => world.clock.advance(longWaits[choice % longWaits.length] ?? 0),
};
