import { appPasswordMethods } from './app-passwords.ts';
import type { MethodDefinition, ParamsOf, ResultOf } from './method.ts';
import { sessionMethods } from './session.ts';
import { twoFactorMethods } from './two-factor.ts';
import { versionMethods } from './version.ts';

/** Every method of the client endpoint, by its wire name. */
export const clientMethods = {
  ...versionMethods,
  ...sessionMethods,
  ...twoFactorMethods,
  ...appPasswordMethods,
} as const satisfies Record<string, MethodDefinition>;

export type ClientMethods = typeof clientMethods;
export type ClientMethodName = keyof ClientMethods;
export type ClientParams<N extends ClientMethodName> = ParamsOf<ClientMethods[N]>;
export type ClientResult<N extends ClientMethodName> = ResultOf<ClientMethods[N]>;
