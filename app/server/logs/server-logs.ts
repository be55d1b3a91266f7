import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { logLine } from './line-format.ts';
import { type LogFile, type LogRotation, openLogFile } from './log-file.ts';

export const logNames = ['error', 'security', 'debug', 'audit', 'config', 'warning', 'mail'] as const;
export type LogName = (typeof logNames)[number];

export type ServerLogs = Readonly<Record<LogName, (text: string) => void>> & {
  /** Goes on in the files that have the names now, as after somebody moved the old ones away. */
  readonly reopen: () => void;
  readonly close: () => void;
};

const mebibyte = 1024 * 1024;

/** What holds unless the server is told otherwise. */
export const usualRotation: LogRotation = { bytes: 10 * mebibyte, kept: 5 };

/** For a program that writes a few lines and does not know how the server is set up. */
export const noRotation: LogRotation = { bytes: 0, kept: 0 };

export const logFile = (folder: string, name: LogName): string => join(folder, `${name}.log`);

/**
 * Opens one file a log in `folder`, appending. A written line is in the file when the call returns. What cannot be
 * written, as on a full disk, is counted and told of in the log itself later; it never keeps the server from working.
 * @param onFault told when a log can no longer be written
 */
export const openLogs = (
  folder: string,
  clock: Clock,
  rotation: LogRotation,
  onFault: (sentence: string) => void,
): ServerLogs => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lost = (lines: number) => logLine(clock.now(), `${lines} lines could not be written here`);
  const files = new Map<LogName, LogFile>();
  for (const name of logNames) {
    const fault = (reason: string) => onFault(`The ${name} log cannot be written: ${reason}`);
    files.set(name, openLogFile(logFile(folder, name), rotation, lost, fault));
  }
  const write = (name: LogName) => (text: string) => files.get(name)?.write(logLine(clock.now(), text));
  return {
    error: write('error'),
    security: write('security'),
    debug: write('debug'),
    audit: write('audit'),
    config: write('config'),
    warning: write('warning'),
    mail: write('mail'),
    reopen: () => {
      for (const file of files.values()) file.reopen();
    },
    close: () => {
      for (const file of files.values()) file.close();
      files.clear();
    },
  };
};
