import { expect } from 'vitest';
import type { Calls } from './account-calls.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, so that the model reads the secret from the answer and from nowhere else. */
const decodeBase32 = (text: string): Uint8Array<ArrayBuffer> => {
  const bits = [...text].map((letter) => base32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return new Uint8Array((bits.match(/.{8}/gu) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** The second factor, its devices and app passwords. */
export const factorCalls: Calls<
  | 'start'
  | 'finish'
  | 'verify'
  | 'guess'
  | 'stepUp'
  | 'remove'
  | 'requestRecovery'
  | 'recover'
  | 'newRecoveryCodes'
  | 'createAppPassword'
  | 'removeAppPasswords'
  | 'getAppPasswords'
  | 'removeDevices'
> = {
  start: async ({ world, client }) => {
    const session = world.sessionOf(client);
    const { result } = await client.call('TwoFactor.start', {}, world.ip());
    if (result === undefined) return;
    if (session === undefined) throw new Error('a set-up without a session');
    expect(session.state, 'a set-up in a session that owes a code').not.toBe('code');
    expect(session.user.secret, 'a second set-up').toBeUndefined();
    expect(session.user.policy, 'a set-up where the policy is off').not.toBe('off');
    world.never(result['secret']);
    session.pending = decodeBase32(String(result['secret']));
    session.lastUsedAt = world.now();
  },

  finish: async ({ world, client, user, choice }) => {
    const session = world.sessionOf(client);
    const code = world.codeOf(session?.user ?? user, session?.pending, choice);
    const params = { code, recoveryEmail: 'x@outside.example', remember: choice % 3 !== 0 };
    const reply = await client.call('TwoFactor.finish', params, world.ip());
    if (!world.judgeCode(session, session?.pending, code, reply, false)) return;
    expect(session.state, 'a set-up in a session that owes a code').not.toBe('code');
    expect(session.user.secret, 'a second set-up').toBeUndefined();
    const codes = reply.result?.['recoveryCodes'] as string[];
    for (const each of codes) world.never(each);
    session.user.secret = session.pending;
    session.user.recoveryCodes = new Set(codes);
    session.pending = undefined;
    world.proven(session, client);
    world.count('enrolled');
  },

  verify: async ({ world, client, user, choice }) => {
    const session = world.sessionOf(client);
    const [recoveryCode] = session?.user.recoveryCodes ?? [];
    const code =
      choice === 2 && recoveryCode !== undefined
        ? recoveryCode
        : world.codeOf(session?.user ?? user, session?.user.secret, choice);
    const reply = await client.call('TwoFactor.verify', { code, remember: choice % 3 === 0 }, world.ip());
    if (!world.judgeCode(session, session?.user.secret, code, reply, true)) return;
    expect(session.state, 'a code in place of a set-up').not.toBe('setup');
    world.count(session.state === 'code' ? 'verified' : 'verified again');
    world.proven(session, client);
  },

  guess: async ({ world, client, choice }) => {
    const session = world.sessionOf(client);
    const code = choice < 6 ? '000001' : '0000000000';
    const reply = await client.call('TwoFactor.verify', { code, remember: true }, world.ip());
    if (world.judgeCode(session, session?.user.secret, code, reply, true)) world.proven(session, client);
  },

  stepUp: async ({ world, client, user, choice }) => {
    const session = world.sessionOf(client);
    const code = world.codeOf(session?.user ?? user, session?.user.secret, choice);
    const reply = await client.call('TwoFactor.stepUp', { code }, world.ip());
    if (!world.judgeCode(session, session?.user.secret, code, reply, false)) return;
    expect(session.state, 'a step up of a session that is not full').toBe('full');
    world.proven(session, client);
    world.count('stepped up');
  },

  remove: async ({ world, client, user, choice }) => {
    const session = world.sessionOf(client);
    const code = world.codeOf(session?.user ?? user, session?.user.secret, choice);
    const reply = await client.call('TwoFactor.remove', { code }, world.ip());
    if (!world.judgeCode(session, session?.user.secret, code, reply, false)) return;
    expect(session.state, 'a removal in a session that is not full').toBe('full');
    expect(session.user.policy, 'a factor was removed that is not optional').toBe('optional');
    session.lastUsedAt = world.now();
    world.wipe(session.user);
    world.count('removed');
  },

  requestRecovery: async ({ world, client }) => {
    await client.call('TwoFactor.requestRecovery', {}, world.ip());
  },

  recover: async ({ world, client, choice }) => {
    const session = world.sessionOf(client);
    const { sent } = world.fixture;
    const mail = sent.findLast(({ text }) => session !== undefined && text.includes(session.user.address));
    const mailed = /Recovery code: (\d{6})/u.exec(mail?.text ?? '')?.[1];
    const code = choice < 9 && mailed !== undefined ? mailed : '000002';
    const { result } = await client.call('TwoFactor.recover', { code }, world.ip());
    if (result === undefined) return;
    if (session === undefined || mail === undefined) throw new Error('recovered without a session or a mail');
    expect(code, 'recovered by another code than the mailed one').toBe(mailed);
    sent.splice(sent.indexOf(mail), 1);
    world.wipe(session.user);
    world.endSessions(session.user);
    world.count('recovered');
  },

  newRecoveryCodes: async ({ world, client }) => {
    const done = await world.full(client, 'TwoFactor.newRecoveryCodes', {});
    if (done === undefined) return;
    expect(done.session.freshUntil, 'recovery codes without fresh proof').toBeGreaterThan(world.now());
    const codes = done.reply.result?.['recoveryCodes'] as string[];
    for (const each of codes) world.never(each);
    done.session.user.recoveryCodes = new Set(codes);
  },

  createAppPassword: async ({ world, client, choice }) => {
    const deviceBound = choice % 2 === 0;
    const params = { name: `Program ${world.shown.size}`, scopes: ['imap'], deviceBound };
    const done = await world.full(client, 'AppPasswords.create', params);
    if (done === undefined) return;
    const { session, reply } = done;
    expect(session.freshUntil, 'an app password without fresh proof').toBeGreaterThan(world.now());
    expect(session.user.secret, 'an app password without a second factor').toBeDefined();
    world.never(reply.result?.['secret']);
    world.count('app password');
    session.user.appPasswords.push({
      secret: String(reply.result?.['secret']),
      device: deviceBound ? session.device : undefined,
      session: deviceBound && world.endsWithSession(session) ? session : undefined,
    });
  },

  removeAppPasswords: async ({ world, client }) => {
    const done = await world.full(client, 'AppPasswords.removeAll', {});
    if (done !== undefined) done.session.user.appPasswords = [];
  },

  getAppPasswords: async ({ world, client }) => {
    const done = await world.full(client, 'AppPasswords.get', {});
    const text = JSON.stringify(done?.reply ?? {});
    for (const secret of world.shown) expect(text.includes(secret), 'a secret was listed').toBe(false);
  },

  removeDevices: async ({ world, client }) => {
    const done = await world.full(client, 'TwoFactor.getDevices', {});
    if (done === undefined) return;
    const list = done.reply.result?.['list'] as { id: string }[];
    await client.call('TwoFactor.removeDevices', { ids: list.map(({ id }) => id) }, world.ip());
    const { user } = done.session;
    world.endSessions(user, (each) => each.device !== undefined && each !== done.session);
    world.forgetDevices(user);
    world.count('devices removed');
  },
};
