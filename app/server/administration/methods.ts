import {
  type AdministrationMethodName,
  type AdministrationParams,
  type AdministrationResult,
  administrationMethods,
} from '../../protocol/administration.ts';
import type { Core } from '../core.ts';
import type { SessionCall } from '../http/call.ts';
import type { Outcome } from '../http/outcome.ts';
import { failure, success } from '../result.ts';
import { type Actor, accessDenied, actorOfCall, reachesWholeServer } from './actor.ts';
import { getAdministration, resetAdministration } from './built-in-administrator.ts';
import { createDomains, setDomains } from './domain-changes.ts';
import { getDomains, getLegacyClients, getUsers } from './lists.ts';
import { getLogLines, listLogs, searchLog } from './logs.ts';
import { createUsers } from './new-users.ts';
import { removeAppPasswordsOf, resetTwoFactor } from './resets.ts';
import { serverVersion } from './server-version.ts';
import { setUsers } from './user-changes.ts';

type Method<N extends AdministrationMethodName> = {
  /** Whose: of every administrator within reach, or of those alone who administer the whole server. */
  readonly reach: 'own' | 'whole';
  readonly handle: (
    core: Core,
    actor: Actor,
    params: AdministrationParams<N>,
  ) => Outcome<AdministrationResult<N>> | Promise<Outcome<AdministrationResult<N>>>;
};

const table: { readonly [N in AdministrationMethodName]: Method<N> } = {
  'Domains.get': { reach: 'own', handle: getDomains },
  'Domains.create': { reach: 'whole', handle: createDomains },
  'Domains.set': { reach: 'own', handle: setDomains },
  'Domains.getLegacyClients': { reach: 'own', handle: getLegacyClients },
  'Users.get': { reach: 'own', handle: getUsers },
  'Users.create': { reach: 'own', handle: createUsers },
  'Users.set': { reach: 'own', handle: setUsers },
  'Users.resetTwoFactor': { reach: 'own', handle: resetTwoFactor },
  'Users.removeAppPasswords': { reach: 'own', handle: removeAppPasswordsOf },
  'Administration.get': { reach: 'own', handle: getAdministration },
  'Administration.resetTwoFactor': { reach: 'own', handle: resetAdministration },
  'Logs.get': { reach: 'whole', handle: listLogs },
  'Logs.getMessages': { reach: 'whole', handle: getLogLines },
  'Logs.search': { reach: 'whole', handle: searchLog },
  'Server.getVersion': { reach: 'own', handle: () => success(serverVersion()) },
};

export const isAdministrationMethod = (name: string): name is AdministrationMethodName =>
  Object.hasOwn(administrationMethods, name);

/** Runs one method for an actor; `params` has passed the method's schema. 1004 where it is out of the actor's reach. */
export const administer = async <N extends AdministrationMethodName>(
  core: Core,
  actor: Actor,
  name: N,
  params: AdministrationParams<N>,
): Promise<Outcome<AdministrationResult<N>>> => {
  const method: Method<N> = table[name];
  if (method.reach === 'whole' && !reachesWholeServer(actor)) return failure(accessDenied);
  return method.handle(core, actor, params);
};

const full = ['full'] as const;

/** A method of the administration endpoint as its door runs it: only in a full session, only for administrators. */
export const findAdministrationMethod = (name: string) => {
  if (!isAdministrationMethod(name)) return undefined;
  const run = async (core: Core, call: SessionCall, params: unknown): Promise<Outcome<unknown>> => {
    const actor = actorOfCall(call);
    if (actor === undefined) return failure(accessDenied);
    return administer(core, actor, name, params as AdministrationParams<typeof name>);
  };
  return { params: administrationMethods[name].params, method: { access: full, run } };
};
