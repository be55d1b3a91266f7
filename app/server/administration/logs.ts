import type { AdministrationParams, AdministrationResult } from '../../protocol/administration.ts';
import { wireTime } from '../clock.ts';
import type { Core } from '../core.ts';
import type { Outcome } from '../http/outcome.ts';
import { type LogName, logFile, logNames } from '../logs/server-logs.ts';
import { success } from '../result.ts';
import type { Actor } from './actor.ts';
import { containing, measureLog, scanLog } from './log-scan.ts';

const fileOf = (core: Core, name: LogName): string | undefined =>
  core.logFolder === undefined ? undefined : logFile(core.logFolder, name);

const describeLog = async (core: Core, logName: LogName) => {
  const file = fileOf(core, logName);
  const { size, changedAt } = file === undefined ? { size: 0 } : await measureLog(file);
  return { logName, size, ...(changedAt !== undefined && { changedAt: wireTime(changedAt) }) };
};

/** `Logs.get`: which logs there are and how large they have grown, in bytes, with what was set aside of them. */
export const listLogs = async (
  core: Core,
  _actor: Actor,
  { query }: AdministrationParams<'Logs.get'>,
): Promise<Outcome<AdministrationResult<'Logs.get'>>> => {
  const all = await Promise.all(logNames.map((name) => describeLog(core, name)));
  const end = query.limit < 0 ? all.length : query.start + query.limit;
  return success({ list: all.slice(query.start, end), totalItems: all.length });
};

const linesOf = async (
  core: Core,
  params: AdministrationParams<'Logs.getMessages'>,
  matches: (line: Buffer) => boolean,
): Promise<Outcome<AdministrationResult<'Logs.getMessages'>>> => {
  const file = fileOf(core, params.logName);
  if (file === undefined) return success({ list: [], totalItems: 0 });
  const { list, total } = await scanLog(file, params, matches);
  return success({ list: [...list], totalItems: total });
};

/** `Logs.getMessages`: a part of a log; `totalItems` are its lines. */
export const getLogLines = (
  core: Core,
  _actor: Actor,
  params: AdministrationParams<'Logs.getMessages'>,
): Promise<Outcome<AdministrationResult<'Logs.getMessages'>>> => linesOf(core, params, () => true);

/** `Logs.search`: lines that contain a text; `totalItems` counts all of them in the log. */
export const searchLog = (
  core: Core,
  _actor: Actor,
  params: AdministrationParams<'Logs.search'>,
): Promise<Outcome<AdministrationResult<'Logs.search'>>> =>
  linesOf(core, params, containing(params.what, params.caseSensitive));
