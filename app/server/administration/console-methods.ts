import { z } from 'zod';
import { type AdministrationParams, administrationMethods } from '../../protocol/administration.ts';
import { rpcCode } from '../../protocol/envelope.ts';
import { maximumPasswordLength } from '../../protocol/session.ts';
import { hashPassword } from '../accounts/password-hash.ts';
import type { Core } from '../core.ts';
import type { CodeError, Outcome } from '../http/outcome.ts';
import { failure, success } from '../result.ts';
import { type Actor, recordChange } from './actor.ts';
import { findBuiltIn } from './built-in-administrator.ts';
import { administer, isAdministrationMethod } from './methods.ts';
import { passwordRefusal } from './new-password.ts';

const password = z.string().max(maximumPasswordLength);

/** What only the command line can do: the built-in administrator is nobody's user to change. */
export const consoleMethods = {
  'Console.createAdministrator': {
    params: z.strictObject({ loginName: z.string().max(64), password }),
    result: z.object({ id: z.string() }),
  },
  'Console.setAdministrator': {
    params: z.strictObject({ password: password.optional(), isEnabled: z.boolean().optional() }),
    result: z.object({}),
  },
} as const;

type ConsoleMethods = typeof consoleMethods;
type Params<N extends keyof ConsoleMethods> = z.infer<ConsoleMethods[N]['params']>;

const fullName = 'Administrator';
const loginNameShape = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/u;
const fault = (message: string): CodeError => ({ code: rpcCode.operationFailed, message });

const createAdministrator = async (
  core: Core,
  actor: Actor,
  params: Params<'Console.createAdministrator'>,
): Promise<Outcome<{ id: string }>> => {
  const loginName = params.loginName.trim().toLowerCase();
  if (!loginNameShape.test(loginName)) return failure(fault('This cannot be a login name.'));
  const refusal = passwordRefusal(params.password, { loginName, fullName: '' });
  if (refusal !== undefined) return failure(refusal);
  const passwordHash = await hashPassword(params.password);
  if (core.store.administration.builtInAdministrator() !== undefined) {
    return failure({ code: rpcCode.alreadyExists, message: 'There is a built-in administrator already.' });
  }
  const createdAt = core.clock.now();
  const id = core.store.users.addUser({
    domainId: undefined,
    loginName,
    address: undefined,
    fullName,
    passwordHash,
    role: 'administrator',
    createdAt,
  });
  recordChange(core, actor, `created the built-in administrator ${loginName}`);
  return success({ id });
};

const setAdministrator = async (
  core: Core,
  actor: Actor,
  params: Params<'Console.setAdministrator'>,
): Promise<Outcome<object>> => {
  const found = findBuiltIn(core);
  if (!found.ok) return found;
  const { user } = found.value;
  const refusal =
    params.password === undefined
      ? undefined
      : passwordRefusal(params.password, { loginName: user.loginName, fullName: '' });
  if (refusal !== undefined) return failure(refusal);
  const passwordHash = params.password === undefined ? undefined : await hashPassword(params.password);
  core.store.transaction(() => {
    if (passwordHash !== undefined) {
      core.store.users.setPasswordHash(user.id, passwordHash);
      core.store.sessions.removeAllOf(user.id);
    }
    if (params.isEnabled === undefined) return;
    if (params.isEnabled) core.store.users.setWrongCodes(user.id, 0, 0);
    if (params.isEnabled === (user.disabledReason === undefined)) return;
    core.store.administration.endSignIns(user.id);
    core.store.users.setDisabled(user.id, params.isEnabled ? undefined : 'administrator');
  });
  const account = `the built-in administrator ${user.address}`;
  if (passwordHash !== undefined) recordChange(core, actor, `set a new password of ${account}`);
  if (params.isEnabled !== undefined)
    recordChange(core, actor, `${params.isEnabled ? 'enabled' : 'disabled'} ${account}`);
  return success({});
};

const unknownMethod: CodeError = { code: rpcCode.methodNotFound, message: 'There is no such method.' };

const parse = <T>(schema: z.ZodType<T>, params: unknown): Outcome<T> => {
  const parsed = schema.safeParse(params ?? {});
  if (parsed.success) return success(parsed.data);
  const paths = [...new Set(parsed.error.issues.map((issue) => issue.path.map(String).join('.')))].join(', ');
  return failure({ code: rpcCode.invalidParams, message: `Invalid params: ${paths}.` });
};

/** Runs any method of administration for the command line. */
export const runConsoleMethod = async (
  core: Core,
  actor: Actor,
  name: string,
  params: unknown,
): Promise<Outcome<unknown>> => {
  if (name === 'Console.createAdministrator') {
    const given = parse(consoleMethods[name].params, params);
    return given.ok ? createAdministrator(core, actor, given.value) : given;
  }
  if (name === 'Console.setAdministrator') {
    const given = parse(consoleMethods[name].params, params);
    return given.ok ? setAdministrator(core, actor, given.value) : given;
  }
  if (!isAdministrationMethod(name)) return failure(unknownMethod);
  const given = parse<unknown>(administrationMethods[name].params, params);
  return given.ok ? administer(core, actor, name, given.value as AdministrationParams<typeof name>) : given;
};
