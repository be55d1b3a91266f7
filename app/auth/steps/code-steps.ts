import type { Gate } from '../../contract/gate.ts';
import type { GateAt, LoginEvent, LoginState, Transition } from '../login-state.ts';
import {
  ask,
  asking,
  backToStart,
  endsPending,
  knownServer,
  leave,
  refuse,
  secure,
  stay,
  withFailure,
} from './moves.ts';

export type CodeEvent = Extract<
  LoginEvent,
  {
    type:
      | 'verify'
      | 'verified'
      | 'openRecovery'
      | 'closeRecovery'
      | 'requestRecovery'
      | 'recoverySent'
      | 'recover'
      | 'recovered';
  }
>;

const withoutRecovery = (gate: GateAt<'code'>): GateAt<'code'> => {
  const { recovery: _, failure: __, ...rest } = gate;
  return rest;
};

/** The code of the second factor, and its recovery where it is lost. */
export const onCode = (state: LoginState, event: CodeEvent): Transition => {
  const { gate } = state;
  if (gate.step !== 'code') return refuse(state);
  const { recovery } = gate;
  switch (event.type) {
    case 'verify': {
      if (gate.busy) return refuse(state);
      const { code, remember } = event;
      return ask(state, asking(gate), [
        state.proof === 'verify' ? { do: 'verify', code, remember: remember && state.stay } : { do: 'stepUp', code },
      ]);
    }
    case 'verified':
      if (event.result.ok) return secure(state, { step: 'opening', address: gate.address });
      if (endsPending(event.result.error)) return backToStart(state, gate, event.result.error);
      return stay(state, withFailure(gate, event.result.error));

    case 'openRecovery':
      if (gate.busy || recovery !== undefined) return refuse(state);
      return stay(state, { ...withoutRecovery(gate), recovery: {} });
    case 'closeRecovery':
      return gate.busy || recovery === undefined ? refuse(state) : stay(state, withoutRecovery(gate));
    case 'requestRecovery':
      if (gate.busy || recovery === undefined) return refuse(state);
      return ask(state, asking(gate), [{ do: 'requestRecovery' }]);
    case 'recoverySent': {
      if (recovery === undefined) return refuse(state);
      const { result, resendAt } = event;
      if (result.ok) {
        const next: Gate = { ...gate, busy: false, recovery: { ...result.value, resendAt } };
        return stay(state, next);
      }
      if (endsPending(result.error)) return backToStart(state, gate, result.error);
      // A wait holds back the next mail, not the code of the last one.
      const held: Gate = { ...gate, busy: false, recovery: { ...recovery, resendAt } };
      return stay(state, result.error.code === 'tryLater' ? held : withFailure(gate, result.error));
    }
    case 'recover':
      if (gate.busy || recovery?.sentTo === undefined) return refuse(state);
      return ask(state, asking(gate), [{ do: 'recover', code: event.code }]);
    case 'recovered': {
      if (recovery === undefined) return refuse(state);
      if (event.result.ok) {
        const { address, server } = gate;
        return leave(state, address, server.url, { ...knownServer(server), notice: 'secondFactorReset' });
      }
      if (endsPending(event.result.error)) return backToStart(state, gate, event.result.error);
      return stay(state, withFailure(gate, event.result.error));
    }
  }
};
