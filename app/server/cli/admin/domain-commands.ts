import type { AdminDomain, TwoFactorSettings } from '../../../protocol/administration.ts';
import { maximumAttemptLimit, maximumExpireDays } from '../../../protocol/administration.ts';
import { defaultSettings, settingsOnTheWire } from '../../administration/two-factor-settings.ts';
import { failure, type Result, success } from '../../result.ts';
import type { CallFault } from './admin-connection.ts';
import { readNumber, readPage, type Values } from './arguments.ts';
import {
  type CommandHandler,
  type Context,
  exitCode,
  type ItemOutcome,
  misused,
  refused,
  reportItems,
} from './context.ts';
import { localTime, partOf, table } from './output.ts';

const policyOf = ({ isEnabled, isForced, enforceFrom }: TwoFactorSettings): string => {
  if (!isEnabled) return 'off';
  if (!isForced) return 'optional';
  return enforceFrom === undefined ? 'enforced' : `enforced from ${localTime(enforceFrom)}`;
};

const policies = {
  off: { isEnabled: false, isForced: false },
  optional: { isEnabled: true, isForced: false },
  enforced: { isEnabled: true, isForced: true },
} as const;

const readEnforceFrom = (text: string): Result<string | undefined, string> => {
  if (text === 'now') return success(undefined);
  // A day begins where the command is typed, not in UTC.
  const moment = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? `${text}T00:00` : text;
  const time = /^\d{4}-\d{2}-\d{2}T/u.test(moment) ? Date.parse(moment) : Number.NaN;
  return Number.isNaN(time)
    ? failure("--enforce-from takes a day such as 2026-12-31, a moment such as 2026-12-31T08:00Z, or 'now'.")
    : success(new Date(time).toISOString());
};

/** The settings a domain gets: those it has, with what the options name. */
const readSettings = (values: Values, base: TwoFactorSettings): Result<TwoFactorSettings, string> => {
  const wanted = values['two-factor'];
  if (wanted !== undefined && !Object.hasOwn(policies, wanted)) {
    return failure('--two-factor takes off, optional or enforced.');
  }
  const policy = wanted === undefined ? {} : policies[wanted as keyof typeof policies];
  const days = readNumber('expire-days', values['expire-days'] ?? String(base.expireDays), 0, maximumExpireDays);
  if (!days.ok) return days;
  const limit = readNumber(
    'attempt-limit',
    values['attempt-limit'] ?? String(base.attemptLimit),
    1,
    maximumAttemptLimit,
  );
  if (!limit.ok) return limit;
  const from = values['enforce-from'];
  const enforceFrom = from === undefined ? success(base.enforceFrom) : readEnforceFrom(from);
  if (!enforceFrom.ok) return enforceFrom;
  const { isEnabled, isForced } = { ...base, ...policy };
  if (from !== undefined && !isForced) return failure('--enforce-from goes with --two-factor enforced.');
  // A date left from an earlier policy would postpone what was asked for now.
  const date = from === undefined && wanted !== undefined ? undefined : enforceFrom.value;
  return success({
    isEnabled,
    isForced,
    ...(date !== undefined && { enforceFrom: date }),
    expireDays: days.value,
    attemptLimit: limit.value,
  });
};

/** One domain by its name. */
export const findDomain = async (
  { connection }: Context,
  typed: string,
): Promise<Result<Pick<AdminDomain, 'id' | 'name' | 'twoFactor'>, CallFault>> => {
  const answer = await connection.call('Domains.get', {
    query: { conditions: [{ fieldName: 'name', comparator: 'Eq', value: typed.slice(0, 320) }] },
  });
  if (!answer.ok) return answer;
  const [found] = answer.value.list;
  return found?.name === undefined || found.twoFactor === undefined
    ? failure({ code: 1002, message: `There is no domain ${typed}.` })
    : success({ id: found.id, name: found.name, twoFactor: found.twoFactor });
};

