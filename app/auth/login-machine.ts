import type { Gate, Probe, ServerFacts } from '../contract/gate.ts';
import { checkRecoveryAddress } from '../domain/address.ts';
import type { Failure, KeychainState } from '../domain/failure.ts';
import type { Result } from '../domain/result.ts';
import type { SecondFactor } from '../protocol/session.ts';

type GateAt<Step extends Gate['step']> = Extract<Gate, { step: Step }>;

/** The account as the mailbox shows it, once its mail access is safe in the vault or in memory. */
export type OpenedAccount = Omit<GateAt<'mailbox'>, 'step' | 'failure' | 'account' | 'kind'>;

/**
 * The sign-in as a pure state: what the person may see (`gate`) and what only the machine needs. It holds no
 * password, cookie or token; those pass through as effects.
 */
export type LoginState = {
  readonly gate: Gate;
  /** Counts requests: an answer to an older one is ignored. */
  readonly attempt: number;
  /** The person wants the sign-in kept in the keychain. */
  readonly stay: boolean;
  /** Which call the code of the step `code` answers. */
  readonly proof: 'verify' | 'stepUp';
  /** How securing mail access ended while the last page of the set-up is still open. */
  readonly secured: Result<OpenedAccount, Failure> | undefined;
  /** What a retry at the keychain step repeats. */
  readonly keychainWork: 'read' | 'keep';
  /** Facts of the sign-in under way that outlive the step that learnt them. */
  readonly pending:
    | { readonly server: ServerFacts; readonly rememberDays: number; readonly expiresAt: string }
    | undefined;
};

export type Enrolment = { readonly deviceExpiresAt?: string | undefined; readonly recoveryCodes: readonly string[] };

export type LoginEvent =
  | { readonly type: 'noAccount'; readonly serverUrl: string }
  | { readonly type: 'storedSignIn'; readonly account: OpenedAccount }
  | {
      readonly type: 'noStoredSignIn';
      readonly address: string;
      readonly serverUrl: string;
      /** By the person's own will. */
      readonly signedOut?: boolean;
    }
  | { readonly type: 'keychainFailed'; readonly address: string; readonly state: KeychainState }
  | { readonly type: 'retryKeychain' }
  | { readonly type: 'continueWithoutKeychain'; readonly serverUrl: string }
  | { readonly type: 'findServer'; readonly address: string; readonly serverUrl: string }
  | { readonly type: 'trustCertificate'; readonly fingerprint: string }
  | { readonly type: 'probed'; readonly attempt: number; readonly probe: Probe }
  | { readonly type: 'signIn'; readonly address: string; readonly password: string; readonly stay: boolean }
  | {
      readonly type: 'loggedIn';
      readonly attempt: number;
      readonly result: Result<SecondFactor, Failure>;
      readonly expiresAt: string;
    }
  | { readonly type: 'verify'; readonly code: string; readonly remember: boolean }
  | { readonly type: 'verified'; readonly attempt: number; readonly result: Result<unknown, Failure> }
  | { readonly type: 'chooseRecovery'; readonly recoveryEmail: string }
  | {
      readonly type: 'keyArrived';
      readonly attempt: number;
      readonly result: Result<{ readonly secret: string; readonly otpauthUri: string }, Failure>;
    }
  | { readonly type: 'linked' }
  | { readonly type: 'back' }
  | { readonly type: 'finish'; readonly code: string; readonly remember: boolean }
  | { readonly type: 'finished'; readonly attempt: number; readonly result: Result<Enrolment, Failure> }
  | { readonly type: 'secured'; readonly attempt: number; readonly result: Result<OpenedAccount, Failure> }
  | { readonly type: 'openMailbox' }
  | { readonly type: 'pendingExpired' }
  | { readonly type: 'mailRefused'; readonly reason: string }
  | { readonly type: 'startOver'; readonly serverUrl: string }
  | { readonly type: 'signOut'; readonly keepMail?: boolean }
  | { readonly type: 'signedOut'; readonly address?: string; readonly serverUrl: string };

