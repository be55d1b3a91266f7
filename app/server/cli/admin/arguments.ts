import { parseArgs } from 'node:util';
import { failure, type Result, success } from '../../result.ts';

const options = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  'two-factor': { type: 'string' },
  'enforce-from': { type: 'string' },
  'expire-days': { type: 'string' },
  'attempt-limit': { type: 'string' },
  domain: { type: 'string' },
  find: { type: 'string' },
  where: { type: 'string', multiple: true },
  sort: { type: 'string' },
  start: { type: 'string' },
  limit: { type: 'string' },
  all: { type: 'boolean' },
  'full-name': { type: 'string' },
  role: { type: 'string' },
  lines: { type: 'string' },
  'case-sensitive': { type: 'boolean' },
} as const;

type OptionName = keyof typeof options;
export type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

const everywhere: readonly OptionName[] = ['data', 'json', 'help'];
const policyOptions: readonly OptionName[] = ['two-factor', 'enforce-from', 'expire-days', 'attempt-limit'];
const pageOptions: readonly OptionName[] = ['start', 'limit', 'all'];

type Shape = { readonly options: readonly OptionName[]; readonly names: 'none' | 'one' | 'some'; readonly of: string };

const none = { options: [], names: 'none', of: '' } as const;
const addresses = { options: [], names: 'some', of: 'ADDRESS' } as const;

const shapes = {
  'domain list': { options: ['find', ...pageOptions], names: 'none', of: '' },
  'domain create': { options: policyOptions, names: 'one', of: 'NAME' },
  'domain set': { options: policyOptions, names: 'some', of: 'NAME' },
  'domain programs': { options: pageOptions, names: 'one', of: 'NAME' },
  'user list': { options: ['domain', 'find', 'where', 'sort', ...pageOptions], names: 'none', of: '' },
  'user show': { options: [], names: 'one', of: 'ADDRESS' },
  'user create': { options: ['full-name', 'role'], names: 'one', of: 'ADDRESS' },
  'user set': { options: ['full-name', 'role'], names: 'some', of: 'ADDRESS' },
  'user set-password': { options: [], names: 'one', of: 'ADDRESS' },
  'user enable': addresses,
  'user disable': addresses,
  'user reset-second-factor': addresses,
  'user remove-app-passwords': addresses,
  'log list': none,
  'log show': { options: ['lines', 'find', 'case-sensitive'], names: 'one', of: 'NAME' },
} as const satisfies Record<string, Shape>;

export type CommandName = keyof typeof shapes;

const synonyms: Readonly<Record<string, CommandName>> = {
  'domain set-policy': 'domain set',
  'domain policy': 'domain set',
  'user password': 'user set-password',
  'user reset': 'user reset-second-factor',
  'user reset-two-factor': 'user reset-second-factor',
};

export type Invocation = {
  readonly command: CommandName;
  readonly data: string;
  readonly names: readonly string[];
  readonly values: Values;
};

const parse = (args: readonly string[]): Result<{ values: Values; positionals: string[] }, string> => {
  try {
    return success(parseArgs({ args: [...args], options, allowPositionals: true, strict: true }));
  } catch (fault) {
    return failure(fault instanceof Error ? fault.message : String(fault));
  }
};

const commandOf = (topic: string | undefined, verb: string | undefined): CommandName | undefined => {
  const name = `${topic} ${verb}`;
  if (Object.hasOwn(synonyms, name)) return synonyms[name];
  return Object.hasOwn(shapes, name) ? (name as CommandName) : undefined;
};

/**
 * Reads what follows `admin`.
 * @returns `help`, or a sentence saying which argument is wrong
 */
export const readInvocation = (args: readonly string[]): Result<Invocation | 'help', string> => {
  const parsed = parse(args);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const [topic, verb, ...names] = positionals;
  if (values.help || topic === 'help') return success('help');
  if (topic === undefined) return failure('Please say what to do, for example: domain list.');
  const command = commandOf(topic, verb);
  if (command === undefined) return failure(`There is no command '${[topic, verb].filter(Boolean).join(' ')}'.`);
  const shape: Shape = shapes[command];
  const stray = Object.keys(values).find(
    (name) => !everywhere.includes(name as OptionName) && !shape.options.includes(name as OptionName),
  );
  if (stray !== undefined) return failure(`'${command}' takes no --${stray}.`);
  if (shape.names === 'none' && names.length > 0) return failure(`'${command}' takes nothing more than options.`);
  if (shape.names !== 'none' && names.length === 0) return failure(`'${command}' needs ${shape.of}.`);
  if (shape.names === 'one' && names.length > 1) return failure(`'${command}' takes one ${shape.of}.`);
  if (values.data === undefined || values.data === '') {
    return failure('Please say which server is meant: --data DIR, its data folder.');
  }
  return success({ command, data: values.data, names, values });
};

/** A whole number in a range, or a sentence. */
export const readNumber = (option: string, text: string, least: number, most: number): Result<number, string> => {
  const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most
    ? success(value)
    : failure(`--${option} takes a whole number from ${least} to ${most}.`);
};

/** Which part of a list is wanted: the first fifty entries when nothing is said. */
export const readPage = (values: Values): Result<{ start: number; limit: number }, string> => {
  const highest = 999_999_999;
  const start = readNumber('start', values.start ?? '0', 0, highest);
  if (!start.ok) return start;
  if (values.all) return success({ start: start.value, limit: -1 });
  const limit = readNumber('limit', values.limit ?? '50', 0, highest);
  return limit.ok ? success({ start: start.value, limit: limit.value }) : limit;
};
