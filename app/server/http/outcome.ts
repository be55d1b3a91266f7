import { type RpcCode, rpcCode } from '../../protocol/envelope.ts';
import type { ProtocolError } from '../../protocol/errors.ts';
import type { Result } from '../result.ts';

/** A failure that has a numeric code of the envelope but no symbol of the contract. */
export type CodeError = { readonly code: RpcCode; readonly message: string };

/** What a method of the contract comes to. */
export type Outcome<T> = Result<T, ProtocolError | CodeError>;

export const sessionExpired: CodeError = { code: rpcCode.sessionExpired, message: 'The session has expired.' };
