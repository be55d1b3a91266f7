import { failure, type Result, success } from '../../result.ts';
import type { CallFault } from './admin-connection.ts';
import { type CommandHandler, type Context, type ItemOutcome, misused, refused, reportItems } from './context.ts';
import { findDomain } from './domain-commands.ts';
import { findPeople, type Person } from './find-users.ts';
import { listUsers, showUser } from './user-list-command.ts';

type BulkAnswer = Result<{ errors: readonly CallFault[] }, CallFault>;

/** The first thing that went wrong in a call about one person. */
const faultIn = (answer: BulkAnswer | Result<object, CallFault>): CallFault | undefined => {
  if (!answer.ok) return answer.error;
  return 'errors' in answer.value ? (answer.value.errors as readonly CallFault[])[0] : undefined;
};

const notForBuiltIn: CallFault = { code: 1004, message: 'The built-in administrator has none of this.' };

/** Does one thing to everybody who is named and tells what became of each. */
const forEveryone = async (
  context: Context,
  work: (person: Person) => Promise<CallFault | undefined>,
  done: string,
) => {
  const people = await findPeople(context, context.invocation.names);
  if (!people.ok) return refused(context, people.error);
  const outcomes: ItemOutcome[] = [];
  for (const { name, person } of people.value) {
    const fault = person.ok ? await work(person.value) : person.error;
    outcomes.push({ name, ...(fault && { fault }) });
  }
  return reportItems(context, outcomes, done);
};

type Role = 'user' | 'domainAdministrator';

const readRole = (text: string): Result<Role, string> => {
  const role = text === 'domain-administrator' ? 'domainAdministrator' : text;
  return role === 'user' || role === 'domainAdministrator'
    ? success(role)
    : failure('--role takes user or domainAdministrator.');
};

const createBuiltIn = async (context: Context, loginName: string) => {
  const answer = await context.connection.call('Console.createAdministrator', {
    loginName,
    password: context.password,
  });
  const fault = faultIn(answer);
  return reportItems(context, [{ name: loginName, ...(fault && { fault }) }], 'created the built-in administrator');
};

const create: CommandHandler = async (context) => {
  const { values, names } = context.invocation;
  const [address = ''] = names;
  const at = address.lastIndexOf('@');
  const role = readRole(values.role ?? 'user');
  if (!role.ok) return misused(context, role.error);
  if (at < 0) {
    return values.role === undefined && values['full-name'] === undefined
      ? createBuiltIn(context, address)
      : misused(context, 'The built-in administrator has neither role nor name. Users are named by a whole address.');
  }
  const domain = await findDomain(context, address.slice(at + 1));
  if (!domain.ok) return refused(context, domain.error);
  const answer = await context.connection.call('Users.create', {
    users: [
      {
        domainId: domain.value.id,
        loginName: address.slice(0, at).slice(0, 65),
        password: context.password,
        role: role.value,
        ...(values['full-name'] !== undefined && { fullName: values['full-name'] }),
      },
    ],
  });
  const fault = faultIn(answer);
  return reportItems(context, [{ name: address, ...(fault && { fault }) }], 'created');
};

const change: CommandHandler = async (context) => {
  const { 'full-name': fullName, role: wanted } = context.invocation.values;
  if (fullName === undefined && wanted === undefined) {
    return misused(context, 'Please say what to change: --full-name, --role.');
  }
  const role = wanted === undefined ? undefined : readRole(wanted);
  if (role?.ok === false) return misused(context, role.error);
  const pattern = { ...(fullName !== undefined && { fullName }), ...(role && { role: role.value }) };
  return forEveryone(
    context,
    async (person) =>
      person.kind === 'administrator'
        ? notForBuiltIn
        : faultIn(await context.connection.call('Users.set', { userIds: [person.id], pattern })),
    'changed',
  );
};

const setPassword: CommandHandler = (context) =>
  forEveryone(
    context,
    async (person) => {
      const { password, connection } = context;
      return faultIn(
        person.kind === 'administrator'
          ? await connection.call('Console.setAdministrator', { password })
          : await connection.call('Users.set', { userIds: [person.id], pattern: { password } }),
      );
    },
    'new password set',
  );

const setEnabled =
  (isEnabled: boolean): CommandHandler =>
  (context) =>
    forEveryone(
      context,
      async (person) =>
        faultIn(
          person.kind === 'administrator'
            ? await context.connection.call('Console.setAdministrator', { isEnabled })
            : await context.connection.call('Users.set', { userIds: [person.id], pattern: { isEnabled } }),
        ),
      isEnabled ? 'enabled' : 'disabled',
    );

const resetSecondFactor: CommandHandler = (context) =>
  forEveryone(
    context,
    async (person) =>
      faultIn(
        person.kind === 'administrator'
          ? await context.connection.call('Administration.resetTwoFactor', {})
          : await context.connection.call('Users.resetTwoFactor', { ids: [person.id] }),
      ),
    'second factor reset',
  );

const removeAppPasswords: CommandHandler = (context) =>
  forEveryone(
    context,
    async (person) =>
      person.kind === 'administrator'
        ? notForBuiltIn
        : faultIn(await context.connection.call('Users.removeAppPasswords', { ids: [person.id] })),
    'app passwords removed',
  );

export const userCommands = {
  'user list': listUsers,
  'user show': showUser,
  'user create': create,
  'user set': change,
  'user set-password': setPassword,
  'user enable': setEnabled(true),
  'user disable': setEnabled(false),
  'user reset-second-factor': resetSecondFactor,
  'user remove-app-passwords': removeAppPasswords,
} as const;

/** Commands that need a new password on standard input. */
export const needsPassword: ReadonlySet<string> = new Set(['user create', 'user set-password']);
