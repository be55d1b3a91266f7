import { beforeEach, describe, expect, it } from 'vitest';
import { type MailCredential, mayStay, signInToMail } from '../../../app/server/accounts/mail-sign-in.ts';
import { signOut } from '../../../app/server/accounts/own-account.ts';
import { signIn } from '../../../app/server/accounts/sign-in.ts';
import { createAppPassword } from '../../../app/server/app-passwords/app-passwords.ts';
import { day, hour, minute } from '../../../app/server/clock.ts';
import { newSecret } from '../../../app/server/second-factor/totp.ts';
import { trustDevice } from '../../../app/server/second-factor/trusted-devices.ts';
import type { Domain } from '../../../app/server/store/users.ts';
import { createFixture, type Fixture, password } from './support/fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await createFixture();
});

const only = 'Only application passwords are allowed since 2FA is enabled';

const enrol = (userId: string) =>
  fixture.core.credentials.write(userId, {
    secret: newSecret(),
    enrolledAt: fixture.clock.now(),
    recoveryEmail: 'x@outside.example',
  });

const tryMail = (userName: string, secret: string, protocol: 'imap' | 'pop3' | 'smtp' = 'imap', ip = '192.0.2.1') =>
  signInToMail(fixture.core, { protocol, userName, password: secret, ip, program: undefined });

/** A session with fresh proof, on a trusted device if wanted. */
const provenSession = (userId: string, remember: boolean) => {
  const session = fixture.callOf(userId);
  const device = remember ? trustDevice(fixture.core, session.current()) : undefined;
  fixture.store.sessions.prove(session.current().session.id, fixture.clock.now() + 10 * minute, device?.id);
  return session;
};

const makeAppPassword = async (
  session: ReturnType<typeof provenSession>,
  params: { deviceBound?: boolean; expiresInDays?: number; scopes?: ('imap' | 'smtp' | 'pop3')[] } = {},
) => {
  const name = `p${Math.random()}`;
  const made = await createAppPassword(fixture.core, session.current(), { name, scopes: ['imap'], ...params });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
};

describe('the account password on mail protocols', () => {
  const table: [string, Partial<Domain>, boolean, string][] = [
    ['policy off', { factorEnabled: false }, false, 'accepted'],
    ['policy off, enrolled before', { factorEnabled: false }, true, 'accepted'],
    ['optional, not enrolled', { factorForced: false }, false, 'accepted'],
    ['optional, enrolled', { factorForced: false }, true, 'refused'],
    ['enforced, not enrolled', {}, false, 'refused'],
    ['enforced, enrolled', {}, true, 'refused'],
  ];
  it.each(table)('%s', async (_name, domain, enrolled, kind) => {
    const userId = fixture.addUser('ana', { name: 'a.example', ...domain });
    if (enrolled) await enrol(userId);
    for (const protocol of ['imap', 'pop3', 'smtp'] as const) {
      const verdict = await tryMail('Ana@A.example', password, protocol);
      expect(verdict.kind).toBe(kind);
      if (verdict.kind === 'refused') expect(verdict.reason).toBe(only);
    }
  });

  it('never counts toward a block when it is right, and does when it is wrong', async () => {
    fixture.addUser('ana', { name: 'a.example' });
    for (let count = 0; count < 10; count += 1) await tryMail('ana@a.example', password);
    expect(await tryMail('ana@a.example', password)).toEqual({ kind: 'refused', reason: only });
    for (let count = 0; count < 3; count += 1) expect(await tryMail('ana@a.example', 'no')).toEqual({ kind: 'wrong' });
    expect(await tryMail('ana@a.example', password)).toEqual({ kind: 'try-later', seconds: 300 });
    expect((await tryMail('ana@a.example', password, 'pop3')).kind).toBe('refused');
    expect((await tryMail('ana@a.example', password, 'imap', '192.0.2.2')).kind).toBe('refused');
  });

  it('checks parallel guesses one after the other', async () => {
    fixture.addUser('ana', { name: 'a.example' });
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, index) => tryMail('ana@a.example', `no${index}`)));
    expect(guesses.filter(({ kind }) => kind === 'wrong')).toHaveLength(3);
    expect(guesses.filter(({ kind }) => kind === 'try-later')).toHaveLength(5);
  });

  it('is reported as a program of the last 30 days', async () => {
    const userId = fixture.addUser('ana', { name: 'a.example' });
    await signInToMail(fixture.core, {
      protocol: 'imap',
      userName: 'ana@a.example',
      password,
      ip: '192.0.2.1',
      program: 'Old Mail 3',
    });
    const seen = fixture.store.legacyClients.seenSince(userId, 0);
    expect(seen).toMatchObject([{ protocol: 'imap', program: 'Old Mail 3', ip: '192.0.2.1' }]);
  });
});

