import type { ImapFlow } from 'imapflow';
import type { Failure } from '../../domain/failure.ts';
import type { Result } from '../../domain/result.ts';

/**
 * What a connection is for. `watch` only idles, so that new mail is heard at once; `sync` fetches lists; `act` carries
 * out commands in order; `read` fetches what somebody waits for.
 */
export type Purpose = 'watch' | 'sync' | 'act' | 'read';

/** The connections of one account; opened when needed, at most as many as the server bears, purposes share beyond that. */
export type ImapConnections = {
  /**
   * Runs work on the purpose's connection, one piece at a time. A lost connection or a refused credential is a
   * failure; what the server answered with NO or BAD is thrown by imapflow and for `work` to judge.
   */
  readonly use: <Value>(
    purpose: Purpose,
    work: (client: ImapFlow) => Promise<Value>,
    signal?: AbortSignal,
  ) => Promise<Result<Value, Failure>>;
  readonly close: () => Promise<void>;
};
