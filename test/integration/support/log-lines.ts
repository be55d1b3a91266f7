import { logName } from '../../../app/protocol/administration.ts';
import type { ServerRun } from './run-server.ts';

/** The lines of one log that match; a whole log in a failed expectation would hide what failed. */
export const logLines = (run: Pick<ServerRun, 'log'>, name: string, pattern: RegExp | string = /./u): string[] =>
  run
    .log(name)
    .split('\n')
    .filter((line) => (typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line)));

/** Matching lines of every log, each behind the name of its log. */
export const allLogLines = (run: Pick<ServerRun, 'log'>, pattern: RegExp | string): string[] =>
  logName.options.flatMap((name) => logLines(run, name, pattern).map((line) => `${name}: ${line}`));

/** Lines that tell where in a program something failed. */
export const stackLine = /\bat (?:async )?\S+ \(|\bat (?:async )?(?:file|node):\S+:\d+/u;
