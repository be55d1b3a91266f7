import { checkRecoveryAddress } from '../../domain/address.ts';
import type { LoginEvent, LoginState, Transition } from '../login-state.ts';
import { ask, asking, backToStart, endsPending, refuse, secure, settle, stay, withFailure } from './moves.ts';

export type SetUpEvent = Extract<
  LoginEvent,
  { type: 'chooseRecovery' | 'keyArrived' | 'linked' | 'back' | 'finish' | 'finished' | 'openMailbox' }
>;

/** The enforced set-up, up to the last page of its wizard. */
export const onSetUp = (state: LoginState, event: SetUpEvent): Transition => {
  const { gate } = state;
  if (event.type === 'openMailbox') {
    if (gate.step !== 'setUpDone') return refuse(state);
    return state.secured === undefined
      ? stay(state, { step: 'opening', address: gate.address })
      : settle(state, state.secured, gate.address);
  }
  if (gate.step !== 'setUp') return refuse(state);
  switch (event.type) {
    case 'chooseRecovery': {
      if (gate.stage !== 'recovery' || gate.busy) return refuse(state);
      const check = checkRecoveryAddress(gate.address, event.recoveryEmail);
      const next = { ...gate, recoveryEmail: event.recoveryEmail };
      if (check === 'invalid' || check === 'sameAsAccount') {
        return stay(state, withFailure(next, { code: 'recoveryEmail', reason: check }));
      }
      // A key that was already scanned stays good when only the address had to change.
      if (gate.key !== undefined) {
        const { failure: _, ...rest } = next;
        return stay(state, { ...rest, stage: 'link' });
      }
      return ask(state, asking(next), [{ do: 'startSetUp' }]);
    }
    case 'keyArrived':
      if (event.result.ok) return stay(state, { ...gate, stage: 'link', busy: false, key: event.result.value });
      if (endsPending(event.result.error)) return backToStart(state, gate, event.result.error);
      return stay(state, withFailure(gate, event.result.error));
    case 'linked':
      return gate.stage === 'link' ? stay(state, { ...gate, stage: 'code' }) : refuse(state);
    case 'back': {
      if (gate.busy || gate.stage === 'recovery') return refuse(state);
      const { failure: _, ...rest } = gate;
      return stay(state, { ...rest, stage: gate.stage === 'code' ? 'link' : 'recovery' });
    }
    case 'finish': {
      if (gate.stage !== 'code' || gate.busy) return refuse(state);
      const { recoveryEmail } = gate;
      const remember = event.remember && state.stay;
      return ask(state, asking(gate), [{ do: 'finish', code: event.code, recoveryEmail, remember }]);
    }
    case 'finished': {
      if (!event.result.ok) {
        const { error } = event.result;
        if (endsPending(error)) return backToStart(state, gate, error);
        const stage = error.code === 'recoveryEmail' ? 'recovery' : gate.stage;
        return stay(state, { ...withFailure(gate, error), stage });
      }
      const { address, server, rememberDays, recoveryEmail } = gate;
      const { deviceExpiresAt, recoveryCodes } = event.result.value;
      return secure(state, {
        step: 'setUpDone',
        address,
        server,
        rememberDays,
        recoveryEmail,
        recoveryCodes: [...recoveryCodes],
        ...(deviceExpiresAt === undefined ? {} : { deviceExpiresAt }),
      });
    }
  }
};
