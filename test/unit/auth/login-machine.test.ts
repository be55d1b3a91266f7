import { describe, expect, it } from 'vitest';
import { transition } from '../../../app/auth/login-machine.ts';
import {
  initialLoginState,
  type LoginEvent,
  type LoginState,
  type OpenedAccount,
} from '../../../app/auth/login-state.ts';
import type { ServerFacts } from '../../../app/contract/gate.ts';
import type { Failure } from '../../../app/domain/failure.ts';

const server: ServerFacts = {
  url: 'https://mail.enforced.example',
  host: 'mail.enforced.example',
  port: 443,
  product: 'Test server',
  version: '1.0.0',
  from: 'commonName',
  tlsProtocol: 'TLSv1.3',
  validTo: '2030-01-01T00:00:00.000Z',
  trustedBy: 'authorities',
  clockSkew: 0,
};
const address = 'ana@enforced.example';
const expiresAt = '2026-01-01T00:10:00.000Z';
const account: OpenedAccount = {
  address,
  fullName: 'Ana',
  serverHost: server.host,
  kept: 'keychain',
  secondFactor: true,
};
const key = { secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', otpauthUri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP' };

type Loose = LoginEvent extends infer E ? (E extends { attempt: number } ? Omit<E, 'attempt'> : E) : never;

/** Feeds events one after the other; answers belong to the newest request unless they say otherwise. */
const run = (events: readonly (Loose | LoginEvent)[], from: LoginState = initialLoginState): LoginState =>
  events.reduce<LoginState>(
    (state, event) => transition(state, { attempt: state.attempt, ...event } as LoginEvent).state,
    from,
  );

const begin: readonly Loose[] = [
  { type: 'noAccount', serverUrl: '' },
  { type: 'findServer', address, serverUrl: '' },
  { type: 'probed', probe: { state: 'found', server } },
];
const login: Loose = { type: 'signIn', address, password: 'not kept', stay: true };
const reply = (state: 'none' | 'code' | 'setup'): Loose => ({
  type: 'loggedIn',
  result: { ok: true, value: { state, policy: 'enforced', rememberDays: 30 } },
  expiresAt,
});
const toSetUp = [...begin, login, reply('setup')];
const toLink: readonly Loose[] = [
  ...toSetUp,
  { type: 'chooseRecovery', recoveryEmail: 'ana.private@outside.example' },
  { type: 'keyArrived', result: { ok: true, value: key } },
];
const toCodeStage: readonly Loose[] = [...toLink, { type: 'linked' }];
const toCode = [...begin, login, reply('code')];
const failed = (error: Failure) => ({ ok: false, error }) as const;
const secured: Loose = { type: 'secured', result: { ok: true, value: account } };

describe('the way through', () => {
  it.each<[string, readonly Loose[], string]>([
    ['an unknown account starts at the sign-in', [{ type: 'noAccount', serverUrl: '' }], 'signIn'],
    ['a stored sign-in opens the mailbox at once', [{ type: 'storedSignIn', account }], 'mailbox'],
    ['no second factor leads straight on', [...begin, login, reply('none')], 'opening'],
    ['a second factor asks for the code', toCode, 'code'],
    ['an enforced policy asks for the set-up', toSetUp, 'setUp'],
    [
      'a right code leads on',
      [
        ...toCode,
        { type: 'verify', code: '123456', remember: true },
        { type: 'verified', result: { ok: true, value: {} } },
      ],
      'opening',
    ],
    ['mail access opens the mailbox', [...begin, login, reply('none'), secured], 'mailbox'],
    [
      'a finished set-up shows what changes first',
      [
        ...toCodeStage,
        { type: 'finish', code: '123456', remember: true },
        { type: 'finished', result: { ok: true, value: { recoveryCodes: ['aaaaa-bbbbb'] } } },
        secured,
      ],
      'setUpDone',
    ],
    [
      'and then the mailbox',
      [
        ...toCodeStage,
        { type: 'finish', code: '123456', remember: true },
        { type: 'finished', result: { ok: true, value: { recoveryCodes: ['aaaaa-bbbbb'] } } },
        secured,
        { type: 'openMailbox' },
      ],
      'mailbox',
    ],
    [
      'also when mail access is ready only later',
      [
        ...toCodeStage,
        { type: 'finish', code: '123456', remember: true },
        { type: 'finished', result: { ok: true, value: { recoveryCodes: ['aaaaa-bbbbb'] } } },
        { type: 'openMailbox' },
        secured,
      ],
      'mailbox',
    ],
  ])('%s', (_name, events, step) => {
    expect(run(events).gate.step).toBe(step);
  });
});

