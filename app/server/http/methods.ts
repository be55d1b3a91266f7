import type { Component } from '../../protocol/envelope.ts';
import { type ClientMethodName, type ClientParams, type ClientResult, clientMethods } from '../../protocol/methods.ts';
import { features } from '../../protocol/version.ts';
import { setPassword, signOut, whoAmI } from '../accounts/own-account.ts';
import { signIn } from '../accounts/sign-in.ts';
import { findAdministrationMethod } from '../administration/methods.ts';
import {
  changeAppPassword,
  createAppPassword,
  listAppPasswords,
  offerAppPasswordProfile,
  removeAllAppPasswords,
  removeAppPasswords,
} from '../app-passwords/app-passwords.ts';
import type { Core } from '../core.ts';
import { productName, productVersion } from '../product.ts';
import { recover, requestRecovery } from '../recovery/recovery.ts';
import { success } from '../result.ts';
import { endOwnTrust, listDevices, removeDevices } from '../second-factor/device-list.ts';
import { finishEnrolment, startEnrolment } from '../second-factor/enrolment.ts';
import { finishMove, startMove } from '../second-factor/move.ts';
import { removeSecondFactor, stepUp, verifyCode } from '../second-factor/proof.ts';
import { factorStatus, legacyClients, renewRecoveryCodes, setRecoveryEmail } from '../second-factor/status.ts';
import type { SessionState } from '../store/sessions.ts';
import type { Call, SessionCall } from './call.ts';
import type { Outcome } from './outcome.ts';

const apiVersion = 1;

type Answer<N extends ClientMethodName> = Outcome<ClientResult<N>> | Promise<Outcome<ClientResult<N>>>;

type OpenMethod<N extends ClientMethodName> = {
  readonly access: 'open';
  readonly handle: (core: Core, call: Call, params: ClientParams<N>) => Answer<N>;
};

type SessionMethod<N extends ClientMethodName> = {
  /** States of a session in which the method may be called. */
  readonly access: readonly SessionState[];
  readonly handle: (core: Core, call: SessionCall, params: ClientParams<N>) => Answer<N>;
};

type MethodTable = { readonly [N in ClientMethodName]: OpenMethod<N> | SessionMethod<N> };

const full = ['full'] as const;
const codeOrFull = ['code', 'full'] as const;
const setupOrFull = ['setup', 'full'] as const;
const every = ['code', 'setup', 'full'] as const;

const table: MethodTable = {
  'Version.getApiVersion': {
    access: 'open',
    handle: (core) =>
      success({
        apiVersion,
        product: productName,
        version: productVersion,
        features: [...features],
        minimumClientVersion: core.minimumClientVersion,
      }),
  },
  'Session.login': { access: 'open', handle: signIn },
  'Session.logout': { access: every, handle: signOut },
  'Session.whoAmI': { access: full, handle: whoAmI },
  'Session.setPassword': { access: full, handle: setPassword },
  'TwoFactor.getStatus': { access: full, handle: factorStatus },
  'TwoFactor.start': { access: setupOrFull, handle: startEnrolment },
  'TwoFactor.finish': { access: setupOrFull, handle: finishEnrolment },
  'TwoFactor.verify': { access: codeOrFull, handle: verifyCode },
  'TwoFactor.stepUp': { access: full, handle: stepUp },
  'TwoFactor.remove': { access: full, handle: removeSecondFactor },
  'TwoFactor.setRecoveryEmail': { access: full, handle: setRecoveryEmail },
  'TwoFactor.requestRecovery': { access: codeOrFull, handle: requestRecovery },
  'TwoFactor.recover': { access: codeOrFull, handle: recover },
  'TwoFactor.newRecoveryCodes': { access: full, handle: renewRecoveryCodes },
  'TwoFactor.getLegacyClients': { access: setupOrFull, handle: legacyClients },
  'TwoFactor.getDevices': { access: full, handle: listDevices },
  'TwoFactor.removeDevices': { access: full, handle: removeDevices },
  'TwoFactor.startMove': { access: full, handle: startMove },
  'TwoFactor.finishMove': { access: full, handle: finishMove },
  'TwoFactor.endTrust': { access: 'open', handle: endOwnTrust },
  'AppPasswords.get': { access: full, handle: listAppPasswords },
  'AppPasswords.create': { access: full, handle: createAppPassword },
  'AppPasswords.set': { access: full, handle: changeAppPassword },
  'AppPasswords.remove': { access: full, handle: removeAppPasswords },
  'AppPasswords.offerProfile': { access: full, handle: offerAppPasswordProfile },
  'AppPasswords.removeAll': { access: full, handle: removeAllAppPasswords },
};

/** A method as the door runs it: `params` has passed the method's schema, the session is one of `access`. */
export type BoundMethod =
  | { readonly access: 'open'; readonly run: (core: Core, call: Call, params: unknown) => Promise<Outcome<unknown>> }
  | {
      readonly access: readonly SessionState[];
      readonly run: (core: Core, call: SessionCall, params: unknown) => Promise<Outcome<unknown>>;
    };

const bind = <N extends ClientMethodName>(method: OpenMethod<N> | SessionMethod<N>): BoundMethod =>
  method.access === 'open'
    ? { access: method.access, run: async (core, call, params) => method.handle(core, call, params as ClientParams<N>) }
    : {
        access: method.access,
        run: async (core, call, params) => method.handle(core, call, params as ClientParams<N>),
      };

const isClientMethod = (name: string): name is ClientMethodName => Object.hasOwn(clientMethods, name);

/** Interfaces of the client each endpoint offers; those of administration proper stand in a table of their own. */
const interfaces: Record<Component, readonly string[]> = {
  webmail: ['Version', 'Session', 'TwoFactor', 'AppPasswords'],
  admin: ['Version', 'Session', 'TwoFactor'],
};

/** The method of that name at that endpoint, with the schema of its params. */
export const findMethod = (component: Component, name: string) => {
  if (!isClientMethod(name)) return component === 'admin' ? findAdministrationMethod(name) : undefined;
  if (!interfaces[component].includes(name.split('.')[0] ?? '')) return undefined;
  return { params: clientMethods[name].params, method: bind(table[name] as OpenMethod<typeof name>) };
};
