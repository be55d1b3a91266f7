import { type BackoffTiming, usualBackoff } from './backoff.ts';

/** Every wait of a connection, in milliseconds. */
export type ConnectionTiming = {
  readonly backoff: BackoffTiming;
  /** Connecting, encrypting and signing in altogether. */
  readonly signInWithin: number;
  /** Shortest pause after a server asked to wait: trying sooner would only keep it counting. */
  readonly askedToWait: number;
  /** How long an answer to NOOP or DONE may take before the connection is called dead. */
  readonly answerWithin: number;
  /** A connection unused for longer is asked whether it lives before work is given to it. */
  readonly doubtAfter: number;
  /** IDLE is renewed this often: servers may end one after 30 minutes, routers forget a silent connection sooner. */
  readonly renewIdle: number;
  /** A command that hears nothing for so long hangs on a dead connection. */
  readonly stalledAfter: number;
  /** A connection nobody used for so long is given back to the server. */
  readonly giveBackAfter: number;
  /** After it had too many connections the server is offered one more again. */
  readonly tryMoreAfter: number;
  /** Hints of the machine within so long are one. */
  readonly wakeTogether: number;
};

export const usualTiming: ConnectionTiming = {
  backoff: usualBackoff,
  signInWithin: 30_000,
  askedToWait: 60_000,
  answerWithin: 10_000,
  doubtAfter: 60_000,
  renewIdle: 5 * 60_000,
  stalledAfter: 60_000,
  giveBackAfter: 10 * 60_000,
  tryMoreAfter: 15 * 60_000,
  wakeTogether: 3_000,
};