const list: CommandHandler = async (context) => {
  const { invocation, output } = context;
  const page = readPage(invocation.values);
  if (!page.ok) return misused(context, page.error);
  const { find } = invocation.values;
  const answer = await context.connection.call('Domains.get', {
    query: {
      ...page.value,
      ...(find && { conditions: [{ fieldName: 'name', comparator: 'Like' as const, value: find.slice(0, 320) }] }),
    },
  });
  if (!answer.ok) return refused(context, answer.error);
  const { list: domains, totalItems } = answer.value;
  if (output.json) {
    output.print(JSON.stringify(answer.value));
    return exitCode.done;
  }
  const rows = domains.map(({ name = '', twoFactor, userCount, enrolledCount }) => [
    name,
    twoFactor === undefined ? '' : policyOf(twoFactor),
    twoFactor === undefined ? '' : twoFactor.expireDays === 0 ? 'each time' : String(twoFactor.expireDays),
    String(twoFactor?.attemptLimit ?? ''),
    String(userCount ?? ''),
    String(enrolledCount ?? ''),
  ]);
  output.print(table(['DOMAIN', 'TWO-FACTOR', 'TRUSTED DAYS', 'WRONG CODES', 'USERS', 'ENROLLED'], rows));
  const part = partOf(domains.length, page.value.start, totalItems, 'domains');
  if (part !== undefined) output.tell(part);
  return exitCode.done;
};

const create: CommandHandler = async (context) => {
  const [name = ''] = context.invocation.names;
  const settings = readSettings(context.invocation.values, settingsOnTheWire(defaultSettings));
  if (!settings.ok) return misused(context, settings.error);
  const answer = await context.connection.call('Domains.create', { domains: [{ name, twoFactor: settings.value }] });
  if (!answer.ok) return refused(context, answer.error);
  const [fault] = answer.value.errors;
  return reportItems(context, [{ name, ...(fault && { fault }) }], `created, two-factor ${policyOf(settings.value)}`);
};

const change = async (context: Context, name: string): Promise<Result<ItemOutcome, string>> => {
  const domain = await findDomain(context, name);
  if (!domain.ok) return success({ name, fault: domain.error });
  const settings = readSettings(context.invocation.values, domain.value.twoFactor);
  if (!settings.ok) return settings;
  const answer = await context.connection.call('Domains.set', {
    domainIds: [domain.value.id],
    pattern: { twoFactor: settings.value },
  });
  const fault = answer.ok ? answer.value.errors[0] : answer.error;
  return success({ name: domain.value.name, ...(fault && { fault }) });
};

const set: CommandHandler = async (context) => {
  const { names, values } = context.invocation;
  const given = ['two-factor', 'enforce-from', 'expire-days', 'attempt-limit'] as const;
  if (given.every((option) => values[option] === undefined)) {
    return misused(context, `Please say what to change: ${given.map((option) => `--${option}`).join(', ')}.`);
  }
  const outcomes: ItemOutcome[] = [];
  for (const name of names) {
    const outcome = await change(context, name);
    if (!outcome.ok) return misused(context, outcome.error);
    outcomes.push(outcome.value);
  }
  return reportItems(context, outcomes, 'policy changed');
};

const programs: CommandHandler = async (context) => {
  const { invocation, output } = context;
  const page = readPage(invocation.values);
  if (!page.ok) return misused(context, page.error);
  const domain = await findDomain(context, invocation.names[0] ?? '');
  if (!domain.ok) return refused(context, domain.error);
  const answer = await context.connection.call('Domains.getLegacyClients', { id: domain.value.id, query: page.value });
  if (!answer.ok) return refused(context, answer.error);
  if (output.json) {
    output.print(JSON.stringify(answer.value));
    return exitCode.done;
  }
  const rows = answer.value.list.map((client) => [
    client.address ?? '',
    client.protocol ?? '',
    client.program ?? '',
    client.ip ?? '',
    localTime(client.lastSeenAt),
  ]);
  output.print(table(['USER', 'PROTOCOL', 'PROGRAM', 'ADDRESS', 'LAST SEEN'], rows));
  const part = partOf(rows.length, page.value.start, answer.value.totalItems, 'programs');
  if (part !== undefined) output.tell(part);
  return exitCode.done;
};

export const domainCommands = {
  'domain list': list,
  'domain create': create,
  'domain set': set,
  'domain programs': programs,
} as const;
