import type { LoginEvent, LoginState, Transition } from '../login-state.ts';
import { ask, refuse, signInGate, stay } from './moves.ts';

export type StartEvent = Extract<
  LoginEvent,
  {
    type:
      | 'noAccount'
      | 'storedSignIn'
      | 'noStoredSignIn'
      | 'keychainFailed'
      | 'retryKeychain'
      | 'signInAnew'
      | 'continueWithoutKeychain';
  }
>;

/** Reading what is stored at the start, and the keychain that does not give it. */
export const onStart = (state: LoginState, event: StartEvent): Transition => {
  const { gate } = state;
  /** What is stored is being read: at the start, or again after the keychain refused. */
  const reading = gate.step === 'starting' || (gate.step === 'keychain' && state.keychainWork === 'read');
  switch (event.type) {
    case 'noAccount':
      return gate.step === 'starting' ? stay(state, signInGate('', event.serverUrl)) : refuse(state);
    case 'storedSignIn':
      return reading ? stay(state, { step: 'mailbox', ...event.account }) : refuse(state);
    case 'noStoredSignIn': {
      if (!reading) return refuse(state);
      const notice = event.signedOut ? 'signedOut' : 'noStoredSignIn';
      return stay(state, signInGate(event.address, event.serverUrl, { notice }));
    }
    case 'keychainFailed':
      if (!reading) return refuse(state);
      return stay(state, { step: 'keychain', address: event.address, state: event.state }, { keychainWork: 'read' });
    case 'retryKeychain':
      if (gate.step !== 'keychain') return refuse(state);
      return ask(state, gate, [{ do: state.keychainWork === 'read' ? 'readVault' : 'keepAgain' }]);
    case 'signInAnew':
      // A keychain that is only locked gives the old sign-in back: a new one must not take its place.
      if (gate.step !== 'keychain' || state.keychainWork !== 'read') return refuse(state);
      if (gate.state !== 'backendChanged' && gate.state !== 'unreadable') return refuse(state);
      return stay(state, signInGate(gate.address, event.serverUrl, { notice: 'noStoredSignIn' }));
    case 'continueWithoutKeychain':
      if (gate.step !== 'keychain') return refuse(state);
      return state.keychainWork === 'read'
        ? stay(state, signInGate(gate.address, event.serverUrl), { stay: false })
        : ask(state, { step: 'opening', address: gate.address }, [{ do: 'keepInMemory' }]);
  }
};
