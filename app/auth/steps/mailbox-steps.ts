import type { SignInNotice } from '../../contract/gate.ts';
import type { Failure } from '../../domain/failure.ts';
import type { LoginEvent, LoginState, Transition } from '../login-state.ts';
import { ask, backToStart, knownServer, leave, refuse, settle, signInGate, stay } from './moves.ts';

export type MailboxEvent = Extract<
  LoginEvent,
  {
    type:
      | 'secured'
      | 'securedAgain'
      | 'pendingExpired'
      | 'mailRefused'
      | 'startOver'
      | 'checkServer'
      | 'backToMail'
      | 'signOut'
      | 'signedOut';
  }
>;

const noticeOf = (failure: Failure): SignInNotice => {
  const cause = failure.code === 'mailRefused' ? failure.cause : undefined;
  return cause === undefined || cause === 'trustEnded' || cause === 'revoked' ? 'deviceTrustEnded' : cause;
};

/** The mailbox, the ways out of it and back, and what ends a sign-in from outside. */
export const onMailbox = (state: LoginState, event: MailboxEvent): Transition => {
  const { gate } = state;
  switch (event.type) {
    case 'secured':
      if (gate.step === 'setUpDone') return stay(state, gate, { secured: event.result });
      if (gate.step !== 'opening' && !(gate.step === 'keychain' && state.keychainWork === 'keep')) return refuse(state);
      return settle(state, event.result, gate.address);
    case 'securedAgain':
      return gate.step === 'mailbox' && gate.address === event.account.address
        ? stay(state, { step: 'mailbox', ...event.account })
        : refuse(state);
    case 'pendingExpired':
      if (gate.step !== 'code' && gate.step !== 'setUp') return refuse(state);
      return backToStart(state, gate, { code: 'sessionEnded' });
    case 'mailRefused': {
      if (gate.step !== 'mailbox') return refuse(state);
      const { reason, cause } = event;
      const failure: Failure = { code: 'mailRefused', reason, ...(cause === undefined ? {} : { cause }) };
      return stay(state, { ...gate, failure });
    }
    case 'startOver':
      if (gate.step === 'code' || gate.step === 'setUp') {
        return leave(state, gate.address, gate.server.url, knownServer(gate.server));
      }
      if (gate.step === 'mailbox' && gate.failure !== undefined) {
        const again = signInGate(gate.address, event.serverUrl, { notice: noticeOf(gate.failure) });
        return ask(state, again, [{ do: 'abandon' }, { do: 'closeMail' }], { behind: gate });
      }
      return gate.step === 'signIn'
        ? ask(state, signInGate(gate.address, gate.serverUrl), [{ do: 'abandon' }])
        : refuse(state);
    case 'checkServer': {
      if (gate.step !== 'mailbox') return refuse(state);
      const again = signInGate(gate.address, event.serverUrl, { notice: 'certificateRefused' });
      return ask(state, again, [{ do: 'abandon' }, { do: 'closeMail' }], { behind: gate });
    }
    case 'backToMail':
      if (state.behind === undefined) return refuse(state);
      if (gate.step !== 'signIn' && gate.step !== 'code' && gate.step !== 'setUp') return refuse(state);
      return ask(state, state.behind, [{ do: 'abandon' }, { do: 'reopenMail' }], {
        behind: undefined,
        pending: undefined,
        proof: 'verify',
      });
    case 'signOut':
      return gate.step === 'mailbox'
        ? ask(state, { step: 'opening', address: gate.address }, [{ do: 'signOut', keepMail: event.keepMail ?? false }])
        : refuse(state);
    case 'signedOut': {
      const next = signInGate(event.address ?? '', event.serverUrl, { notice: 'signedOut' });
      return stay(state, next, { stay: true, behind: undefined });
    }
  }
};
