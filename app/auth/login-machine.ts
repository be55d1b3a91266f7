import type { LoginEvent, LoginState, Transition } from './login-state.ts';
import { onCode } from './steps/code-steps.ts';
import { onMailbox } from './steps/mailbox-steps.ts';
import { refuse } from './steps/moves.ts';
import { onSetUp } from './steps/set-up-steps.ts';
import { onSignIn } from './steps/sign-in-steps.ts';
import { onStart } from './steps/start-steps.ts';

/**
 * One step of the sign-in. Pure: the same state and event always give the same result. An event that does not fit
 * the step changes nothing, so no order of clicks, reloads or late answers leads around the second factor.
 */
export const transition = (state: LoginState, event: LoginEvent): Transition => {
  if ('attempt' in event && event.attempt !== state.attempt) return refuse(state);
  switch (event.type) {
    case 'noAccount':
    case 'storedSignIn':
    case 'noStoredSignIn':
    case 'keychainFailed':
    case 'retryKeychain':
    case 'signInAnew':
    case 'continueWithoutKeychain':
      return onStart(state, event);
    case 'findServer':
    case 'trustCertificate':
    case 'acceptServer':
    case 'probed':
    case 'signIn':
    case 'loggedIn':
      return onSignIn(state, event);
    case 'verify':
    case 'verified':
    case 'openRecovery':
    case 'closeRecovery':
    case 'requestRecovery':
    case 'recoverySent':
    case 'recover':
    case 'recovered':
      return onCode(state, event);
    case 'chooseRecovery':
    case 'keyArrived':
    case 'linked':
    case 'back':
    case 'finish':
    case 'finished':
    case 'openMailbox':
      return onSetUp(state, event);
    case 'secured':
    case 'securedAgain':
    case 'pendingExpired':
    case 'mailRefused':
    case 'startOver':
    case 'checkServer':
    case 'backToMail':
    case 'signOut':
    case 'signedOut':
      return onMailbox(state, event);
  }
};
