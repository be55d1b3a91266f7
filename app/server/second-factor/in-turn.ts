import type { Core } from '../core.ts';
import type { SessionCall } from '../http/call.ts';
import { type Outcome, sessionExpired } from '../http/outcome.ts';
import { failure } from '../result.ts';

/**
 * Runs a change of the caller's second factor when no other one is under way. The session is looked at again then: a
 * change that came before may have ended it.
 */
export const inTurnOf = <T>(
  core: Core,
  call: SessionCall,
  change: (call: SessionCall) => Promise<Outcome<T>>,
): Promise<Outcome<T>> =>
  core.inTurn(`factor ${call.user.id}`, async () => {
    const session = core.store.sessions.byId(call.session.id);
    return session === undefined ? failure(sessionExpired) : change({ ...call, session });
  });
