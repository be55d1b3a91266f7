import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { createHeldSecrets } from '../../../app/auth/held-secrets.ts';
import { transition } from '../../../app/auth/login-machine.ts';
import {
  initialLoginState,
  type LoginEffect,
  type LoginEvent,
  type LoginState,
  type OpenedAccount,
} from '../../../app/auth/login-state.ts';
import type { StoredSignIn } from '../../../app/auth/ports.ts';
import type { ServerFacts } from '../../../app/contract/gate.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { fail, succeed } from '../../../app/domain/result.ts';

const address = 'ana@enforced.example';
const secrets = { password: 'pass-of-ana', rightCode: '424242', key: 'KEY-OF-ANA', recoveryCode: 'abcde-fghij' };
const server: ServerFacts = {
  url: 'https://mail.enforced.example',
  host: 'mail.enforced.example',
  port: 443,
  from: 'commonName',
  product: 'Test server',
  version: '1.0.0',
  tlsProtocol: 'TLSv1.3',
  validTo: '2030-01-01T00:00:00.000Z',
  trustedBy: 'authorities',
  clockSkew: 0,
};
const soon = '2026-01-01T00:10:00.000Z';
const account: OpenedAccount = {
  address,
  fullName: 'Ana',
  serverHost: server.host,
  kept: 'keychain',
  secondFactor: true,
};
const record: StoredSignIn = {
  format: 1,
  address,
  serverUrl: server.url,
  mail: {
    user: address,
    secret: 'mail-secret',
    kind: 'appPassword',
    imap: { host: server.host, port: 993, security: 'tls' },
  },
};

/** What the server of the model knows; it enforces the second factor. */
type Server = { enrolled: boolean; session: 'none' | 'code' | 'setup' | 'full' };
type Request = { readonly effect: LoginEffect; readonly attempt: number };

type Model = Record<string, never>;

/** One computer and its server, and everything that is under way between them. */
type Real = {
  state: LoginState;
  readonly held: ReturnType<typeof createHeldSecrets>;
  readonly server: Server;
  /** The keychain refuses to write. */
  locked: boolean;
  requests: Request[];
  answers: LoginEvent[];
  /** The server saw the second factor in the sign-in that is under way. */
  proven: boolean;
  /** A mailbox was opened by a sign-in that was proven. */
  openedBefore: boolean;
};

let opened = 0;
let wentBack = 0;

/** How far the runs came: an invariant that is never put to the test proves nothing. */
afterAll(() => {
  expect(opened).toBeGreaterThan(100);
  expect(wentBack).toBeGreaterThan(10);
});

const wrong: Failure = { code: 'wrongCode', failedAttempts: 1, attemptsLeft: 4 };
const ended: Failure = { code: 'sessionEnded' };

