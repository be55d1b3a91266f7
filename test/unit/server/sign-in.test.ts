import { beforeEach, describe, expect, it } from 'vitest';
import { setPassword } from '../../../app/server/accounts/own-account.ts';
import { signIn } from '../../../app/server/accounts/sign-in.ts';
import { day, hour, minute } from '../../../app/server/clock.ts';
import { findSession } from '../../../app/server/http/session-lookup.ts';
import { recover, requestRecovery } from '../../../app/server/recovery/recovery.ts';
import { newSecret } from '../../../app/server/second-factor/totp.ts';
import { trustDevice } from '../../../app/server/second-factor/trusted-devices.ts';
import { createFixture, type Fixture, password } from './support/fixture.ts';

let fixture: Fixture;
let userId: string;
beforeEach(async () => {
  fixture = await createFixture();
  userId = fixture.addUser('ana', { name: 'a.example', expireDays: 30 });
});

const application = { name: 'Test', vendor: 'Test', version: '1.0.0' };
const enrol = () =>
  fixture.core.credentials.write(userId, {
    secret: newSecret(),
    enrolledAt: fixture.clock.now(),
    recoveryEmail: 'ana.private@outside.example',
  });

type SignInOptions = { version?: string; given?: string; cookie?: string | undefined; ip?: string; userName?: string };

const attempt = async ({
  version = '1.0.0',
  given = password,
  cookie,
  ip = '192.0.2.9',
  userName,
}: SignInOptions = {}) => {
  let sessionCookie = '';
  const call = fixture.callOf(userId).current();
  const reply = await signIn(
    fixture.core,
    {
      component: 'webmail',
      ip,
      userAgent: undefined,
      secondFactorCookie: cookie,
      cookies: {
        ...call.cookies,
        setSession: (value) => {
          sessionCookie = value;
        },
      },
    },
    { userName: userName ?? 'ana@a.example', password: given, application: { ...application, version } },
  );
  return { reply, sessionCookie };
};
const stateOf = ({ reply }: Awaited<ReturnType<typeof attempt>>) =>
  reply.ok ? reply.value.secondFactor.state : reply.error;

describe('sign-in', () => {
  it('stops a client that is too old before it looks at the password', async () => {
    const old = await attempt({ version: '0.9', given: 'wrong' });
    expect(stateOf(old)).toEqual({ symbol: 'ClientTooOld', minimumVersion: '1.0.0' });
    expect(fixture.logs.of('security')).toEqual([]);
  });

  it('tells that an account is disabled only to its owner', async () => {
    fixture.store.users.setDisabled(userId, 'secondFactorAttempts');
    expect(stateOf(await attempt({ given: 'wrong' }))).toEqual({ symbol: 'AuthFailed' });
    expect(stateOf(await attempt())).toEqual({ symbol: 'AccountDisabled', reason: 'secondFactorAttempts' });
  });

  it('trusts a device for the days of the domain and no longer, and for its own user only', async () => {
    await enrol();
    const session = fixture.callOf(userId);
    trustDevice(fixture.core, session.current());
    const cookie = session.set.secondFactor;
    expect(stateOf(await attempt())).toBe('code');
    expect(stateOf(await attempt({ cookie }))).toBe('none');
    expect(stateOf(await attempt({ cookie: `${cookie}x` }))).toBe('code');
    fixture.clock.advance(30 * day - 1);
    expect(stateOf(await attempt({ cookie }))).toBe('none');
    fixture.clock.advance(1);
    expect(stateOf(await attempt({ cookie }))).toBe('code');
    const ben = fixture.addUser('ben', { name: 'b.example' });
    await fixture.core.credentials.write(ben, { secret: newSecret(), enrolledAt: 0, recoveryEmail: 'x@y.example' });
    expect(stateOf(await attempt({ cookie, userName: 'ben@b.example' }))).toBe('code');
  });

  it('forgets a device of a 0-day domain twelve hours after its last use', async () => {
    userId = fixture.addUser('sam', { name: 's.example', expireDays: 0 });
    await enrol();
    const session = fixture.callOf(userId);
    trustDevice(fixture.core, session.current());
    const cookie = session.set.secondFactor;
    for (let count = 0; count < 3; count += 1) {
      fixture.clock.advance(11 * hour);
      expect(stateOf(await attempt({ cookie, userName: 'sam@s.example' }))).toBe('none');
    }
    fixture.clock.advance(12 * hour);
    expect(stateOf(await attempt({ cookie, userName: 'sam@s.example' }))).toBe('code');
  });

  it('blocks an address after three wrong passwords, right ones included', async () => {
    for (let count = 0; count < 3; count += 1) await attempt({ given: 'wrong' });
    expect(stateOf(await attempt())).toEqual({ symbol: 'TryLater', retryAfter: 300 });
    expect(stateOf(await attempt({ ip: '192.0.2.10' }))).toBe('setup');
  });
});

