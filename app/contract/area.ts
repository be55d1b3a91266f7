import { z } from 'zod';
import type { Failure } from '../domain/failure.ts';

/** One call of the renderer: what goes in, what comes out. Every call may also answer with a `Failure`. */
export type MethodContract = { readonly input: z.ZodType; readonly output: z.ZodType };

/**
 * One area of the contract between the renderer and the rest. Channel names, the preload bridge and the types of
 * the handlers are all derived from it. `servedBy` says which process answers.
 */
export type AreaContract = {
  readonly servedBy: 'main' | 'engine';
  /** A call is for one account, and an event comes from one: its id travels beside them, not in them. */
  readonly perAccount?: true;
  readonly methods: Record<string, MethodContract>;
  readonly events: Record<string, z.ZodType>;
};

export const nothing = z.strictObject({});

/** What every call answers. */
export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Failure };

export type InputOf<M extends MethodContract> = z.infer<M['input']>;
export type OutputOf<M extends MethodContract> = z.infer<M['output']>;

/**
 * What an area's handlers look like to whoever serves it. `Caller` is the window that asks, where it matters;
 * `account` is whom the window means: not told by a window that knows of one account only.
 */
export type HandlersOf<A extends AreaContract, Caller = unknown> = {
  readonly [M in keyof A['methods']]: (
    input: InputOf<A['methods'][M]>,
    caller: Caller,
    account: string | undefined,
  ) => Promise<Reply<OutputOf<A['methods'][M]>>> | Reply<OutputOf<A['methods'][M]>>;
};

/** What an area looks like to the renderer. */
export type ClientOf<A extends AreaContract> = {
  readonly [M in keyof A['methods']]: (input: InputOf<A['methods'][M]>) => Promise<Reply<OutputOf<A['methods'][M]>>>;
} & {
  /** Subscribes to an event of the area; returns the function that ends the subscription. */
  readonly on: {
    readonly [E in keyof A['events']]: (listener: (payload: z.infer<A['events'][E]>) => void) => () => void;
  };
};

export const methodChannel = (area: string, method: string): string => `${area}.${method}`;
export const eventChannel = (area: string, event: string): string => `${area}!${event}`;
