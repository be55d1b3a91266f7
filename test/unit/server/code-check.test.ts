import { beforeEach, describe, expect, it } from 'vitest';
import { minute, second } from '../../../app/server/clock.ts';
import { checkCode } from '../../../app/server/second-factor/code-check.ts';
import { finishEnrolment, startEnrolment } from '../../../app/server/second-factor/enrolment.ts';
import { removeSecondFactor, stepUp, verifyCode } from '../../../app/server/second-factor/proof.ts';
import { codeOfStep, newSecret, stepAt } from '../../../app/server/second-factor/totp.ts';
import { createFixture, type Fixture } from './support/fixture.ts';

let fixture: Fixture;
let userId: string;
const secret = newSecret();

beforeEach(async () => {
  fixture = await createFixture();
  userId = fixture.addUser('ana', { name: 'enforced.example' });
});

const codeAt = (offset: number) => codeOfStep(secret, stepAt(fixture.clock.now()) + offset);
const check = (code: string) => checkCode(fixture.core, userId, secret, code, { recoveryCodes: false });
const wrong = () => {
  const near = [-2, -1, 0, 1, 2].map(codeAt);
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? '';
};
const refused = (symbol: string, data: object) => ({ ok: false, error: { symbol, ...data } });

describe('a typed code', () => {
  it('is accepted once, with spaces or without', () => {
    const code = codeAt(0);
    expect(check(` ${code.slice(0, 3)} ${code.slice(3)} `)).toEqual({ ok: true, value: { by: 'code' } });
    expect(check(code)).toMatchObject(refused('TFAAInvalidTokenError', { failedAttempts: 1, attemptsLeft: 4 }));
  });

  it('counts each step for itself: the steps around it stay good', () => {
    expect([1, 0, -1].map((offset) => check(codeAt(offset)).ok)).toEqual([true, true, true]);
    expect([-1, 0, 1].map((offset) => check(codeAt(offset)).ok)).toEqual([false, false, false]);
  });

  it('is not accepted again after the clock was put back', () => {
    const code = codeAt(0);
    expect(check(code).ok).toBe(true);
    fixture.clock.advance(10 * minute);
    fixture.clock.advance(-10 * minute);
    expect(check(code).ok).toBe(false);
  });

  it('delays from the third wrong one on and disables the account at the limit', () => {
    expect(check(wrong())).toMatchObject(refused('TFAAInvalidTokenError', { failedAttempts: 1, attemptsLeft: 4 }));
    expect(check(wrong())).toMatchObject(refused('TFAAInvalidTokenError', { failedAttempts: 2, attemptsLeft: 3 }));
    expect(check(wrong())).toMatchObject(refused('TFAAInvalidTokenError', { failedAttempts: 3, attemptsLeft: 2 }));
    expect(check(codeAt(0))).toEqual(refused('TryLater', { retryAfter: 5 }));
    fixture.clock.advance(5 * second);
    expect(check(wrong())).toMatchObject(refused('TFAAInvalidTokenError', { failedAttempts: 4, attemptsLeft: 1 }));
    expect(check(wrong())).toEqual(refused('TryLater', { retryAfter: 15 }));
    fixture.clock.advance(15 * second);
    expect(check(wrong())).toMatchObject(refused('TFAAInvalidTokenError', { failedAttempts: 5, attemptsLeft: 0 }));
    fixture.clock.advance(minute);
    expect(check(codeAt(0))).toEqual(refused('AccountDisabled', { reason: 'secondFactorAttempts' }));
    expect(fixture.store.users.byId(userId)?.disabledReason).toBe('secondFactorAttempts');
    const line =
      "Too many false 2FA attempts for user: 'ana@enforced.example', account is disabled after 5 failed 2FA attempts";
    const older = "Too many false 2FA attempts for user: 'ana@enforced.example', account is locked";
    expect(fixture.logs.of('debug')).toEqual([line, older]);
    expect(fixture.logs.of('security')).toEqual([line]);
    expect(fixture.logs.of('error')).toHaveLength(5);
    expect(fixture.logs.of('error')[0]).toBe(
      "TwoFAPolicyManSwitch.cpp: 2FA cookie token verification error for user: 'ana@enforced.example', error: Invalid cookie token.",
    );
  });

  it('does not cost a try while the wait lasts', () => {
    for (let count = 0; count < 3; count += 1) check(wrong());
    for (let count = 0; count < 10; count += 1) check(wrong());
    expect(fixture.store.users.byId(userId)?.wrongCodes).toBe(3);
  });

  it('resets the counter when it is right', () => {
    check(wrong());
    check(wrong());
    expect(check(codeAt(0)).ok).toBe(true);
    expect(check(wrong())).toMatchObject(refused('TFAAInvalidTokenError', { failedAttempts: 1 }));
  });
});

