import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { logLine } from './line-format.ts';

export const logNames = ['error', 'security', 'debug', 'audit', 'config', 'warning', 'mail'] as const;
export type LogName = (typeof logNames)[number];

export type ServerLogs = Readonly<Record<LogName, (text: string) => void>> & { readonly close: () => void };

/** Opens one file a log in `folder`, appending. A written line is in the file when the call returns. */
export const openLogs = (folder: string, clock: Clock): ServerLogs => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = new Map<LogName, number>(
    logNames.map((name) => [name, openSync(join(folder, `${name}.log`), 'a', 0o600)]),
  );
  const write = (name: LogName) => (text: string) => {
    const file = files.get(name);
    if (file !== undefined) writeSync(file, `${logLine(clock.now(), text)}\n`);
  };
  return {
    error: write('error'),
    security: write('security'),
    debug: write('debug'),
    audit: write('audit'),
    config: write('config'),
    warning: write('warning'),
    mail: write('mail'),
    close: () => {
      for (const file of files.values()) closeSync(file);
      files.clear();
    },
  };
};