describe('sessions', () => {
  const find = (cookie: string, token: string, component: 'webmail' | 'admin' = 'webmail') =>
    findSession(fixture.core, component, cookie, token);
  const open = async () => {
    const { reply, sessionCookie } = await attempt();
    if (!reply.ok) throw new Error('no session');
    return { cookie: sessionCookie, token: reply.value.token };
  };

  it('need cookie and token, at their own endpoint', async () => {
    const { cookie, token } = await open();
    expect(find(cookie, token)?.user.id).toBe(userId);
    expect(find(cookie, `${token}x`)).toBeUndefined();
    expect(find(`${cookie}x`, token)).toBeUndefined();
    expect(find(cookie, token, 'admin')).toBeUndefined();
    expect(findSession(fixture.core, 'webmail', cookie, undefined)).toBeUndefined();
  });

  it('live ten minutes while the second factor is due', async () => {
    const { cookie, token } = await open();
    fixture.clock.advance(10 * minute - 1);
    expect(find(cookie, token)).toBeDefined();
    fixture.clock.advance(1);
    expect(find(cookie, token)).toBeUndefined();
  });

  it('live two hours without use and a day at most once full', async () => {
    const { cookie, token } = await open();
    const session = find(cookie, token)?.session.id ?? '';
    fixture.store.sessions.prove(session, 0, undefined);
    for (let hours = 0; hours < 23; hours += 1) {
      fixture.clock.advance(hour);
      expect(find(cookie, token)).toBeDefined();
    }
    fixture.clock.advance(hour);
    expect(find(cookie, token)).toBeUndefined();
  });

  it('of others end when the password changes', async () => {
    const mine = fixture.callOf(userId);
    const other = fixture.callOf(userId);
    const change = (currentPassword: string, newPassword: string) =>
      setPassword(fixture.core, mine.current(), { currentPassword, newPassword, revokeAppPasswords: false });
    expect(await change('wrong', 'New-secret-9')).toEqual({
      ok: false,
      error: { symbol: 'PasswordPolicy', reason: 'wrongCurrent' },
    });
    expect(await change(password, 'short')).toMatchObject({ ok: false, error: { reason: 'tooShort' } });
    expect(await change(password, 'New-secret-9')).toEqual({ ok: true, value: {} });
    expect([mine.isAlive(), other.isAlive()]).toEqual([true, false]);
    expect(stateOf(await attempt({ given: 'New-secret-9' }))).toBe('setup');
    expect(stateOf(await attempt())).toEqual({ symbol: 'AuthFailed' });
  });
});

describe('recovery', () => {
  const mailedCode = () => /Recovery code: (\d{6})/u.exec(fixture.sent.at(-1)?.text ?? '')?.[1] ?? '';

  it('wipes everything of the factor with the mailed code', async () => {
    await enrol();
    const session = fixture.callOf(userId, 'code');
    const other = fixture.callOf(userId);
    trustDevice(fixture.core, other.current());
    expect(await requestRecovery(fixture.core, session.current())).toEqual({
      ok: true,
      value: { sentTo: 'a***@outside.example', expiresIn: 600 },
    });
    expect(await recover(fixture.core, session.current(), { code: mailedCode() })).toMatchObject({ ok: true });
    expect([session.isAlive(), other.isAlive()]).toEqual([false, false]);
    expect(fixture.store.secondFactors.factorOf(userId)).toBeUndefined();
    expect(fixture.store.devices.listOf(userId, 0)).toEqual([]);
    expect(stateOf(await attempt())).toBe('setup');
  });

  it('gives five tries and ten minutes, and a new mail voids the old code', async () => {
    await enrol();
    const session = fixture.callOf(userId, 'code');
    await requestRecovery(fixture.core, session.current());
    const first = mailedCode();
    await requestRecovery(fixture.core, session.current());
    const second = mailedCode();
    const wrong = second === '000000' ? '000001' : '000000';
    if (first !== second) {
      expect(await recover(fixture.core, session.current(), { code: first })).toMatchObject({
        error: { symbol: 'TFAAInvalidTokenError', failedAttempts: 1, attemptsLeft: 4 },
      });
    }
    for (let count = 0; count < 5; count += 1) await recover(fixture.core, session.current(), { code: wrong });
    expect((await recover(fixture.core, session.current(), { code: second })).ok).toBe(false);
    await requestRecovery(fixture.core, session.current());
    const third = mailedCode();
    fixture.clock.advance(10 * minute);
    expect((await recover(fixture.core, session.current(), { code: third })).ok).toBe(false);
  });

  it('sends three mails an hour', async () => {
    await enrol();
    const session = fixture.callOf(userId, 'code');
    for (let count = 0; count < 3; count += 1) {
      expect((await requestRecovery(fixture.core, session.current())).ok).toBe(true);
      fixture.clock.advance(minute);
    }
    expect(await requestRecovery(fixture.core, session.current())).toEqual({
      ok: false,
      error: { symbol: 'TryLater', retryAfter: 57 * 60 },
    });
    fixture.clock.advance(57 * minute);
    expect((await requestRecovery(fixture.core, session.current())).ok).toBe(true);
  });

  it('says when the mail could not be sent', async () => {
    await enrol();
    fixture.mail.works = false;
    const session = fixture.callOf(userId, 'code');
    expect(await requestRecovery(fixture.core, session.current())).toEqual({
      ok: false,
      error: { symbol: 'TFAARecoverySendError' },
    });
  });
});
