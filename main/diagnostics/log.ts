import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from './redact.ts';

export const logLevels = ['errors', 'normal', 'detailed'] as const;
/** How much is written; each holds what those before it hold. */
export type LogLevel = (typeof logLevels)[number];

export type Log = {
  /** Where it happened and what it was. Everything passes the redaction, whoever wrote it. */
  readonly record: (level: LogLevel, where: string, what: string) => void;
  /** A defect of the program. The text of an error stays out, because it can carry anything; its kind is told. */
  readonly bug: (where: string, error: unknown) => void;
  /** The last lines, oldest first. */
  readonly last: (count: number) => readonly string[];
};

/** Size at which a file is put aside, in bytes, and how many are kept besides the one that is written. */
const fullSize = 512 * 1024;
const keptFiles = 3;

const kindOf = (error: unknown): string => {
  if (typeof error === 'string') return error;
  if (!(error instanceof Error)) return 'unknown';
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
};

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/**
 * The log of the program: files in one folder that replace each other when they are full, and errors on standard
 * error as well. A disk that is full or cannot be written costs the line and nothing else.
 */
export const createLog = (options: {
  readonly folder: string;
  readonly level: LogLevel;
  readonly now?: () => Date;
  readonly echo?: (line: string) => void;
}): Log => {
  const { folder, level, now = () => new Date(), echo = (line) => process.stderr.write(line) } = options;
  const path = (number: number): string => join(folder, number === 0 ? 'latchkey.log' : `latchkey.${number}.log`);
  let size: number | undefined;

  const rotate = (): void => {
    for (let number = keptFiles; number > 0; number -= 1) {
      try {
        renameSync(path(number - 1), path(number));
      } catch {
        // There are not that many yet.
      }
    }
    size = 0;
  };

  const write = (line: string): void => {
    try {
      if (size === undefined) {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        size = statSync(path(0), { throwIfNoEntry: false })?.size ?? 0;
      }
      if (size + line.length > fullSize) rotate();
      appendFileSync(path(0), line, { mode: 0o600 });
      size += Buffer.byteLength(line);
    } catch {
      size = undefined;
    }
  };

  const record: Log['record'] = (of, where, what) => {
    if (logLevels.indexOf(of) > logLevels.indexOf(level)) return;
    const line = `${redact(where)}: ${redact(what)}\n`;
    if (of === 'errors') echo(`latchkey-mail: ${line}`);
    write(`${now().toISOString()} ${of === 'errors' ? 'error' : 'info '} ${line}`);
  };

  return {
    record,
    bug: (where, error) => record('errors', where, kindOf(error)),
    last: (count) =>
      `${read(path(1))}${read(path(0))}`
        .split('\n')
        .filter((line) => line !== '')
        .slice(-count),
  };
};