export type LoginEffect =
  | { readonly do: 'probe'; readonly address: string; readonly serverUrl: string }
  | { readonly do: 'pin'; readonly fingerprint: string }
  | { readonly do: 'login'; readonly address: string; readonly password: string }
  | { readonly do: 'verify'; readonly code: string; readonly remember: boolean }
  | { readonly do: 'stepUp'; readonly code: string }
  | { readonly do: 'startSetUp' }
  | { readonly do: 'finish'; readonly code: string; readonly recoveryEmail: string; readonly remember: boolean }
  /** Makes the own app password, stores the sign-in, opens the mail engine. */
  | { readonly do: 'secure'; readonly stay: boolean }
  | { readonly do: 'keepAgain' }
  | { readonly do: 'keepInMemory' }
  | { readonly do: 'readVault' }
  /** Ends a pending session on the server and forgets everything this sign-in held. */
  | { readonly do: 'abandon' }
  | { readonly do: 'closeMail' }
  | { readonly do: 'signOut'; readonly keepMail: boolean };

export type Transition = {
  readonly state: LoginState;
  readonly effects: readonly LoginEffect[];
  /** False when the event does not fit the step; nothing changed then. */
  readonly accepted: boolean;
};

export const initialLoginState: LoginState = {
  gate: { step: 'starting' },
  attempt: 0,
  stay: true,
  proof: 'verify',
  secured: undefined,
  keychainWork: 'read',
  pending: undefined,
};

const signInGate = (address: string, serverUrl: string, extra: Partial<GateAt<'signIn'>> = {}): GateAt<'signIn'> => ({
  step: 'signIn',
  address,
  serverUrl,
  probe: { state: 'idle' },
  busy: false,
  ...extra,
});

const knownServer = (server: ServerFacts): Partial<GateAt<'signIn'>> => ({ probe: { state: 'found', server } });

const withFailure = <G extends { readonly busy: boolean }>(gate: G, failure: Failure): G & { failure: Failure } => ({
  ...gate,
  busy: false,
  failure,
});

const asking = <G extends { readonly busy: boolean; readonly failure?: Failure | undefined }>(gate: G): G => {
  const { failure: _, ...rest } = gate;
  return { ...(rest as G), busy: true };
};

/** Failures after which the pending sign-in is worth nothing: back to its beginning. */
const endsPending = (failure: Failure): boolean =>
  ['sessionEnded', 'accountDisabled', 'authFailed', 'alreadySetUp'].includes(failure.code);

/**
 * One step of the sign-in. Pure: the same state and event always give the same result. An event that does not fit
 * the step changes nothing, so no order of clicks, reloads or late answers leads around the second factor.
 */
