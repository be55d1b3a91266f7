import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AdministrationParams, AdministrationResult } from '../../protocol/administration.ts';
import { wireTime } from '../clock.ts';
import type { Core } from '../core.ts';
import type { Outcome } from '../http/outcome.ts';
import { type LogName, logNames } from '../logs/server-logs.ts';
import { success } from '../result.ts';
import type { Actor } from './actor.ts';
import { containing, scanLog } from './log-scan.ts';

const fileOf = (core: Core, name: LogName): string | undefined =>
  core.logFolder === undefined ? undefined : join(core.logFolder, `${name}.log`);

const describeLog = async (core: Core, logName: LogName) => {
  const file = fileOf(core, logName);
  const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
  return { logName, size: found?.size ?? 0, ...(found && { changedAt: wireTime(found.mtimeMs) }) };
};

/** `Logs.get`: which logs there are and how large they have grown, in bytes. */
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
