import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { maximumBodyBytes, rpcCode } from '../../protocol/envelope.ts';
import type { Core } from '../core.ts';
import { errorBody } from '../http/error-body.ts';
import type { Outcome } from '../http/outcome.ts';
import { faultText } from '../logs/fault-text.ts';
import { failure } from '../result.ts';
import { consoleActor } from './actor.ts';
import { runConsoleMethod } from './console-methods.ts';
import { usableSocketPath } from './control-socket.ts';

const closeGrace = 3000;

const controlRequest = z.strictObject({
  operator: z
    .string()
    .max(64)
    .regex(/^[\w.@-]+$/u),
  method: z.string().max(128),
  params: z.unknown(),
});

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > maximumBodyBytes) return undefined;
    parts.push(part as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return undefined;
  }
};

const answer = async (core: Core, request: IncomingMessage): Promise<Outcome<unknown>> => {
  const order = controlRequest.safeParse(await readBody(request));
  if (!order.success) return failure({ code: rpcCode.invalidRequest, message: 'This is no order.' });
  const { operator, method, params } = order.data;
  try {
    const outcome = await runConsoleMethod(core, consoleActor(operator), method, params);
    await core.store.flushed();
    return outcome;
  } catch (fault) {
    core.logs.error(`${method}: ${faultText(fault)}`);
    return failure({
      code: rpcCode.internalError,
      message: 'The server failed to handle the order; its error log says why.',
    });
  }
};

/**
 * Takes orders of the command line on a socket in the data folder. Who can open the socket could as well read and
 * write the database, so the folder's mode (0700) and the socket's (0600) are all the protection there is to have.
 */
export const startControlEndpoint = async (
  core: Core,
  socketFile: string,
): Promise<{ readonly close: () => Promise<void> }> => {
  // Left behind by a server that was killed.
  rmSync(socketFile, { force: true });
  const server = createServer({ keepAlive: false }, (request, response) => {
    answer(core, request)
      .then((outcome) => {
        const body = outcome.ok ? { result: outcome.value } : { error: errorBody(outcome.error) };
        response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body));
      })
      .catch(() => response.destroy());
  });
  const place = usableSocketPath(socketFile);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place.path, resolve);
  });
  chmodSync(socketFile, 0o600);
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.race([closed, sleep(closeGrace, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
      place.release();
      rmSync(socketFile, { force: true });
    },
  };
};
