import type { AdminConnection, CallFault } from './admin-connection.ts';
import type { Invocation } from './arguments.ts';
import type { Output } from './output.ts';

export const exitCode = { done: 0, failed: 1, usage: 2, unreachable: 3 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export type Context = {
  readonly connection: AdminConnection;
  readonly invocation: Invocation;
  readonly output: Output;
  /** Read before the data is touched, so that nobody's server waits for a person who types. */
  readonly password: string;
};

export type CommandHandler = (context: Context) => Promise<ExitCode>;

/** Tells what the server refused; ends the command. */
export const refused = ({ output }: Context, fault: CallFault): ExitCode => {
  output.tell(fault.message);
  return exitCode.failed;
};

/** Tells what was wrong with the arguments; ends the command. */
export const misused = ({ output }: Context, sentence: string): ExitCode => {
  output.tell(sentence);
  return exitCode.usage;
};

export type ItemOutcome = { readonly name: string; readonly fault?: CallFault };

/** Tells what became of each of several things, and answers with the exit code of it all. */
export const reportItems = ({ output }: Context, outcomes: readonly ItemOutcome[], done: string): ExitCode => {
  const failed = outcomes.filter(({ fault }) => fault !== undefined);
  if (output.json) {
    const changed = outcomes.filter(({ fault }) => fault === undefined).map(({ name }) => name);
    const errors = failed.map(({ name, fault }) => ({ name, code: fault?.code, message: fault?.message }));
    output.print(JSON.stringify({ changed, errors }));
  } else {
    for (const { name, fault } of outcomes) if (fault === undefined) output.print(`${name}: ${done}`);
  }
  for (const { name, fault } of failed) output.tell(`${name}: ${fault?.message}`);
  return failed.length === 0 ? exitCode.done : exitCode.failed;
};
