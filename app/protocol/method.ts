import { z } from 'zod';

/**
 * One JSON-RPC method of the wire contract: the schema of its params and that of its result.
 * Params are strict (an unknown field is `-32602`); results drop fields a newer server may add.
 */
export type MethodDefinition = { readonly params: z.ZodType; readonly result: z.ZodType };

export type ParamsOf<M extends MethodDefinition> = z.infer<M['params']>;
export type ResultOf<M extends MethodDefinition> = z.infer<M['result']>;

/** The schema of methods that take or return nothing. */
export const emptyParams = z.strictObject({});
export const emptyResult = z.object({});

/** A point in time on the wire: ISO 8601 in UTC. */
export const timestamp = z.iso.datetime();

/** One failed item of a bulk method, by its place in the request. */
export const itemError = z.object({ inputIndex: z.int().nonnegative(), code: z.int(), message: z.string() });
export type ItemError = z.infer<typeof itemError>;
