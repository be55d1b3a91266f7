import type { AdministrationParams, AdministrationResult } from '../../protocol/administration.ts';
import { rpcCode } from '../../protocol/envelope.ts';
import { hashPassword } from '../accounts/password-hash.ts';
import type { Core } from '../core.ts';
import type { CodeError, Outcome } from '../http/outcome.ts';
import { failure, type Result, success } from '../result.ts';
import { type Actor, accessDenied, domainInReach, reachesWholeServer, recordChange } from './actor.ts';
import { eachItem } from './each-item.ts';
import { passwordRefusal } from './new-password.ts';

type NewUser = AdministrationParams<'Users.create'>['users'][number];

/** Login names also name folders of mail: letters and digits, joined by single dots, dashes or underscores. */
const loginNameShape = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/u;

const badLoginName: CodeError = {
  code: rpcCode.operationFailed,
  message: 'A login name consists of letters and digits, with single dots, dashes or underscores between them.',
};
const userExists: CodeError = { code: rpcCode.alreadyExists, message: 'This address is in use already.' };

const createUser = async (core: Core, actor: Actor, wanted: NewUser): Promise<Result<string, CodeError>> => {
  const found = domainInReach(core, actor, wanted.domainId);
  if (!found.ok) return found;
  if (wanted.role !== 'user' && !reachesWholeServer(actor)) return failure(accessDenied);
  const domain = found.value;
  const loginName = wanted.loginName.trim().toLowerCase();
  if (!loginNameShape.test(loginName)) return failure(badLoginName);
  const address = `${loginName}@${domain.name}`;
  const { fullName, role } = wanted;
  const refusal = passwordRefusal(wanted.password, { loginName, domain, fullName });
  if (refusal !== undefined) return failure(refusal);
  const passwordHash = await hashPassword(wanted.password);
  // Looked up after the pause of hashing, so that two calls cannot both find the address free.
  if (core.store.administration.isAddressTaken(address)) return failure(userExists);
  const createdAt = core.clock.now();
  const id = core.store.users.addUser({
    domainId: domain.id,
    loginName,
    address,
    fullName,
    passwordHash,
    role,
    createdAt,
  });
  recordChange(core, actor, `created user ${address} (${role})`);
  return success(id);
};

/** `Users.create`: the mailbox comes into being with the first message or sign-in. */
export const createUsers = async (
  core: Core,
  actor: Actor,
  { users }: AdministrationParams<'Users.create'>,
): Promise<Outcome<AdministrationResult<'Users.create'>>> => {
  const { errors, done } = await eachItem(users, (user) => createUser(core, actor, user));
  return success({ errors, result: done.map(({ inputIndex, value }) => ({ inputIndex, id: value })) });
};