describe('no way around', () => {
  const sideways: readonly Loose[] = [
    { type: 'openMailbox' },
    { type: 'storedSignIn', account },
    { type: 'linked' },
    { type: 'back' },
    { type: 'verify', code: '123456', remember: true },
    { type: 'verified', result: { ok: true, value: {} } },
    { type: 'finish', code: '123456', remember: true },
    { type: 'noAccount', serverUrl: '' },
    { type: 'signOut' },
    { type: 'retryKeychain' },
    { type: 'continueWithoutKeychain', serverUrl: '' },
    secured,
  ];

  it.each(sideways.map((event) => [event.type, event] as const))(
    'the first set-up page stays whatever: %s',
    (_type, event) => {
      const state = run(toSetUp);
      expect(transition(state, { attempt: state.attempt, ...event } as LoginEvent)).toMatchObject({
        accepted: false,
        state,
      });
    },
  );

  it('an answer to an older request changes nothing', () => {
    const asked = run([...toCode, { type: 'verify', code: '123456', remember: true }]);
    const stale = transition(asked, { type: 'verified', attempt: asked.attempt - 1, result: { ok: true, value: {} } });
    expect(stale).toMatchObject({ accepted: false, state: asked });
  });

  it('a sign-in that was left ignores the login that arrives late', () => {
    const waiting = run([...begin, login]);
    const left = transition(waiting, { type: 'startOver', serverUrl: '' }).state;
    const late = transition(left, { ...(reply('none') as object), attempt: waiting.attempt } as LoginEvent);
    expect(late.accepted).toBe(false);
  });

  it('sends no password before the server was found and trusted', () => {
    const untrusted = run([
      { type: 'noAccount', serverUrl: '' },
      { type: 'findServer', address, serverUrl: '' },
    ]);
    expect(transition(untrusted, login as LoginEvent)).toMatchObject({ accepted: false, effects: [] });
  });

  it('sends the password only for the address whose server was checked', () => {
    const other = { ...login, address: 'ben@enforced.example' } as LoginEvent;
    expect(transition(run(begin), other).accepted).toBe(false);
  });

  it('asks the server once however often the button is pressed', () => {
    const once = transition(run(toCode), { type: 'verify', code: '1', remember: true });
    expect(once.effects).toHaveLength(1);
    expect(transition(once.state, { type: 'verify', code: '1', remember: true }).accepted).toBe(false);
  });
});

