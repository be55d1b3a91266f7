/** Handed to a new window: the port that leads to the mail engine. */
export const enginePortChannel = 'engine-port';

/** One call over the engine's port, and what comes back. `account` is whose mailbox it is about. */
export type EngineCall = {
  readonly id: number;
  readonly channel: string;
  readonly input: unknown;
  readonly account?: string;
};
export type EngineAnswer =
  | { readonly id: number; readonly reply: unknown }
  | { readonly channel: string; readonly payload: unknown; readonly account: string };
