import type { Gate, ServerFacts } from '../../contract/gate.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Result } from '../../domain/result.ts';
import type { GateAt, LoginEffect, LoginState, OpenedAccount, Transition } from '../login-state.ts';

/** The ways from one state to the next that several steps share. */

export const signInGate = (
  address: string,
  serverUrl: string,
  extra: Partial<GateAt<'signIn'>> = {},
): GateAt<'signIn'> => ({
  step: 'signIn',
  address,
  serverUrl,
  probe: { state: 'idle' },
  busy: false,
  ...extra,
});

export const knownServer = (server: ServerFacts): Partial<GateAt<'signIn'>> => ({
  probe: { state: 'found', server },
});

export const withFailure = <G extends { readonly busy: boolean }>(
  gate: G,
  failure: Failure,
): G & { failure: Failure } => ({ ...gate, busy: false, failure });

export const asking = <G extends { readonly busy: boolean; readonly failure?: Failure | undefined }>(gate: G): G => {
  const { failure: _, ...rest } = gate;
  return { ...(rest as G), busy: true };
};

export const refuse = (state: LoginState): Transition => ({ state, effects: [], accepted: false });

export const stay = (state: LoginState, next: Gate, more: Partial<LoginState> = {}): Transition => ({
  state: { ...state, gate: next, ...more },
  effects: [],
  accepted: true,
});

/** Moves on and asks for something: what was asked for before is answered to nobody. */
export const ask = (
  state: LoginState,
  next: Gate,
  effects: readonly LoginEffect[],
  more: Partial<LoginState> = {},
): Transition => ({ state: { ...state, gate: next, attempt: state.attempt + 1, ...more }, effects, accepted: true });

export const leave = (
  state: LoginState,
  address: string,
  serverUrl: string,
  extra: Partial<GateAt<'signIn'>>,
): Transition =>
  ask(state, signInGate(address, serverUrl, extra), [{ do: 'abandon' }], {
    secured: undefined,
    proof: 'verify',
    pending: undefined,
  });

/** Failures after which the pending sign-in is worth nothing: back to its beginning. */
export const endsPending = (failure: Failure): boolean =>
  ['sessionEnded', 'accountDisabled', 'authFailed', 'alreadySetUp'].includes(failure.code);

export const backToStart = (state: LoginState, from: GateAt<'code'> | GateAt<'setUp'>, failure: Failure): Transition =>
  leave(state, from.address, from.server.url, {
    ...knownServer(from.server),
    ...(failure.code === 'sessionEnded' ? { notice: 'expired' } : { failure }),
  });

export const secure = (state: LoginState, next: Gate, more: Partial<LoginState> = {}): Transition =>
  ask(state, next, [{ do: 'secure', stay: state.stay }], { secured: undefined, ...more });

/** What comes of mail access that was made safe, or was not. */
export const settle = (state: LoginState, result: Result<OpenedAccount, Failure>, address: string): Transition => {
  if (result.ok) {
    return stay(
      state,
      { step: 'mailbox', ...result.value },
      { secured: undefined, pending: undefined, behind: undefined },
    );
  }
  const { pending } = state;
  if (result.error.code === 'stepUpRequired' && pending !== undefined) {
    return stay(state, { step: 'code', address, ...pending, busy: false }, { proof: 'stepUp', secured: undefined });
  }
  if (result.error.code === 'keychain') {
    return stay(
      state,
      { step: 'keychain', address, state: result.error.state },
      { keychainWork: 'keep', secured: undefined },
    );
  }
  return leave(state, address, pending?.server.url ?? '', {
    ...(pending === undefined ? {} : knownServer(pending.server)),
    failure: result.error,
  });
};