describe('app passwords', () => {
  it('open what their scopes name, however they are typed', async () => {
    const userId = fixture.addUser('ana', { name: 'a.example' });
    await enrol(userId);
    const { secret } = await makeAppPassword(provenSession(userId, true), { scopes: ['imap', 'smtp'] });
    const grouped = (secret.match(/.{4}/gu) ?? []).join(' ').toUpperCase();
    expect((await tryMail('ana@a.example', grouped)).kind).toBe('accepted');
    expect((await tryMail('ana@a.example', secret, 'smtp')).kind).toBe('accepted');
    expect(await tryMail('ana@a.example', secret, 'pop3')).toEqual({
      kind: 'refused',
      reason: 'This application password does not cover POP3',
    });
    expect(fixture.store.appPasswords.listOf(userId)[0]).toMatchObject({ lastProtocol: 'smtp', lastIp: '192.0.2.1' });
  });

  it('belong to one user', async () => {
    const ana = fixture.addUser('ana', { name: 'a.example' });
    fixture.addUser('ben', { name: 'b.example' });
    await enrol(ana);
    const { secret } = await makeAppPassword(provenSession(ana, true));
    expect(await tryMail('ben@b.example', secret)).toEqual({ kind: 'wrong' });
  });

  it('never open a session, and fail like any wrong password there', async () => {
    const userId = fixture.addUser('ana', { name: 'a.example' });
    await enrol(userId);
    const session = provenSession(userId, true);
    const { secret } = await makeAppPassword(session);
    const application = { name: 'Test', vendor: 'Test', version: '1.0.0' };
    const reply = await signIn(fixture.core, session.current(), {
      userName: 'ana@a.example',
      password: secret,
      application,
    });
    expect(reply).toEqual({ ok: false, error: { symbol: 'AuthFailed' } });
  });

  it('end by pause, expiry, revocation and with a disabled account, each with its reason', async () => {
    const userId = fixture.addUser('ana', { name: 'a.example' });
    await enrol(userId);
    const session = provenSession(userId, true);
    const paused = await makeAppPassword(session);
    const expiring = await makeAppPassword(session, { expiresInDays: 1 });
    const revoked = await makeAppPassword(session);
    const stored = fixture.store.appPasswords.byId(paused.id);
    if (stored === undefined) throw new Error('not stored');
    fixture.store.appPasswords.change(paused.id, { ...stored, enabled: false });
    fixture.store.appPasswords.remove(userId, revoked.id);
    fixture.clock.advance(day);
    const reason = async (secret: string) => {
      const verdict = await tryMail('ana@a.example', secret);
      return verdict.kind === 'refused' ? verdict.reason : verdict.kind;
    };
    expect(await reason(paused.secret)).toBe('This application password is switched off');
    expect(await reason(expiring.secret)).toBe('This application password has expired');
    expect(await reason(revoked.secret)).toBe('This application password was revoked');
    expect(fixture.core.guessLimit.wait('imap', '192.0.2.1')).toBe(0);
    fixture.store.users.setDisabled(userId, 'administrator');
    expect(await reason(paused.secret)).toBe('This account is disabled');
  });

  it('bound to a device end with its trust, on the day', async () => {
    const userId = fixture.addUser('ana', { name: 'a.example', expireDays: 30 });
    await enrol(userId);
    const { id, secret } = await makeAppPassword(provenSession(userId, true), { deviceBound: true });
    const credential: MailCredential = { kind: 'app-password', id, userId };
    fixture.clock.advance(30 * day - 1);
    expect((await tryMail('ana@a.example', secret)).kind).toBe('accepted');
    expect(await mayStay(fixture.core, credential, 'imap')).toBe(true);
    fixture.clock.advance(1);
    expect((await tryMail('ana@a.example', secret)).kind).toBe('refused');
    expect(await mayStay(fixture.core, credential, 'imap')).toBe(false);
  });

  it.each([true, false])(
    'with 0 days (device %s) end at sign-out, or twelve hours after the last use',
    async (remember) => {
      const userId = fixture.addUser('sam', { name: 's.example', expireDays: 0 });
      await enrol(userId);
      const session = provenSession(userId, remember);
      const used = await makeAppPassword(session, { deviceBound: true });
      const credential: MailCredential = { kind: 'app-password', id: used.id, userId };
      for (let count = 0; count < 3; count += 1) {
        fixture.clock.advance(11 * hour);
        expect(await mayStay(fixture.core, credential, 'imap')).toBe(true);
      }
      fixture.clock.advance(12 * hour);
      expect(await mayStay(fixture.core, credential, 'imap')).toBe(false);
      const other = provenSession(userId, remember);
      const { secret } = await makeAppPassword(other, { deviceBound: true });
      expect((await tryMail('sam@s.example', secret)).kind).toBe('accepted');
      signOut(fixture.core, other.current());
      expect(await tryMail('sam@s.example', secret)).toMatchObject({ kind: 'refused' });
    },
  );
});