const enrol = async () => {
  const session = fixture.callOf(userId, 'setup');
  const started = await startEnrolment(fixture.core, session.current());
  if (!started.ok) throw new Error('start failed');
  const pending = session.current().session.pendingSecret;
  if (pending === undefined) throw new Error('no pending secret');
  const mine = fixture.core.keys.unseal(session.current().session.id, pending);
  const code = (offset = 0) => codeOfStep(mine, stepAt(fixture.clock.now()) + offset);
  const finish = (overrides: object = {}) =>
    finishEnrolment(fixture.core, session.current(), {
      code: code(),
      recoveryEmail: 'ana.private@outside.example',
      remember: true,
      ...overrides,
    });
  return { session, code, finish, started: started.value };
};

describe('set-up', () => {
  it('refuses a bad address before it looks at the code', async () => {
    const { finish, session } = await enrol();
    expect(await finish({ recoveryEmail: 'ana@enforced.example', code: wrong() })).toEqual(
      refused('TFAARecoveryEmailError', { reason: 'sameAsAccount' }),
    );
    expect(fixture.store.users.byId(userId)?.wrongCodes).toBe(0);
    expect((await finish()).ok).toBe(true);
    expect(session.current().session.state).toBe('full');
  });

  it('stores nothing before the right code', async () => {
    const { finish } = await enrol();
    await finish({ code: wrong() });
    expect(fixture.store.secondFactors.factorOf(userId)).toBeUndefined();
  });

  it('voids the secret that a second start replaced', async () => {
    const first = await enrol();
    const old = first.code();
    await startEnrolment(fixture.core, first.session.current());
    expect(await first.finish({ code: old })).toMatchObject(refused('TFAAInvalidTokenError', {}));
  });

  it('happens once, even when two requests arrive together', async () => {
    const { finish, code } = await enrol();
    const both = await Promise.all([finish({ code: code(0) }), finish({ code: code(1) })]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it('needs a start, a policy that is not off, and no factor yet', async () => {
    const session = fixture.callOf(userId, 'setup');
    const params = { code: '123456', recoveryEmail: 'x@outside.example', remember: false };
    expect(await finishEnrolment(fixture.core, session.current(), params)).toEqual(refused('TFAANotEnrolledError', {}));
    const otto = fixture.callOf(fixture.addUser('otto', { name: 'off.example', factorEnabled: false }));
    expect(await startEnrolment(fixture.core, otto.current())).toEqual(
      refused('TFAANoSetupError', { cause: 'disabledByPolicy' }),
    );
    const { finish, session: done } = await enrol();
    await finish();
    expect(await startEnrolment(fixture.core, done.current())).toEqual(refused('TFAAAlreadySetupError', {}));
  });

  it('keeps nothing when the directory refuses to', async () => {
    const { finish, session } = await enrol();
    const broken: Fixture = {
      ...fixture,
      core: {
        ...fixture.core,
        credentials: { ...fixture.core.credentials, write: async () => ({ ok: false, error: 'readOnlyDirectory' }) },
      },
    };
    fixture = broken;
    expect(await finish()).toEqual(refused('TFAANoSetupError', { cause: 'readOnlyDirectory' }));
    expect(session.current().session.state).toBe('setup');
    expect(fixture.store.devices.listOf(userId, fixture.clock.now())).toEqual([]);
    expect(fixture.store.secondFactors.countRecoveryCodes(userId)).toBe(0);
  });
});

describe('codes after the set-up', () => {
  it("sets a cookie of the domain's days, or of the browser session for 0 days", async () => {
    const { finish, session } = await enrol();
    await finish();
    expect(session.set.maxAge).toBe(30 * 24 * 3600);
    expect(session.set.secondFactor).toMatch(/^[\w-]{43}$/u);
    userId = fixture.addUser('sam', { name: 'session.example', expireDays: 0 });
    const sam = await enrol();
    await sam.finish();
    expect(sam.session.set.secondFactor).toBeDefined();
    expect(sam.session.set.maxAge).toBeUndefined();
  });

  it('lets a recovery code in once, at verify only', async () => {
    const { finish } = await enrol();
    const done = await finish();
    if (!done.ok) throw new Error('finish failed');
    const [code = ''] = done.value.recoveryCodes;
    const full = fixture.callOf(userId);
    expect(await stepUp(fixture.core, full.current(), { code })).toMatchObject(refused('TFAAInvalidTokenError', {}));
    const session = fixture.callOf(userId, 'code');
    const typed = code.toUpperCase().replace('-', ' ');
    expect(await verifyCode(fixture.core, session.current(), { code: typed, remember: false })).toEqual({
      ok: true,
      value: { recoveryCodesLeft: 9 },
    });
    expect(session.current().session.state).toBe('full');
    expect(session.set.secondFactor).toBeUndefined();
    const again = fixture.callOf(userId, 'code');
    expect((await verifyCode(fixture.core, again.current(), { code, remember: false })).ok).toBe(false);
  });

  it('cannot remove a factor the policy enforces', async () => {
    const { finish, code, session } = await enrol();
    await finish();
    expect(await removeSecondFactor(fixture.core, session.current(), { code: code(1) })).toEqual(
      refused('TFAAEnforcedError', {}),
    );
  });
});
