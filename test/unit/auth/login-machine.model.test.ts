import fc from 'fast-check';
import { expect, it } from 'vitest';
import { transition } from '../../../app/auth/login-machine.ts';
import {
  initialLoginState,
  type LoginEffect,
  type LoginEvent,
  type LoginState,
} from '../../../app/auth/login-state.ts';
import type { Failure } from '../../../app/domain/failure.ts';

const address = 'ana@enforced.example';
const server = {
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
} as const;
const account = { address, fullName: 'Ana', serverHost: server.host, kept: 'keychain', secondFactor: true } as const;

/** What a person or a confused window may do at any time. */
const act: fc.Arbitrary<LoginEvent> = fc.oneof(
  fc.constant<LoginEvent>({ type: 'findServer', address, serverUrl: '' }),
  fc.constant<LoginEvent>({ type: 'signIn', address, password: 'the password', stay: true }),
  fc.constant<LoginEvent>({ type: 'verify', code: '123456', remember: true }),
  fc.constant<LoginEvent>({ type: 'chooseRecovery', recoveryEmail: 'ana@outside.example' }),
  fc.constant<LoginEvent>({ type: 'linked' }),
  fc.constant<LoginEvent>({ type: 'back' }),
  fc.constant<LoginEvent>({ type: 'finish', code: '123456', remember: true }),
  fc.constant<LoginEvent>({ type: 'openMailbox' }),
  fc.constant<LoginEvent>({ type: 'startOver', serverUrl: '' }),
  fc.constant<LoginEvent>({ type: 'signOut' }),
  fc.constant<LoginEvent>({ type: 'retryKeychain' }),
  fc.constant<LoginEvent>({ type: 'continueWithoutKeychain', serverUrl: '' }),
  fc.constant<LoginEvent>({ type: 'trustCertificate', fingerprint: 'AA' }),
  fc.constant<LoginEvent>({ type: 'pendingExpired' }),
  fc.constant<LoginEvent>({ type: 'mailRefused', reason: 'no' }),
);

const failure: fc.Arbitrary<Failure> = fc.constantFrom<Failure>(
  { code: 'wrongCode', failedAttempts: 1, attemptsLeft: 4 },
  { code: 'tryLater', retryAfter: 5 },
  { code: 'sessionEnded' },
  { code: 'unreachable', host: 'x', cause: 'interrupted' },
  { code: 'accountDisabled', reason: 'secondFactorAttempts' },
  { code: 'stepUpRequired' },
  { code: 'keychain', state: 'locked' },
);

type Server = { readonly enrolled: boolean; readonly provesFactor: boolean };
type Answer = { readonly failure: Failure | undefined };

/** Answers an effect as a server that enforces the second factor would, or with a failure. */
const answerOf = (
  effect: LoginEffect,
  attempt: number,
  world: Server,
  { failure: error }: Answer,
): LoginEvent | undefined => {
  const failed = error === undefined ? undefined : ({ ok: false, error } as const);
  switch (effect.do) {
    case 'probe':
      return {
        type: 'probed',
        attempt,
        probe: error === undefined ? { state: 'found', server } : { state: 'failed', failure: error },
      };
    case 'login':
      return {
        type: 'loggedIn',
        attempt,
        expiresAt: '2026-01-01T00:10:00.000Z',
        result: failed ?? {
          ok: true,
          value: { state: world.enrolled ? 'code' : 'setup', policy: 'enforced', rememberDays: 30 },
        },
      };
    case 'verify':
    case 'stepUp':
      return { type: 'verified', attempt, result: failed ?? { ok: true, value: {} } };
    case 'startSetUp':
      return { type: 'keyArrived', attempt, result: failed ?? { ok: true, value: { secret: 'S', otpauthUri: 'o' } } };
    case 'finish':
      return { type: 'finished', attempt, result: failed ?? { ok: true, value: { recoveryCodes: [] } } };
    case 'secure':
      // The server makes an app password only in a session that proved the second factor.
      if (!world.provesFactor)
        return { type: 'secured', attempt, result: { ok: false, error: { code: 'sessionEnded' } } };
      return { type: 'secured', attempt, result: failed ?? { ok: true, value: account } };
    case 'keepAgain':
    case 'keepInMemory':
      return { type: 'secured', attempt, result: failed ?? { ok: true, value: account } };
    default:
      return undefined;
  }
};

/** The act that leads on from where the sign-in stands: without it, chance alone would hardly ever get far. */
const leadingOn = ({ gate }: LoginState): LoginEvent => {
  switch (gate.step) {
    case 'signIn':
      return gate.probe.state === 'found'
        ? { type: 'signIn', address, password: 'the password', stay: true }
        : { type: 'findServer', address, serverUrl: '' };
    case 'code':
      return { type: 'verify', code: '123456', remember: true };
    case 'setUp':
      if (gate.stage === 'recovery') return { type: 'chooseRecovery', recoveryEmail: 'ana@outside.example' };
      return gate.stage === 'link' ? { type: 'linked' } : { type: 'finish', code: '123456', remember: true };
    case 'keychain':
      return { type: 'retryKeychain' };
    default:
      return { type: 'openMailbox' };
  }
};

const proves = (event: LoginEvent): boolean =>
  (event.type === 'verified' || event.type === 'finished') && event.result.ok;

it('no order of acts, answers and failures opens the mailbox without the second factor', () => {
  const step = fc.record({
    act: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: act }),
    failure: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: failure }),
    /** Whether the answer arrives now, late (after the next act) or never. */
    delivery: fc.constantFrom('now', 'now', 'now', 'late', 'never'),
  });
  let opened = 0;
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (enrolled, steps) => {
      let state: LoginState = transition(initialLoginState, { type: 'noAccount', serverUrl: '' }).state;
      let provesFactor = false;
      let late: LoginEvent[] = [];
      const feed = (event: LoginEvent, answer: Answer, deliver: 'now' | 'late' | 'never'): void => {
        const before = state;
        const next = transition(state, event);
        state = next.state;
        if (next.accepted && proves(event)) provesFactor = true;
        if (next.effects.some((effect) => effect.do === 'abandon')) provesFactor = false;
        if (!next.accepted) expect(state).toBe(before);
        for (const effect of next.effects) {
          const reply = answerOf(effect, next.state.attempt, { enrolled, provesFactor }, answer);
          if (reply === undefined || deliver === 'never') continue;
          if (deliver === 'late') late.push(reply);
          else feed(reply, answer, 'now');
        }
      };
      for (const { act: event, failure: error, delivery } of steps) {
        feed(event ?? leadingOn(state), { failure: error }, delivery);
        const arriving = late;
        late = [];
        if (delivery === 'now') for (const reply of arriving) feed(reply, { failure: undefined }, 'now');
        else late = arriving;
        if (state.gate.step === 'mailbox') opened += 1;
        if (state.gate.step === 'mailbox' || state.gate.step === 'setUpDone') expect(provesFactor).toBe(true);
        expect(JSON.stringify(state)).not.toContain('the password');
      }
    }),
    { numRuns: 2000 },
  );
  expect(opened).toBeGreaterThan(500);
});
