import { rpcCode } from '../../protocol/envelope.ts';
import type { Core } from '../core.ts';
import { protocolOf, type SessionCall } from '../http/call.ts';
import type { CodeError } from '../http/outcome.ts';
import { failure, type Result, success } from '../result.ts';
import type { Domain, User } from '../store/users.ts';

/** Who administers: somebody in a session, or whoever may use the server's data folder. */
export type Actor = {
  /** Names the actor in every log line. */
  readonly name: string;
  readonly protocol: string;
  /** Ends a log line: where the actor sits. */
  readonly origin: string;
  /** The actor's own account; undefined at the command line. */
  readonly userId: string | undefined;
  /** The only domain within reach; undefined: the whole server. */
  readonly domainId: string | undefined;
};

export const accessDenied: CodeError = { code: rpcCode.accessDenied, message: 'Access denied.' };
export const noSuchUser: CodeError = { code: rpcCode.noSuchEntity, message: 'There is no such user.' };
export const noSuchDomain: CodeError = { code: rpcCode.noSuchEntity, message: 'There is no such domain.' };

/** The administrator behind a call; undefined for anybody else, such as one who lost the role meanwhile. */
export const actorOfCall = (call: SessionCall): Actor | undefined => {
  const { user } = call;
  if (user.role === 'user') return undefined;
  return {
    name: user.address,
    protocol: protocolOf(call.component),
    origin: ` from IP address ${call.ip}`,
    userId: user.id,
    domainId: user.role === 'administrator' ? undefined : user.domain?.id,
  };
};

/** Whoever can read and write the data folder can do everything; the name is only what they call themselves. */
export const consoleActor = (operator: string): Actor => ({
  name: `command line (${operator})`,
  protocol: 'Console',
  origin: '',
  userId: undefined,
  domainId: undefined,
});

export const reachesWholeServer = (actor: Actor): boolean => actor.domainId === undefined;

/** A domain the actor may see and change. */
export const domainInReach = (core: Core, actor: Actor, id: string): Result<Domain, CodeError> => {
  if (!reachesWholeServer(actor) && id !== actor.domainId) return failure(accessDenied);
  const domain = core.store.administration.domainById(id);
  return domain === undefined ? failure(noSuchDomain) : success(domain);
};

export type DomainUser = User & { readonly domain: Domain };

/** A user the actor may see and change; never the built-in administrator, nor somebody with wider rights. */
export const userInReach = (core: Core, actor: Actor, id: string): Result<DomainUser, CodeError> => {
  const user = core.store.users.byId(id);
  if (user === undefined) return failure(noSuchUser);
  const { domain } = user;
  if (domain === undefined) return failure(accessDenied);
  if (!reachesWholeServer(actor) && (domain.id !== actor.domainId || user.role === 'administrator')) {
    return failure(accessDenied);
  }
  return success({ ...user, domain });
};

/** Writes down one change: who did it for the audit, what is now set for the configuration's history. */
export const recordChange = (core: Core, actor: Actor, change: string): void => {
  core.logs.audit(`${actor.protocol}: Administrator ${actor.name} ${change}${actor.origin}`);
  core.logs.config(`${actor.name} - ${change}`);
};
