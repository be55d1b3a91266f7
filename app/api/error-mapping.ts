import type { Failure } from '../domain/failure.ts';
import { type RpcErrorBody, rpcCode } from '../protocol/envelope.ts';
import { type ErrorSymbol, errorData, type ProtocolError } from '../protocol/errors.ts';

const isKnownSymbol = (symbol: string): symbol is ErrorSymbol => Object.hasOwn(errorData, symbol);

/** Reads the symbol and its data out of an error body; `undefined` where this client does not know or believe it. */
const readProtocolError = (body: RpcErrorBody): ProtocolError | undefined => {
  const symbol = body.data?.symbol;
  if (symbol === undefined || !isKnownSymbol(symbol)) return undefined;
  const data = errorData[symbol].safeParse(body.data);
  return data.success ? ({ symbol, ...data.data } as ProtocolError) : undefined;
};

const fromSymbol = (error: ProtocolError): Failure => {
  switch (error.symbol) {
    case 'AuthFailed':
      return { code: 'authFailed' };
    case 'AccountDisabled':
      return { code: 'accountDisabled', reason: error.reason };
    case 'TryLater':
      return { code: 'tryLater', retryAfter: error.retryAfter };
    case 'ClientTooOld':
      return { code: 'clientTooOld', minimumVersion: error.minimumVersion };
    case 'StepUpRequired':
      return { code: 'stepUpRequired' };
    case 'TFAAInvalidTokenError':
      return { code: 'wrongCode', failedAttempts: error.failedAttempts, attemptsLeft: error.attemptsLeft };
    case 'TFAANoSetupError':
      return { code: 'noSetup', cause: error.cause };
    case 'TFAAAlreadySetupError':
      return { code: 'alreadySetUp' };
    case 'TFAANotEnrolledError':
      return { code: 'notEnrolled' };
    case 'TFAARecoveryEmailError':
      return { code: 'recoveryEmail', reason: error.reason };
    case 'AppPasswordLimit':
      return { code: 'appPasswordLimit', limit: error.limit };
    case 'AlreadyExists':
      return { code: 'alreadyExists' };
    case 'NoSuchEntity':
      return { code: 'noSuchEntity' };
    case 'TFAANoRecoveryEmailError':
      return { code: 'noRecoveryEmail' };
    case 'TFAARecoverySendError':
      return { code: 'recoveryNotSent' };
    case 'TFAAEnforcedError':
      return { code: 'enforced' };
    case 'PasswordPolicy':
      return { code: 'serverError', detail: error.symbol };
  }
};

/** Turns a JSON-RPC error into something a person can be told. Texts of the server are never passed on. */
export const failureFromError = (body: RpcErrorBody, host: string): Failure => {
  const known = readProtocolError(body);
  if (known !== undefined) return fromSymbol(known);
  // The cause of this documented symbol is our own addition, so a server of the documented kind leaves it out.
  if (body.data?.symbol === 'TFAANoSetupError') return { code: 'noSetup', cause: 'unknown' };
  if (body.code === rpcCode.sessionExpired) return { code: 'sessionEnded' };
  if (body.code === rpcCode.methodNotFound) return { code: 'unsupportedServer', host };
  if (body.code === rpcCode.noSuchEntity) return { code: 'noSuchEntity' };
  return { code: 'serverError', detail: (body.data?.symbol ?? String(body.code)).replace(/[^\w.-]/g, '').slice(0, 40) };
};