/** The server does what it is asked, by its own rules, and answers. */
const serve = (real: Real, { effect, attempt }: Request): LoginEvent | undefined => {
  const { server: its } = real;
  switch (effect.do) {
    case 'probe':
      return { type: 'probed', attempt, probe: { state: 'found', server } };
    case 'login': {
      if (effect.password !== secrets.password) {
        return { type: 'loggedIn', attempt, result: fail({ code: 'authFailed' }), expiresAt: soon };
      }
      its.session = its.enrolled ? 'code' : 'setup';
      const result = succeed({ state: its.session, policy: 'enforced', rememberDays: 30 } as const);
      return { type: 'loggedIn', attempt, result, expiresAt: soon };
    }
    case 'verify':
    case 'stepUp': {
      if (its.session !== 'code' && its.session !== 'full') return { type: 'verified', attempt, result: fail(ended) };
      if (effect.code !== secrets.rightCode) return { type: 'verified', attempt, result: fail(wrong) };
      its.session = 'full';
      return { type: 'verified', attempt, result: succeed({}) };
    }
    case 'requestRecovery':
      return {
        type: 'recoverySent',
        attempt,
        result: its.session === 'code' ? succeed({ sentTo: 'a***@x', codeEndsAt: soon }) : fail(ended),
        resendAt: soon,
      };
    case 'recover': {
      if (its.session !== 'code') return { type: 'recovered', attempt, result: fail(ended) };
      if (effect.code !== secrets.rightCode) {
        return { type: 'recovered', attempt, result: fail({ code: 'wrongRecoveryCode', attemptsLeft: 2 }) };
      }
      Object.assign(its, { session: 'none', enrolled: false });
      return { type: 'recovered', attempt, result: succeed({ reset: true }) };
    }
    case 'startSetUp':
      return {
        type: 'keyArrived',
        attempt,
        result: its.session === 'setup' ? succeed({ secret: secrets.key, otpauthUri: 'otpauth://x' }) : fail(ended),
      };
    case 'finish': {
      if (its.session !== 'setup') return { type: 'finished', attempt, result: fail(ended) };
      if (effect.code !== secrets.rightCode) return { type: 'finished', attempt, result: fail(wrong) };
      Object.assign(its, { session: 'full', enrolled: true });
      return { type: 'finished', attempt, result: succeed({ recoveryCodes: [secrets.recoveryCode] }) };
    }
    case 'secure':
    case 'keepAgain': {
      // Only a session that proved the factor gives out an app password; a made one needs no session any more.
      if (effect.do === 'secure' && its.session !== 'full') return { type: 'secured', attempt, result: fail(ended) };
      if (effect.do === 'keepAgain' && real.held.unkept() === undefined) return undefined;
      if (!real.locked) return { type: 'secured', attempt, result: succeed(account) };
      real.held.holdUnkept({ record, secured: { user: {} as never, secondFactor: true, mail: record.mail } });
      return { type: 'secured', attempt, result: fail({ code: 'keychain', state: 'locked' }) };
    }
    case 'keepInMemory':
      if (real.held.unkept() === undefined) return undefined;
      return { type: 'secured', attempt, result: succeed({ ...account, kept: 'memoryNoKeychain' }) };
    case 'abandon':
      its.session = 'none';
      return undefined;
    default:
      return undefined;
  }
};

const check = (real: Real): void => {
  const { gate } = real.state;
  if (gate.step === 'mailbox' || gate.step === 'setUpDone') expect(real.proven || real.openedBefore).toBe(true);
  const text = JSON.stringify(real.state);
  expect(text).not.toContain(secrets.password);
  expect(text).not.toContain(secrets.rightCode);
  if (gate.step !== 'setUp') expect(text).not.toContain(secrets.key);
  if (gate.step !== 'setUpDone') expect(text).not.toContain(secrets.recoveryCode);
  const waitsForAnswer = gate.step === 'opening' || (gate.step === 'signIn' && gate.busy);
  if (!waitsForAnswer) expect(real.held.password()).toBeUndefined();
  if (!['keychain', 'opening', 'setUpDone'].includes(gate.step)) expect(real.held.unkept()).toBeUndefined();
};

const feed = (real: Real, event: LoginEvent): void => {
  const before = real.state;
  const next = transition(before, event);
  if (!next.accepted) expect(next.state).toBe(before);
  real.state = next.state;
  real.held.follow(real.state.gate);
  if (next.accepted && (event.type === 'verified' || event.type === 'finished') && event.result.ok) real.proven = true;
  for (const effect of next.effects) {
    if (effect.do === 'login') real.held.holdPassword(effect.password);
    if (effect.do === 'abandon') {
      real.held.forget();
      real.proven = false;
    }
    real.requests.push({ effect, attempt: next.state.attempt });
  }
  const { gate } = real.state;
  if (gate.step === 'mailbox' && before.gate.step !== 'mailbox') {
    if (event.type === 'backToMail') {
      expect(real.openedBefore).toBe(true);
      wentBack += 1;
    } else {
      expect(real.proven).toBe(true);
      opened += 1;
    }
    real.openedBefore = true;
  }
  check(real);
};

type Command = fc.Command<Model, Real>;
const always = (): boolean => true;

const act = (event: LoginEvent): Command => ({
  check: always,
  run: (_model, real) => feed(real, event),
  toString: () => `act ${event.type}`,
});

/** The act that leads on: chance alone would hardly ever get far. */
const onward = (code: string): Command => ({
  check: always,
  run: (_model, real) => feed(real, nextAct(real.state, code)),
  toString: () => `onward with ${code}`,
});