export const transition = (state: LoginState, event: LoginEvent): Transition => {
  const { gate } = state;
  const refuse: Transition = { state, effects: [], accepted: false };
  const stay = (next: Gate, more: Partial<LoginState> = {}): Transition => ({
    state: { ...state, gate: next, ...more },
    effects: [],
    accepted: true,
  });
  const ask = (next: Gate, effects: readonly LoginEffect[], more: Partial<LoginState> = {}): Transition => ({
    state: { ...state, gate: next, attempt: state.attempt + 1, ...more },
    effects,
    accepted: true,
  });
  const late = 'attempt' in event && event.attempt !== state.attempt;
  if (late) return refuse;

  const leave = (address: string, serverUrl: string, extra: Partial<GateAt<'signIn'>>): Transition =>
    ask(signInGate(address, serverUrl, extra), [{ do: 'abandon' }], { secured: undefined, proof: 'verify' });

  const backToStart = (from: GateAt<'code'> | GateAt<'setUp'>, failure: Failure): Transition =>
    leave(from.address, from.server.url, {
      ...knownServer(from.server),
      ...(failure.code === 'sessionEnded' ? { notice: 'expired' } : { failure }),
    });

  const secure = (next: Gate, more: Partial<LoginState> = {}): Transition =>
    ask(next, [{ do: 'secure', stay: state.stay }], { secured: undefined, ...more });

  const settle = (result: Result<OpenedAccount, Failure>, address: string): Transition => {
    if (result.ok) return stay({ step: 'mailbox', ...result.value }, { secured: undefined, pending: undefined });
    const { pending } = state;
    if (result.error.code === 'stepUpRequired' && pending !== undefined) {
      return stay({ step: 'code', address, ...pending, busy: false }, { proof: 'stepUp', secured: undefined });
    }
    if (result.error.code === 'keychain') {
      return stay(
        { step: 'keychain', address, state: result.error.state },
        { keychainWork: 'keep', secured: undefined },
      );
    }
    return leave(address, pending?.server.url ?? '', {
      ...(pending === undefined ? {} : knownServer(pending.server)),
      failure: result.error,
    });
  };

  /** What is stored is being read: at the start, or again after the keychain refused. */
  const reading = gate.step === 'starting' || (gate.step === 'keychain' && state.keychainWork === 'read');

  switch (event.type) {
    case 'noAccount':
      return gate.step === 'starting' ? stay(signInGate('', event.serverUrl)) : refuse;
    case 'storedSignIn':
      return reading ? stay({ step: 'mailbox', ...event.account }) : refuse;
    case 'noStoredSignIn':
      if (!reading) return refuse;
      return stay(
        signInGate(event.address, event.serverUrl, { notice: event.signedOut ? 'signedOut' : 'noStoredSignIn' }),
      );
    case 'keychainFailed':
      if (!reading) return refuse;
      return stay({ step: 'keychain', address: event.address, state: event.state }, { keychainWork: 'read' });
    case 'retryKeychain':
      if (gate.step !== 'keychain') return refuse;
      return ask(gate, [{ do: state.keychainWork === 'read' ? 'readVault' : 'keepAgain' }]);
    case 'continueWithoutKeychain':
      if (gate.step !== 'keychain') return refuse;
      return state.keychainWork === 'read'
        ? stay(signInGate(gate.address, event.serverUrl), { stay: false })
        : ask({ step: 'opening', address: gate.address }, [{ do: 'keepInMemory' }]);

    case 'findServer': {
      if (gate.step !== 'signIn' || gate.busy) return refuse;
      const host = event.serverUrl || event.address.replace(/^.*@/, '');
      const { failure: _, ...rest } = gate;
      const next: Gate = {
        ...rest,
        address: event.address,
        serverUrl: event.serverUrl,
        probe: { state: 'searching', host },
      };
      return ask(next, [{ do: 'probe', address: event.address, serverUrl: event.serverUrl }]);
    }
    case 'trustCertificate': {
      if (gate.step !== 'signIn' || gate.probe.state !== 'untrusted') return refuse;
      if (gate.probe.certificate.fingerprint !== event.fingerprint) return refuse;
      const next: Gate = { ...gate, probe: { state: 'searching', host: gate.probe.certificate.host } };
      return ask(next, [
        { do: 'pin', fingerprint: event.fingerprint },
        { do: 'probe', address: gate.address, serverUrl: gate.serverUrl },
      ]);
    }
    case 'probed':
      return gate.step === 'signIn' ? stay({ ...gate, probe: event.probe }) : refuse;
    case 'signIn': {
      if (gate.step !== 'signIn' || gate.busy || gate.probe.state !== 'found') return refuse;
      if (gate.address !== event.address) return refuse;
      const { notice: _, ...rest } = asking(gate);
      return ask(rest, [{ do: 'login', address: event.address, password: event.password }], { stay: event.stay });
    }
    case 'loggedIn': {
      if (gate.step !== 'signIn' || gate.probe.state !== 'found') return refuse;
      if (!event.result.ok) return stay(withFailure(gate, event.result.error));
      const { state: factor, rememberDays } = event.result.value;
      const pending = { server: gate.probe.server, rememberDays, expiresAt: event.expiresAt };
      const common = { address: gate.address, ...pending, busy: false };
      if (factor === 'code') return stay({ step: 'code', ...common }, { proof: 'verify', pending });
      if (factor === 'setup') {
        return stay({ step: 'setUp', ...common, stage: 'recovery', recoveryEmail: '' }, { pending });
      }
      return secure({ step: 'opening', address: gate.address }, { pending });
    }

    case 'verify': {
      if (gate.step !== 'code' || gate.busy) return refuse;
      const effect: LoginEffect =
        state.proof === 'verify'
          ? { do: 'verify', code: event.code, remember: event.remember && state.stay }
          : { do: 'stepUp', code: event.code };
      return ask(asking(gate), [effect]);
    }
    case 'verified': {
      if (gate.step !== 'code') return refuse;
      if (event.result.ok) return secure({ step: 'opening', address: gate.address });
      if (endsPending(event.result.error)) return backToStart(gate, event.result.error);
      return stay(withFailure(gate, event.result.error));
    }

    case 'chooseRecovery': {
      if (gate.step !== 'setUp' || gate.stage !== 'recovery' || gate.busy) return refuse;
      const check = checkRecoveryAddress(gate.address, event.recoveryEmail);
      const next = { ...gate, recoveryEmail: event.recoveryEmail };
      if (check === 'invalid' || check === 'sameAsAccount') {
        return stay(withFailure(next, { code: 'recoveryEmail', reason: check }));
      }
      // A key that was already scanned stays good when only the address had to change.
      if (gate.key !== undefined) {
        const { failure: _, ...rest } = next;
        return stay({ ...rest, stage: 'link' });
      }
      return ask(asking(next), [{ do: 'startSetUp' }]);
    }
    case 'keyArrived': {
      if (gate.step !== 'setUp') return refuse;
      if (event.result.ok) return stay({ ...gate, stage: 'link', busy: false, key: event.result.value });
      if (endsPending(event.result.error)) return backToStart(gate, event.result.error);
      return stay(withFailure(gate, event.result.error));
    }
    case 'linked':
      return gate.step === 'setUp' && gate.stage === 'link' ? stay({ ...gate, stage: 'code' }) : refuse;
    case 'back': {
      if (gate.step !== 'setUp' || gate.busy || gate.stage === 'recovery') return refuse;
      const { failure: _, ...rest } = gate;
      return stay({ ...rest, stage: gate.stage === 'code' ? 'link' : 'recovery' });
    }
    case 'finish': {
      if (gate.step !== 'setUp' || gate.stage !== 'code' || gate.busy) return refuse;
      const { recoveryEmail } = gate;
      const remember = event.remember && state.stay;
      return ask(asking(gate), [{ do: 'finish', code: event.code, recoveryEmail, remember }]);
    }
    case 'finished': {
      if (gate.step !== 'setUp') return refuse;
      if (!event.result.ok) {
        const { error } = event.result;
        if (endsPending(error)) return backToStart(gate, error);
        return stay({ ...withFailure(gate, error), stage: error.code === 'recoveryEmail' ? 'recovery' : gate.stage });
      }
      const { address, server, rememberDays, recoveryEmail } = gate;
      const { deviceExpiresAt, recoveryCodes } = event.result.value;
      return secure({
        step: 'setUpDone',
        address,
        server,
        rememberDays,
        recoveryEmail,
        recoveryCodes: [...recoveryCodes],
        ...(deviceExpiresAt === undefined ? {} : { deviceExpiresAt }),
      });
    }

    case 'secured':
      if (gate.step === 'setUpDone') return stay(gate, { secured: event.result });
      if (gate.step !== 'opening' && !(gate.step === 'keychain' && state.keychainWork === 'keep')) return refuse;
      return settle(event.result, gate.address);
    case 'openMailbox':
      if (gate.step !== 'setUpDone') return refuse;
      return state.secured === undefined
        ? stay({ step: 'opening', address: gate.address })
        : settle(state.secured, gate.address);

    case 'pendingExpired':
      if (gate.step !== 'code' && gate.step !== 'setUp') return refuse;
      return backToStart(gate, { code: 'sessionEnded' });
    case 'mailRefused':
      return gate.step === 'mailbox'
        ? stay({ ...gate, failure: { code: 'mailRefused', reason: event.reason } })
        : refuse;
    case 'startOver':
      if (gate.step === 'code' || gate.step === 'setUp') {
        return leave(gate.address, gate.server.url, knownServer(gate.server));
      }
      if (gate.step === 'mailbox' && gate.failure !== undefined) {
        const again = signInGate(gate.address, event.serverUrl, { notice: 'deviceTrustEnded' });
        return ask(again, [{ do: 'abandon' }, { do: 'closeMail' }]);
      }
      return gate.step === 'signIn' ? ask(signInGate(gate.address, gate.serverUrl), [{ do: 'abandon' }]) : refuse;
    case 'signOut':
      return gate.step === 'mailbox'
        ? ask({ step: 'opening', address: gate.address }, [{ do: 'signOut', keepMail: event.keepMail ?? false }])
        : refuse;
    case 'signedOut':
      return stay(signInGate(event.address ?? '', event.serverUrl, { notice: 'signedOut' }), { stay: true });
  }
};
