import type { z } from 'zod';
import { administrationMethods } from '../../../protocol/administration.ts';
import type { RpcErrorBody } from '../../../protocol/envelope.ts';
import { consoleMethods } from '../../administration/console-methods.ts';
import type { Result } from '../../result.ts';

export const methods = { ...administrationMethods, ...consoleMethods };
type Methods = typeof methods;
export type MethodName = keyof Methods;
export type MethodParams<N extends MethodName> = z.input<Methods[N]['params']>;
export type MethodResult<N extends MethodName> = z.infer<Methods[N]['result']>;

export type CallFault = { readonly code: number; readonly message: string };

/** A way to the server's data: through the server that runs on it, or straight to it when none does. */
export type AdminConnection = {
  readonly call: <N extends MethodName>(
    method: N,
    params: MethodParams<N>,
  ) => Promise<Result<MethodResult<N>, CallFault>>;
  readonly close: () => void;
};

/** An error of the contract as a sentence, its placeholders filled in. */
export const faultOf = (error: RpcErrorBody): CallFault => {
  const parameters = error.data?.messageParameters?.positionalParameters ?? [];
  return {
    code: error.code,
    message: error.message.replace(/%(\d)/gu, (whole, place: string) => parameters[Number(place) - 1] ?? whole),
  };
};