const nextAct = ({ gate }: LoginState, code: string): LoginEvent => {
  switch (gate.step) {
    case 'signIn':
      return gate.probe.state === 'found'
        ? { type: 'signIn', address, password: secrets.password, stay: true }
        : { type: 'findServer', address, serverUrl: '' };
    case 'code':
      return gate.recovery === undefined
        ? { type: 'verify', code, remember: true }
        : gate.recovery.sentTo === undefined
          ? { type: 'requestRecovery' }
          : { type: 'recover', code };
    case 'setUp':
      if (gate.stage === 'recovery') return { type: 'chooseRecovery', recoveryEmail: 'ana@outside.example' };
      return gate.stage === 'link' ? { type: 'linked' } : { type: 'finish', code, remember: true };
    case 'keychain':
      return { type: 'retryKeychain' };
    case 'mailbox':
      return gate.failure === undefined
        ? { type: 'mailRefused', reason: 'gone', cause: 'revoked' }
        : { type: 'startOver', serverUrl: '' };
    default:
      return { type: 'openMailbox' };
  }
};

/** The server takes the request that waits longest and does it; its answer is under way. */
const serverWorks: Command = {
  check: always,
  run: (_model, real) => {
    const request = real.requests.shift();
    const answer = request === undefined ? undefined : serve(real, request);
    if (answer !== undefined) real.answers.push(answer);
    check(real);
  },
  toString: () => 'the server works',
};

const arrive = (newest: boolean): Command => ({
  check: always,
  run: (_model, real) => {
    const answer = newest ? real.answers.pop() : real.answers.shift();
    if (answer !== undefined) feed(real, answer);
  },
  toString: () => `${newest ? 'the newest' : 'the oldest'} answer arrives`,
});

const happens = (name: string, change: (real: Real) => void): Command => ({
  check: always,
  run: (_model, real) => {
    change(real);
    check(real);
  },
  toString: () => name,
});

/** The three things that carry a sign-in on, in one: otherwise most runs never leave the first steps. */
const whole = (code: string): Command => ({
  check: always,
  run: (model, real) => {
    for (const step of [onward(code), serverWorks, arrive(true)]) void step.run(model, real);
  },
  toString: () => `a whole step with ${code}`,
});

const commands = fc.commands(
  [
    fc.constantFrom(secrets.rightCode, secrets.rightCode, secrets.rightCode, '000000').map(whole),
    fc.constantFrom(secrets.rightCode, secrets.rightCode, '111111').map(whole),
    fc.constantFrom(secrets.rightCode, '000000').map(onward),
    fc.constant(serverWorks),
    fc.boolean().map(arrive),
    fc
      .constantFrom<LoginEvent>(
        { type: 'findServer', address, serverUrl: '' },
        { type: 'acceptServer', host: server.host },
        { type: 'signIn', address, password: 'not-hers-at-all', stay: true },
        { type: 'trustCertificate', fingerprint: 'AA' },
        { type: 'openRecovery' },
        { type: 'closeRecovery' },
        { type: 'back' },
        { type: 'openMailbox' },
        { type: 'startOver', serverUrl: '' },
        { type: 'checkServer', serverUrl: '' },
        { type: 'backToMail' },
        { type: 'signOut' },
        { type: 'retryKeychain' },
        { type: 'signInAnew', serverUrl: '' },
        { type: 'continueWithoutKeychain', serverUrl: '' },
        { type: 'pendingExpired' },
        { type: 'mailRefused', reason: 'no', cause: 'trustEnded' },
      )
      .map(act),
    fc.constantFrom(
      happens('an answer is lost', (real) => void real.answers.shift()),
      happens('a request is lost', (real) => void real.requests.shift()),
      happens('the server forgets the session', (real) => {
        real.server.session = 'none';
      }),
      happens('the keychain is locked', (real) => {
        real.locked = true;
      }),
      happens('the keychain is opened', (real) => {
        real.locked = false;
      }),
    ),
  ],
  { size: 'max', maxCommands: 60 },
);

it('no order of acts, answers and faults opens the mailbox without the second factor, or keeps a secret longer than its step', () => {
  fc.assert(
    fc.property(fc.boolean(), commands, (enrolled, run) => {
      fc.modelRun(
        () => ({
          model: {},
          real: {
            state: transition(initialLoginState, { type: 'noAccount', serverUrl: '' }).state,
            held: createHeldSecrets(),
            server: { enrolled, session: 'none' } satisfies Server,
            locked: false,
            requests: [],
            answers: [],
            proven: false,
            openedBefore: false,
          },
        }),
        run,
      );
    }),
    { numRuns: 600 },
  );
}, 60_000);
