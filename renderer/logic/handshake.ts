import type { Gate, Probe, ServerFacts, SetUpStage } from '../../app/contract/gate.ts';
import type { Failure, KeychainState } from '../../app/domain/failure.ts';
import type { Said, TextKey } from '../text/keys.ts';
import { domainOf } from './address.ts';
import { tlsName } from './fingerprint.ts';
import type { Mark } from './pins.ts';

export type StepId = 'server' | 'encryption' | 'password' | 'secondFactor' | 'mailbox';
export type SubStepId = 'recovery' | 'link' | 'code' | 'changes';

export type HandshakeStep = {
  readonly id: StepId;
  readonly mark: Mark;
  readonly detail?: Said;
  readonly sub?: readonly { readonly id: SubStepId; readonly mark: Mark }[];
};

const said = (key: TextKey, values?: Said['values']): { detail: Said } => ({
  detail: values === undefined ? { key } : { key, values },
});

const encryptionOf = (server: ServerFacts): HandshakeStep => ({
  id: 'encryption',
  mark: 'done',
  ...said(server.trustedBy === 'person' ? 'handshake.encryption.trustedByYou' : 'handshake.encryption.trusted', {
    protocol: tlsName(server.tlsProtocol),
  }),
});

const reached = (server: ServerFacts): readonly HandshakeStep[] => [
  { id: 'server', mark: 'done', ...said('handshake.server.host', { host: server.host }) },
  encryptionOf(server),
];

const passwordTodo: HandshakeStep = { id: 'password', mark: 'todo', ...said('handshake.password.later') };
const secondFactorTodo: HandshakeStep = { id: 'secondFactor', mark: 'todo', ...said('handshake.secondFactor.later') };
const mailboxTodo: HandshakeStep = { id: 'mailbox', mark: 'todo' };
const passwordDone: HandshakeStep = { id: 'password', mark: 'done', ...said('handshake.password.accepted') };

const ofProbe = (probe: Probe): readonly HandshakeStep[] => {
  const encryptionTodo: HandshakeStep = { id: 'encryption', mark: 'todo', ...said('handshake.encryption.later') };
  switch (probe.state) {
    case 'idle':
      return [{ id: 'server', mark: 'now', ...said('handshake.server.idle') }, encryptionTodo, passwordTodo];
    case 'searching':
      return [
        { id: 'server', mark: 'now', ...said('handshake.server.searching', { host: probe.host }) },
        encryptionTodo,
        passwordTodo,
      ];
    case 'untrusted':
      return [
        { id: 'server', mark: 'done', ...said('handshake.server.host', { host: probe.certificate.host }) },
        { id: 'encryption', mark: 'bad', ...said('handshake.encryption.untrusted') },
        { id: 'password', mark: 'todo', ...said('handshake.password.notSent') },
      ];
    case 'elsewhere':
      return [
        { id: 'server', mark: 'now', ...said('handshake.server.elsewhere', { host: probe.server.host }) },
        encryptionOf(probe.server),
        passwordTodo,
      ];
    case 'failed':
      return [{ id: 'server', mark: 'bad', ...said('handshake.server.failed') }, encryptionTodo, passwordTodo];
    case 'found':
      return reached(probe.server);
  }
};

const refusesPassword = (failure: Failure | undefined): boolean =>
  failure?.code === 'authFailed' || failure?.code === 'accountDisabled';

const ofSignIn = (gate: Extract<Gate, { step: 'signIn' }>): readonly HandshakeStep[] => {
  const first = ofProbe(gate.probe);
  if (gate.probe.state !== 'found') return [...first, secondFactorTodo, mailboxTodo];
  const password: HandshakeStep = refusesPassword(gate.failure)
    ? { id: 'password', mark: 'bad', ...said('handshake.password.refused') }
    : { id: 'password', mark: 'now', ...said(gate.busy ? 'handshake.password.checking' : 'handshake.password.ready') };
  return [...first, password, secondFactorTodo, mailboxTodo];
};

const subSteps: readonly SubStepId[] = ['recovery', 'link', 'code', 'changes'];

const subMarks = (stage: SetUpStage | 'done', stopped: boolean): NonNullable<HandshakeStep['sub']> => {
  const at = stage === 'done' ? subSteps.length : subSteps.indexOf(stage);
  return subSteps.map((id, index) => ({
    id,
    mark: index < at ? 'done' : index > at ? 'todo' : stopped ? 'bad' : 'now',
  }));
};

/** A set-up that only an administrator can help on. */
export const setUpStopped = (failure: Failure | undefined): boolean =>
  failure?.code === 'noSetup' || failure?.code === 'accountDisabled';

const keychainDetails: Readonly<Record<KeychainState, TextKey>> = {
  locked: 'handshake.keychain.locked',
  denied: 'handshake.keychain.denied',
  missing: 'handshake.keychain.missing',
  backendChanged: 'handshake.keychain.backendChanged',
  unreadable: 'handshake.keychain.unreadable',
};

const beforeKeychain: readonly HandshakeStep[] = [
  { id: 'server', mark: 'todo' },
  { id: 'encryption', mark: 'todo' },
];

/** The five steps from address to mailbox, as far as the gate has come. */
export const handshakeOf = (gate: Gate): readonly HandshakeStep[] => {
  switch (gate.step) {
    case 'starting':
      return [...beforeKeychain, { id: 'password', mark: 'todo' }, { id: 'secondFactor', mark: 'todo' }, mailboxTodo];
    case 'keychain':
      return [
        ...beforeKeychain,
        { id: 'password', mark: 'bad', ...said(keychainDetails[gate.state]) },
        { id: 'secondFactor', mark: 'todo' },
        mailboxTodo,
      ];
    case 'signIn':
      return ofSignIn(gate);
    case 'mailAccount':
      return [...ofProbe({ state: 'idle' }), mailboxTodo];
    case 'code':
      return [
        ...reached(gate.server),
        passwordDone,
        gate.failure?.code === 'accountDisabled'
          ? { id: 'secondFactor', mark: 'bad', ...said('handshake.secondFactor.disabled') }
          : { id: 'secondFactor', mark: 'now', ...said('handshake.secondFactor.code') },
        mailboxTodo,
      ];
    case 'setUp': {
      const stopped = setUpStopped(gate.failure);
      return [
        ...reached(gate.server),
        passwordDone,
        {
          id: 'secondFactor',
          mark: stopped ? 'bad' : 'now',
          ...(stopped
            ? said('handshake.secondFactor.failed')
            : said('handshake.secondFactor.required', { domain: domainOf(gate.address) })),
          sub: subMarks(gate.stage, stopped),
        },
        mailboxTodo,
      ];
    }
    case 'setUpDone':
      return [
        ...reached(gate.server),
        passwordDone,
        { id: 'secondFactor', mark: 'done', ...said('handshake.secondFactor.on'), sub: subMarks('done', false) },
        { id: 'mailbox', mark: 'now', ...said('handshake.mailbox.ready') },
      ];
    case 'opening':
    case 'mailbox':
      return [
        { id: 'server', mark: 'done' },
        { id: 'encryption', mark: 'done' },
        { id: 'password', mark: 'done' },
        { id: 'secondFactor', mark: 'done' },
        { id: 'mailbox', mark: gate.step === 'opening' ? 'now' : 'done', ...said('handshake.mailbox.opening') },
      ];
  }
};

/** Position of the current step, for the one-line form of a narrow window. */
export const currentStep = (steps: readonly HandshakeStep[]): number => {
  const at = steps.findIndex((step) => step.mark === 'now' || step.mark === 'bad');
  return at === -1 ? steps.length - 1 : at;
};
