import type { Gate, Probe, ServerFacts } from '../contract/gate.ts';
import type { Failure, KeychainState, MailRefusal } from '../domain/failure.ts';
import type { Result } from '../domain/result.ts';
import type { SecondFactor } from '../protocol/session.ts';

export type GateAt<Step extends Gate['step']> = Extract<Gate, { step: Step }>;

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
  /** The mailbox a sign-in was begun from: its mail stays readable, so there is a way back to it. */
  readonly behind: GateAt<'mailbox'> | undefined;
};

export type Enrolment = { readonly deviceExpiresAt?: string | undefined; readonly recoveryCodes: readonly string[] };

export type SentRecovery = { readonly sentTo: string; readonly codeEndsAt: string };

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
  | { readonly type: 'signInAnew'; readonly serverUrl: string }
  | { readonly type: 'continueWithoutKeychain'; readonly serverUrl: string }
  | { readonly type: 'findServer'; readonly address: string; readonly serverUrl: string }
  | { readonly type: 'trustCertificate'; readonly fingerprint: string }
  | { readonly type: 'acceptServer'; readonly host: string }
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
  | { readonly type: 'openRecovery' }
  | { readonly type: 'closeRecovery' }
  | { readonly type: 'requestRecovery' }
  | {
      readonly type: 'recoverySent';
      readonly attempt: number;
      readonly result: Result<SentRecovery, Failure>;
      readonly resendAt: string;
    }
  | { readonly type: 'recover'; readonly code: string }
  | { readonly type: 'recovered'; readonly attempt: number; readonly result: Result<unknown, Failure> }
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
  /** The mail access behind an open mailbox is another one now: the second factor was turned on or off. */
  | { readonly type: 'securedAgain'; readonly account: OpenedAccount }
  | { readonly type: 'pendingExpired' }
  | { readonly type: 'mailRefused'; readonly reason: string; readonly cause?: MailRefusal | undefined }
  | { readonly type: 'startOver'; readonly serverUrl: string }
  /** From an open mailbox: the server shows a certificate that mail is not fetched under. */
  | { readonly type: 'checkServer'; readonly serverUrl: string }
  | { readonly type: 'backToMail' }
  | { readonly type: 'signOut'; readonly keepMail?: boolean }
  | { readonly type: 'signedOut'; readonly address?: string; readonly serverUrl: string };

export type LoginEffect =
  | { readonly do: 'probe'; readonly address: string; readonly serverUrl: string }
  | { readonly do: 'pin'; readonly fingerprint: string }
  | { readonly do: 'login'; readonly address: string; readonly password: string }
  | { readonly do: 'verify'; readonly code: string; readonly remember: boolean }
  | { readonly do: 'stepUp'; readonly code: string }
  | { readonly do: 'requestRecovery' }
  | { readonly do: 'recover'; readonly code: string }
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
  /** Opens the mail engine again with what is stored. */
  | { readonly do: 'reopenMail' }
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
  behind: undefined,
};
