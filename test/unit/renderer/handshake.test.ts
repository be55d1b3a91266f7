import { describe, expect, it } from 'vitest';
import type { Gate, ServerFacts } from '../../../app/contract/gate.ts';
import { currentStep, handshakeOf } from '../../../renderer/logic/handshake.ts';

const server: ServerFacts = {
  url: 'https://mail.enforced.example',
  host: 'mail.enforced.example',
  port: 443,
  product: 'Server',
  version: '1',
  from: 'commonName',
  tlsProtocol: 'TLSv1.3',
  validTo: '2027-01-01T00:00:00.000Z',
  trustedBy: 'authorities',
  clockSkew: 0,
};
const address = 'ana@enforced.example';
const signIn = (more: Partial<Extract<Gate, { step: 'signIn' }>>): Gate => ({
  step: 'signIn',
  address,
  serverUrl: '',
  probe: { state: 'idle' },
  busy: false,
  ...more,
});
const setUp = (more: Partial<Extract<Gate, { step: 'setUp' }>>): Gate => ({
  step: 'setUp',
  address,
  server,
  stage: 'recovery',
  rememberDays: 30,
  expiresAt: '2026-01-01T00:00:00.000Z',
  recoveryEmail: '',
  busy: false,
  ...more,
});
const marks = (gate: Gate): string =>
  handshakeOf(gate)
    .map((step) => step.mark)
    .join(' ');

describe('the five steps', () => {
  it.each<[string, Gate, string]>([
    ['before anything', signIn({}), 'now todo todo todo todo'],
    ['while searching', signIn({ probe: { state: 'searching', host: 'x' } }), 'now todo todo todo todo'],
    ['server found', signIn({ probe: { state: 'found', server } }), 'done done now todo todo'],
    [
      'password refused',
      signIn({ probe: { state: 'found', server }, failure: { code: 'authFailed' } }),
      'done done bad todo todo',
    ],
    [
      'server not reached',
      signIn({ probe: { state: 'failed', failure: { code: 'unreachable', host: 'x', cause: 'timeout' } } }),
      'bad todo todo todo todo',
    ],
    ['keychain', { step: 'keychain', address, state: 'locked' }, 'todo todo bad todo todo'],
    ['set-up', setUp({}), 'done done done now todo'],
    ['set-up stopped', setUp({ failure: { code: 'noSetup', cause: 'unknown' } }), 'done done done bad todo'],
    ['opening', { step: 'opening', address }, 'done done done done now'],
  ])('%s', (_, gate, expected) => expect(marks(gate)).toBe(expected));

  it('marks a certificate nobody vouches for, and says the password was not sent', () => {
    const steps = handshakeOf(
      signIn({
        probe: {
          state: 'untrusted',
          certificate: {
            host: 'h',
            port: 1,
            subject: 's',
            issuer: 'i',
            validFrom: '2026-01-01T00:00:00.000Z',
            validTo: '2027-01-01T00:00:00.000Z',
            fingerprint: 'AA',
            reason: 'selfSigned',
          },
        },
      }),
    );
    expect(steps.map((step) => step.mark)).toEqual(['done', 'bad', 'todo', 'todo', 'todo']);
    expect(steps[2]?.detail?.key).toBe('handshake.password.notSent');
  });

  it('has the stages of the set-up below the second factor', () => {
    const sub = (gate: Gate) => handshakeOf(gate)[3]?.sub?.map((step) => step.mark);
    expect(sub(setUp({ stage: 'link' }))).toEqual(['done', 'now', 'todo', 'todo']);
    expect(sub(setUp({ stage: 'code', failure: { code: 'noSetup', cause: 'unknown' } }))).toEqual([
      'done',
      'done',
      'bad',
      'todo',
    ]);
  });

  it('knows the current step', () => {
    expect(currentStep(handshakeOf(setUp({})))).toBe(3);
    expect(currentStep(handshakeOf({ step: 'opening', address }))).toBe(4);
  });
});