describe('failures', () => {
  it.each<[Failure, string]>([
    [{ code: 'wrongCode', failedAttempts: 1, attemptsLeft: 4 }, 'code'],
    [{ code: 'tryLater', retryAfter: 5 }, 'code'],
    [{ code: 'unreachable', host: 'x', cause: 'refused' }, 'code'],
    [{ code: 'sessionEnded' }, 'signIn'],
    [{ code: 'accountDisabled', reason: 'secondFactorAttempts' }, 'signIn'],
  ])('of the code: %j leads to %s', (error, step) => {
    const { gate } = run([
      ...toCode,
      { type: 'verify', code: '1', remember: true },
      { type: 'verified', result: failed(error) },
    ]);
    expect(gate).toMatchObject({ step, address });
  });

  it('a wrong code of the set-up keeps key and place', () => {
    const { gate } = run([
      ...toCodeStage,
      { type: 'finish', code: '1', remember: true },
      { type: 'finished', result: failed({ code: 'wrongCode', failedAttempts: 1, attemptsLeft: 4 }) },
    ]);
    expect(gate).toMatchObject({ step: 'setUp', stage: 'code', key, busy: false, failure: { attemptsLeft: 4 } });
  });

  it('a recovery address the server refuses leads back to it and keeps the scanned key', () => {
    const refused = run([
      ...toCodeStage,
      { type: 'finish', code: '1', remember: true },
      { type: 'finished', result: failed({ code: 'recoveryEmail', reason: 'ownAlias' }) },
    ]);
    expect(refused.gate).toMatchObject({ step: 'setUp', stage: 'recovery', key });
    const again = transition(refused, { type: 'chooseRecovery', recoveryEmail: 'other@outside.example' });
    expect(again.state.gate).toMatchObject({ stage: 'link', key });
    expect(again.effects).toEqual([]);
  });

  it.each([
    [address, 'sameAsAccount'],
    ['Ana+spare@ENFORCED.example', 'sameAsAccount'],
    ['nowhere', 'invalid'],
  ])('the recovery address %s is refused before the server is asked', (recoveryEmail, reason) => {
    const next = transition(run(toSetUp), { type: 'chooseRecovery', recoveryEmail });
    expect(next.effects).toEqual([]);
    expect(next.state.gate).toMatchObject({ stage: 'recovery', failure: { code: 'recoveryEmail', reason } });
  });

  it('a set-up that ran out starts from the beginning and ends its session', () => {
    const next = transition(run(toLink), { type: 'pendingExpired' });
    expect(next.state.gate).toMatchObject({ step: 'signIn', address, notice: 'expired' });
    expect(next.effects).toEqual([{ do: 'abandon' }]);
  });

  it('a locked keychain keeps what was made and tries again', () => {
    const locked = run([
      ...begin,
      login,
      reply('none'),
      { type: 'secured', result: failed({ code: 'keychain', state: 'locked' }) },
    ]);
    expect(locked.gate).toMatchObject({ step: 'keychain', state: 'locked' });
    expect(transition(locked, { type: 'retryKeychain' }).effects).toEqual([{ do: 'keepAgain' }]);
    expect(transition(locked, { type: 'continueWithoutKeychain', serverUrl: '' }).effects).toEqual([
      { do: 'keepInMemory' },
    ]);
  });

  it('a locked keychain at the start is read again', () => {
    const locked = run([{ type: 'keychainFailed', address, state: 'locked' }]);
    expect(transition(locked, { type: 'retryKeychain' }).effects).toEqual([{ do: 'readVault' }]);
  });

  it('a keychain that stays locked keeps its screen, and opens the mailbox once it is unlocked', () => {
    const still = run([
      { type: 'keychainFailed', address, state: 'locked' },
      { type: 'retryKeychain' },
      { type: 'keychainFailed', address, state: 'locked' },
    ]);
    expect(still.gate).toEqual({ step: 'keychain', address, state: 'locked' });
    expect(run([{ type: 'retryKeychain' }, { type: 'storedSignIn', account }], still).gate.step).toBe('mailbox');
  });

  it('nothing that was stored opens the mailbox while a fresh sign-in waits for the keychain', () => {
    const locked = run([
      ...begin,
      login,
      reply('none'),
      { type: 'secured', result: failed({ code: 'keychain', state: 'locked' }) },
    ]);
    expect(transition(locked, { type: 'storedSignIn', account }).accepted).toBe(false);
  });

  it('a missing fresh proof asks for a code and then goes on', () => {
    const due = run([...begin, login, reply('none'), { type: 'secured', result: failed({ code: 'stepUpRequired' }) }]);
    expect(due.gate.step).toBe('code');
    expect(transition(due, { type: 'verify', code: '123456', remember: true }).effects).toEqual([
      { do: 'stepUp', code: '123456' },
    ]);
  });

  it('refused mail is told in the mailbox and leads to a new sign-in', () => {
    const refused = run([
      { type: 'storedSignIn', account },
      { type: 'mailRefused', reason: 'expired' },
    ]);
    expect(refused.gate).toMatchObject({ step: 'mailbox', failure: { code: 'mailRefused' } });
    const again = transition(refused, { type: 'startOver', serverUrl: server.url });
    expect(again.state.gate).toMatchObject({
      step: 'signIn',
      address,
      serverUrl: server.url,
      notice: 'deviceTrustEnded',
    });
    expect(again.effects).toContainEqual({ do: 'closeMail' });
  });
});

it('remembers no device when the sign-in is not kept', () => {
  const state = run([...begin, { ...login, stay: false } as Loose, reply('code')]);
  expect(transition(state, { type: 'verify', code: '1', remember: true }).effects).toEqual([
    { do: 'verify', code: '1', remember: false },
  ]);
});

it('never holds the password in its state', () => {
  for (const events of [[...begin, login], toCode, toCodeStage]) {
    expect(JSON.stringify(run(events))).not.toContain('not kept');
  }
});
