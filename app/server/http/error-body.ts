import { type RpcCode, rpcCode } from '../../protocol/envelope.ts';
import type { ErrorSymbol, ProtocolError } from '../../protocol/errors.ts';
import type { CodeError } from './outcome.ts';

type Wording = { readonly code: RpcCode; readonly message: string };

const failed = (message: string): Wording => ({ code: rpcCode.operationFailed, message });

/** `%1`, `%2` stand for the positional parameters. */
const wordings: Record<ErrorSymbol, Wording> = {
  AuthFailed: failed('That user name or password was not accepted.'),
  AccountDisabled: failed('This account is disabled. Please contact your administrator.'),
  TryLater: failed('Please wait for %1 seconds before your next attempt.'),
  ClientTooOld: failed('This client is too old. The server needs version %1 or newer.'),
  StepUpRequired: failed('Please confirm with a fresh 2FA code first.'),
  TFAAInvalidTokenError: failed('Wrong 2FA code (attempt: %1).'),
  TFAANoSetupError: failed('The 2FA set-up could not be saved (%1).'),
  TFAAAlreadySetupError: failed('2FA is set up for this account already.'),
  TFAANotEnrolledError: failed('2FA is not set up for this account.'),
  TFAARecoveryEmailError: failed('This recovery address cannot be used (%1).'),
  TFAANoRecoveryEmailError: failed('No recovery address is set for this account.'),
  TFAARecoverySendError: failed('The recovery message could not be sent.'),
  TFAAEnforcedError: { code: rpcCode.notPermitted, message: '2FA is enforced for your domain and cannot be removed.' },
  AppPasswordLimit: failed('There can be at most %1 app passwords.'),
  AlreadyExists: { code: rpcCode.alreadyExists, message: 'That name is in use already.' },
  NoSuchEntity: { code: rpcCode.noSuchEntity, message: 'There is no such entry.' },
  PasswordPolicy: failed('This password cannot be used (%1).'),
};

const parametersOf = (error: ProtocolError): string[] => {
  switch (error.symbol) {
    case 'TryLater':
      return [String(error.retryAfter)];
    case 'ClientTooOld':
      return [error.minimumVersion];
    case 'TFAAInvalidTokenError':
      return [String(error.failedAttempts), String(error.attemptsLeft)];
    case 'TFAANoSetupError':
      return [error.cause];
    case 'TFAARecoveryEmailError':
    case 'PasswordPolicy':
    case 'AccountDisabled':
      return [error.reason];
    case 'AppPasswordLimit':
      return [String(error.limit)];
    default:
      return [];
  }
};

/** The `error` member of an answer: numeric code, message with placeholders, and `data` with symbol and details. */
export const errorBody = (error: ProtocolError | CodeError) => {
  if (!('symbol' in error)) {
    return {
      code: error.code,
      message: error.message,
      data: { messageParameters: { positionalParameters: [], plurality: 1 } },
    };
  }
  const { code, message } = wordings[error.symbol];
  const messageParameters = { positionalParameters: parametersOf(error), plurality: 1 };
  return { code, message, data: { ...error, messageParameters } };
};
