import { comparator, type QueryCondition, quickSearchField } from '../../../protocol/list-query.ts';
import { failure, type Result, success } from '../../result.ts';
import type { MethodParams } from './admin-connection.ts';
import { readPage, type Values } from './arguments.ts';
import { type CommandHandler, exitCode, misused, refused } from './context.ts';
import { findDomain } from './domain-commands.ts';
import { localTime, partOf, record, table, yesNo } from './output.ts';

const signs: Readonly<Record<string, QueryCondition['comparator']>> = {
  '=': comparator.enum.Eq,
  '!=': comparator.enum.NotEq,
  '<': comparator.enum.LessThan,
  '>': comparator.enum.GreaterThan,
  '<=': comparator.enum.LessEq,
  '>=': comparator.enum.GreaterEq,
  '~': comparator.enum.Like,
};

const readCondition = (text: string): Result<QueryCondition, string> => {
  const match = /^([\w.]{1,64})(!=|<=|>=|=|<|>|~)(.{0,320})$/su.exec(text);
  const sign = signs[match?.[2] ?? ''];
  return match === null || sign === undefined
    ? failure(`--where takes FIELD=VALUE (or != < > <= >= ~ in place of =), not '${text}'.`)
    : success({ fieldName: match[1] ?? '', comparator: sign, value: match[3] ?? '' });
};

const readOrder = (text: string): Result<{ columnName: string; direction: 'Asc' | 'Desc' }, string> => {
  const match = /^([\w.]{1,64})(?::(asc|desc))?$/u.exec(text);
  return match === null
    ? failure('--sort takes a field, or a field with :desc.')
    : success({ columnName: match[1] ?? '', direction: match[2] === 'desc' ? 'Desc' : 'Asc' });
};

type UserQuery = NonNullable<MethodParams<'Users.get'>['query']>;

const readQuery = (values: Values): Result<UserQuery, string> => {
  const page = readPage(values);
  if (!page.ok) return page;
  const conditions: QueryCondition[] = [];
  if (values.find)
    conditions.push({ fieldName: quickSearchField, comparator: 'Like', value: values.find.slice(0, 320) });
  for (const text of values.where ?? []) {
    const condition = readCondition(text);
    if (!condition.ok) return condition;
    conditions.push(condition.value);
  }
  const order = values.sort === undefined ? undefined : readOrder(values.sort);
  if (order?.ok === false) return order;
  return success({ ...page.value, conditions, orderBy: order === undefined ? [] : [order.value] });
};

const whyDisabled = { secondFactorAttempts: 'wrong codes', administrator: 'administrator' } as const;

type Enabled = {
  readonly isEnabled?: boolean | undefined;
  readonly disabledReason?: keyof typeof whyDisabled | undefined;
};

const enabledText = ({ isEnabled, disabledReason }: Enabled): string =>
  disabledReason === undefined ? yesNo(isEnabled) : `no (${whyDisabled[disabledReason]})`;

/** `user list`. */
export const listUsers: CommandHandler = async (context) => {
  const { invocation, output, connection } = context;
  const query = readQuery(invocation.values);
  if (!query.ok) return misused(context, query.error);
  const { domain } = invocation.values;
  const found = domain === undefined ? undefined : await findDomain(context, domain);
  if (found?.ok === false) return refused(context, found.error);
  const answer = await connection.call('Users.get', { query: query.value, ...(found && { domainId: found.value.id }) });
  if (!answer.ok) return refused(context, answer.error);
  const { list, totalItems } = answer.value;
  if (output.json) {
    output.print(JSON.stringify(answer.value));
    return exitCode.done;
  }
  const rows = list.map((user) => [
    user.address ?? '',
    user.fullName ?? '',
    enabledText(user),
    yesNo(user.isEnrolled),
    String(user.secondFactorFailures ?? ''),
    String(user.appPasswordCount ?? ''),
    localTime(user.lastSignIn),
  ]);
  const headings = ['USER', 'NAME', 'ENABLED', 'ENROLLED', 'WRONG CODES', 'APP PASSWORDS', 'LAST SIGN-IN'];
  output.print(table(headings, rows));
  const part = partOf(rows.length, query.value.start ?? 0, totalItems, 'users');
  if (part !== undefined) output.tell(part);
  return exitCode.done;
};

const showBuiltIn: CommandHandler = async (context) => {
  const { output, invocation } = context;
  const answer = await context.connection.call('Administration.get', {});
  if (!answer.ok) return refused(context, answer.error);
  const account = answer.value;
  if (account.loginName !== invocation.names[0]?.toLowerCase()) {
    return refused(context, { code: 1002, message: 'There is no such user. Give the whole address.' });
  }
  if (output.json) output.print(JSON.stringify(account));
  else {
    output.print(
      record([
        ['login name', account.loginName],
        ['role', 'built-in administrator'],
        ['enabled', enabledText(account)],
        ['enrolled', account.isEnrolled ? `since ${localTime(account.enrolledAt)}` : 'no'],
        ['can enrol', account.canEnrol ? 'yes' : 'no: no domain has two-factor authentication enabled'],
        ['recovery address', account.recoveryEmailMasked ?? ''],
        ['wrong codes', String(account.secondFactorFailures)],
        ['last sign-in', localTime(account.lastSignIn)],
      ]),
    );
  }
  return exitCode.done;
};

/** `user show`. */
export const showUser: CommandHandler = async (context) => {
  const { output, invocation } = context;
  const [name = ''] = invocation.names;
  if (!name.includes('@')) return showBuiltIn(context);
  const answer = await context.connection.call('Users.get', {
    query: { conditions: [{ fieldName: 'address', comparator: 'Eq', value: name.slice(0, 320) }] },
  });
  if (!answer.ok) return refused(context, answer.error);
  const [user] = answer.value.list;
  if (user === undefined) return refused(context, { code: 1002, message: `There is no user ${name}.` });
  if (output.json) output.print(JSON.stringify(user));
  else {
    output.print(
      record([
        ['address', user.address ?? ''],
        ['name', user.fullName ?? ''],
        ['domain', user.domainName ?? ''],
        ['role', user.role ?? ''],
        ['enabled', enabledText(user)],
        ['enrolled', yesNo(user.isEnrolled)],
        ['wrong codes', String(user.secondFactorFailures ?? '')],
        ['app passwords', String(user.appPasswordCount ?? '')],
        ['last sign-in', localTime(user.lastSignIn)],
        ['id', user.id],
      ]),
    );
  }
  return exitCode.done;
};
