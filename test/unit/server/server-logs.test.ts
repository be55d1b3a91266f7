import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { measureLog, scanLog } from '../../../app/server/administration/log-scan.ts';
import type { LogRotation } from '../../../app/server/logs/log-file.ts';
import { logFile, noRotation, openLogs, type ServerLogs } from '../../../app/server/logs/server-logs.ts';

let folder: string;
let open: ServerLogs[];
let faults: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-unit-'));
  open = [];
  faults = [];
});
afterEach(() => {
  for (const logs of open) logs.close();
  rmSync(folder, { recursive: true });
});

const start = (rotation: LogRotation): ServerLogs => {
  const logs = openLogs(folder, { now: () => Date.UTC(2026, 2, 2) }, rotation, (sentence) => faults.push(sentence));
  open.push(logs);
  return logs;
};

/** The texts of one file, without their times. */
const texts = (name: string): string[] =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/^\[[^\]]+\] /u, ''));

/** 32 bytes in the file. */
const entry = (number: number): string => `Entry ${String(number).padStart(2, '0')}`;
const lineBytes = '[02/Mar/2026 00:00:00] Entry 00\n'.length;
const errorFiles = (): string[] => readdirSync(folder).filter((name) => name.startsWith('error'));

describe('a log that grows', () => {
  it('is set aside before it is too large, and the oldest of those kept goes', () => {
    const logs = start({ bytes: 3 * lineBytes, kept: 2 });
    for (let number = 1; number <= 10; number += 1) logs.error(entry(number));
    expect(errorFiles()).toEqual(['error.log', 'error.log.1', 'error.log.2']);
    expect(texts('error.log')).toEqual([entry(10)]);
    expect(texts('error.log.1')).toEqual([7, 8, 9].map(entry));
    expect(texts('error.log.2')).toEqual([4, 5, 6].map(entry));
    expect(texts('audit.log')).toEqual([]);
  });

  it('counts what it held when it was opened', () => {
    start({ bytes: 0, kept: 0 }).error(entry(1));
    const logs = start({ bytes: 2 * lineBytes, kept: 5 });
    for (const number of [2, 3]) logs.error(entry(number));
    expect(texts('error.log.1')).toEqual([entry(1), entry(2)]);
    expect(texts('error.log')).toEqual([entry(3)]);
  });

  it('is kept nowhere when none is to be kept, and never set aside when told so', () => {
    const logs = start({ bytes: lineBytes, kept: 0 });
    for (const number of [1, 2, 3]) logs.error(entry(number));
    expect(errorFiles()).toEqual(['error.log']);
    expect(texts('error.log')).toEqual([entry(3)]);
    const endless = start(noRotation);
    for (let number = 0; number < 50; number += 1) endless.debug(entry(number));
    expect(texts('debug.log')).toHaveLength(50);
  });

  it('takes a line larger than a whole file', () => {
    const logs = start({ bytes: 10, kept: 1 });
    logs.error(entry(1));
    logs.error(entry(2));
    expect(texts('error.log.1')).toEqual([entry(1)]);
    expect(texts('error.log')).toEqual([entry(2)]);
  });

  it('notices that somebody else emptied it', () => {
    const logs = start({ bytes: 3 * lineBytes, kept: 2 });
    for (const number of [1, 2, 3]) logs.error(entry(number));
    truncateSync(join(folder, 'error.log'));
    logs.error(entry(4));
    expect(errorFiles()).toEqual(['error.log']);
    expect(texts('error.log')).toEqual([entry(4)]);
  });

  it('is read as one with what was set aside, the oldest lines first', async () => {
    const logs = start({ bytes: 3 * lineBytes, kept: 2 });
    for (let number = 1; number <= 10; number += 1) logs.error(entry(number));
    const all = await scanLog(logFile(folder, 'error'), { fromLine: 0, countLines: 99 }, () => true);
    expect(all.list.map(({ content }) => content.slice(-8))).toEqual([4, 5, 6, 7, 8, 9, 10].map(entry));
    expect(all.list.map(({ line }) => line)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const last = await scanLog(logFile(folder, 'error'), { fromLine: -1, countLines: 2 }, () => true);
    expect(last).toMatchObject({ total: 7, list: [{ line: 5 }, { line: 6 }] });
    expect(await measureLog(logFile(folder, 'error'))).toMatchObject({ size: 7 * lineBytes });
  });
});

describe('a log moved away', () => {
  it('takes lines until it is told, then a new one does', () => {
    const logs = start(noRotation);
    logs.audit(entry(1));
    renameSync(join(folder, 'audit.log'), join(folder, 'audit.log.1'));
    logs.audit(entry(2));
    logs.reopen();
    logs.audit(entry(3));
    expect(texts('audit.log.1')).toEqual([entry(1), entry(2)]);
    expect(texts('audit.log')).toEqual([entry(3)]);
  });
});

describe('a log that cannot be written', () => {
  it('on a full disk loses its lines, says so once, and counts them when there is room again', () => {
    symlinkSync('/dev/full', join(folder, 'security.log'));
    const logs = start({ bytes: lineBytes, kept: 1 });
    for (const number of [1, 2, 3]) logs.security(entry(number));
    logs.audit(entry(1));
    expect(faults).toEqual([expect.stringMatching(/^The security log cannot be written: ENOSPC/u)]);
    rmSync(join(folder, 'security.log'));
    logs.reopen();
    logs.security(entry(4));
    logs.security(entry(5));
    expect(texts('security.log.1')).toEqual(['3 lines could not be written here', entry(4)]);
    expect(texts('security.log')).toEqual([entry(5)]);
    expect(texts('audit.log')).toEqual([entry(1)]);
    expect(faults).toHaveLength(1);
  });

  it('in a folder that is gone does not throw, and goes on where it comes back', () => {
    const logs = start({ bytes: lineBytes, kept: 1 });
    logs.mail(entry(1));
    const away = `${folder}-away`;
    renameSync(folder, away);
    logs.mail(entry(2));
    logs.mail(entry(3));
    expect(faults).toEqual([expect.stringMatching(/^The mail log cannot be written: ENOENT/u)]);
    renameSync(away, folder);
    logs.mail(entry(4));
    expect(texts('mail.log').at(-1)).toBe(entry(4));
  });
});
