import { type CommandName, readInvocation } from './arguments.ts';
import { connect } from './connection.ts';
import { type CommandHandler, type ExitCode, exitCode } from './context.ts';
import { domainCommands } from './domain-commands.ts';
import { logCommands } from './log-commands.ts';
import { readNewPassword } from './password-input.ts';
import { usage } from './usage.ts';
import { needsPassword, userCommands } from './user-commands.ts';

const commands: Readonly<Record<CommandName, CommandHandler>> = { ...domainCommands, ...userCommands, ...logCommands };

export type Terminal = {
  readonly input: NodeJS.ReadStream;
  readonly print: (text: string) => void;
  /** Writes to standard error as it is, without a line feed. */
  readonly write: (text: string) => void;
};

/** Runs one command of administration; `args` is what follows `admin`. */
export const runAdmin = async (args: readonly string[], { input, print, write }: Terminal): Promise<ExitCode> => {
  const tell = (sentence: string): void => write(`${sentence}\n`);
  const invocation = readInvocation(args);
  if (!invocation.ok) {
    tell(`${invocation.error}\n'admin --help' lists all commands and options.`);
    return exitCode.usage;
  }
  if (invocation.value === 'help') {
    print(usage.trimEnd());
    return exitCode.done;
  }
  const { command, data, names, values } = invocation.value;
  const password = needsPassword.has(command) ? await readNewPassword(input, write, names[0] ?? '') : undefined;
  if (password?.ok === false) {
    tell(password.error);
    return exitCode.usage;
  }
  const connection = await connect(data);
  if (!connection.ok) {
    tell(connection.error);
    return exitCode.unreachable;
  }
  try {
    return await commands[command]({
      connection: connection.value,
      invocation: invocation.value,
      output: { json: values.json ?? false, print, tell },
      password: password?.value ?? '',
    });
  } finally {
    connection.value.close();
  }
};
