import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { rpcErrorBody } from '../../../protocol/envelope.ts';
import { type ControlRequest, controlSocketOf, usableSocketPath } from '../../administration/control-socket.ts';
import { failure, type Result, success } from '../../result.ts';
import { type AdminConnection, type CallFault, faultOf, type MethodResult, methods } from './admin-connection.ts';
import { openDirectly } from './direct-core.ts';

/** A server that starts or stops holds its data for a while and answers nobody. */
const patience = 20_000;
const pause = 150;

const operatorName = (): string => {
  const name = process.env['SUDO_USER'] ?? userInfo().username;
  return name.replace(/[^\w.@-]/gu, '_').slice(0, 64) || 'unknown';
};

type Answer = { readonly kind: 'answer'; readonly body: string };
/** `nobody`: none listens; `lost`: the order may or may not have been carried out. */
type NoAnswer = { readonly kind: 'nobody' | 'closed' | 'lost' };

const kindOfFault = (fault: NodeJS.ErrnoException): NoAnswer['kind'] => {
  if (fault.code === 'ENOENT' || fault.code === 'ECONNREFUSED') return 'nobody';
  return fault.code === 'EACCES' || fault.code === 'EPERM' ? 'closed' : 'lost';
};

const order = (socketFile: string, body: ControlRequest): Promise<Answer | NoAnswer> =>
  new Promise((answered) => {
    const place = usableSocketPath(socketFile);
    const call = request({ socketPath: place.path, method: 'POST', path: '/', agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => answered({ kind: 'answer', body: Buffer.concat(parts).toString('utf8') }));
      answer.on('error', () => answered({ kind: 'lost' }));
    });
    call.on('error', (fault) => answered({ kind: kindOfFault(fault) }));
    call.on('close', place.release);
    call.end(JSON.stringify(body));
  });

const reply = z.object({ result: z.unknown().optional(), error: rpcErrorBody.optional() });

const lost: CallFault = {
  code: 0,
  message: 'The server ended before it answered. Please look whether the change was made.',
};

const throughServer = (socketFile: string): AdminConnection => ({
  call: async (method, params) => {
    const answer = await order(socketFile, { operator: operatorName(), method, params });
    if (answer.kind !== 'answer') return failure(lost);
    const { result, error } = reply.parse(JSON.parse(answer.body));
    return error === undefined
      ? success(methods[method].result.parse(result) as MethodResult<typeof method>)
      : failure(faultOf(error));
  },
  close: () => undefined,
});

const notAllowed = (folder: string): string =>
  `The data in ${folder} belongs to another user. Run this as the user the server runs as, or as root.`;

/** What stands against using the folder at all, as a sentence. */
const folderFault = (folder: string): string | undefined => {
  const state = join(folder, 'state');
  try {
    if (!statSync(folder).isDirectory())
      return `${folder} is no folder. Give the server's data folder with --data DIR.`;
    if (existsSync(state)) accessSync(state, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EACCES'
      ? notAllowed(folder)
      : `There is no folder ${folder}. Give the server's data folder with --data DIR.`;
  }
  return existsSync(join(state, 'server.db'))
    ? undefined
    : `There is no server data in ${folder}. Start the server on it once, or give another folder with --data DIR.`;
};

/**
 * Connects to the data of one server.
 * @returns a sentence for the person at the terminal when there is no way
 */
export const connect = async (dataFolder: string): Promise<Result<AdminConnection, string>> => {
  const folder = resolve(dataFolder);
  const fault = folderFault(folder);
  if (fault !== undefined) return failure(fault);
  const socketFile = controlSocketOf(join(folder, 'state'));
  const probe: ControlRequest = { operator: operatorName(), method: 'Server.getVersion', params: {} };
  for (const giveUpAt = Date.now() + patience; Date.now() < giveUpAt; await sleep(pause)) {
    const { kind } = await order(socketFile, probe);
    if (kind === 'answer') return success(throughServer(socketFile));
    if (kind === 'closed') return failure(notAllowed(folder));
    const direct = openDirectly(folder, operatorName());
    if (direct.ok) return direct;
    if (direct.error.kind === 'unusable') return failure(direct.error.sentence);
  }
  return failure(`A server uses ${folder} but does not answer. Please try again when it has started or stopped.`);
};
