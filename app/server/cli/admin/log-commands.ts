import { logName, maximumLogLines } from '../../../protocol/administration.ts';
import { readNumber } from './arguments.ts';
import { type CommandHandler, exitCode, misused, refused } from './context.ts';
import { harmlessLine, localTime, table } from './output.ts';

const list: CommandHandler = async (context) => {
  const { output } = context;
  const answer = await context.connection.call('Logs.get', {});
  if (!answer.ok) return refused(context, answer.error);
  if (output.json) output.print(JSON.stringify(answer.value));
  else {
    const rows = answer.value.list.map((log) => [log.logName, String(log.size), localTime(log.changedAt)]);
    output.print(table(['LOG', 'BYTES', 'LAST CHANGED'], rows));
  }
  return exitCode.done;
};

const show: CommandHandler = async (context) => {
  const { invocation, output, connection } = context;
  const { lines = '50', find } = invocation.values;
  const name = logName.safeParse(invocation.names[0]);
  if (!name.success) return misused(context, `There is no such log. There are: ${logName.options.join(', ')}.`);
  const count = readNumber('lines', lines, 1, maximumLogLines);
  if (!count.ok) return misused(context, count.error);
  if (find === '' || (find !== undefined && find.length > 256)) {
    return misused(context, '--find takes a text of 1 to 256 characters.');
  }
  const part = { logName: name.data, countLines: count.value };
  const answer =
    find === undefined
      ? await connection.call('Logs.getMessages', part)
      : await connection.call('Logs.search', {
          ...part,
          what: find,
          caseSensitive: invocation.values['case-sensitive'] ?? false,
        });
  if (!answer.ok) return refused(context, answer.error);
  if (output.json) output.print(JSON.stringify(answer.value));
  else for (const { content } of answer.value.list) output.print(harmlessLine(content));
  return exitCode.done;
};

export const logCommands = { 'log list': list, 'log show': show } as const;
