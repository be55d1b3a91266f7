import { z } from 'zod';

const empty = z.object({});
const retryAfter = z.object({ retryAfter: z.int().nonnegative() });

/**
 * Every error symbol of the contract with the schema of its extra `data` members.
 * `TFAANoSetupError` is a name of the documented product; the other second-factor symbols are ours.
 */
export const errorData = {
  AuthFailed: empty,
  AccountDisabled: z.object({ reason: z.enum(['secondFactorAttempts', 'administrator']) }),
  /** `retryAfter` in seconds. */
  TryLater: retryAfter,
  ClientTooOld: z.object({ minimumVersion: z.string() }),
  StepUpRequired: empty,
  TFAAInvalidTokenError: z.object({ failedAttempts: z.int(), attemptsLeft: z.int() }),
  TFAANoSetupError: z.object({
    cause: z.enum(['schemaOutdated', 'readOnlyDirectory', 'directoryUnavailable', 'disabledByPolicy']),
  }),
  TFAAAlreadySetupError: empty,
  TFAANotEnrolledError: empty,
  TFAARecoveryEmailError: z.object({ reason: z.enum(['invalid', 'sameAsAccount', 'ownAlias']) }),
  TFAANoRecoveryEmailError: empty,
  TFAARecoverySendError: empty,
  TFAAEnforcedError: empty,
  AppPasswordLimit: z.object({ limit: z.int() }),
  AlreadyExists: empty,
  NoSuchEntity: empty,
  PasswordPolicy: z.object({ reason: z.enum(['tooShort', 'tooSimple', 'containsName', 'wrongCurrent']) }),
} as const;

export type ErrorSymbol = keyof typeof errorData;
export type ErrorData<S extends ErrorSymbol> = z.infer<(typeof errorData)[S]>;

/** The members a schema names; one without any would otherwise forbid every member, `symbol` included. */
type NamedMembers<T> = { [K in keyof T as string extends K ? never : K]: T[K] };

/** A failure of the contract as a value: the symbol and its data, in one discriminated union. */
export type ProtocolError = { [S in ErrorSymbol]: { symbol: S } & NamedMembers<ErrorData<S>> }[ErrorSymbol];
