import { join } from 'node:path';
import { createGuessLimit } from '../../accounts/guess-limit.ts';
import { createKeyedQueue } from '../../accounts/keyed-queue.ts';
import { usualSessionLife } from '../../accounts/session-life.ts';
import { consoleActor } from '../../administration/actor.ts';
import { runConsoleMethod } from '../../administration/console-methods.ts';
import { createProfileOffers } from '../../app-passwords/profile-offers.ts';
import { offsetClock } from '../../clock.ts';
import type { Core } from '../../core.ts';
import { errorBody } from '../../http/error-body.ts';
import { noRotation, openLogs } from '../../logs/server-logs.ts';
import { defaultMinimumClientVersion } from '../../product.ts';
import { failure, type Result, success } from '../../result.ts';
import { createLocalCredentialStore } from '../../second-factor/credential-store.ts';
import { lockDataFolder } from '../../store/data-lock.ts';
import { openDatabase } from '../../store/database.ts';
import { loadServerKeys } from '../../store/server-keys.ts';
import { createStore } from '../../store/store.ts';
import { type AdminConnection, faultOf, type MethodResult } from './admin-connection.ts';

/** `busy`: a server, or another administrator, works on the data at this moment. */
export type DirectFault = { readonly kind: 'busy' } | { readonly kind: 'unusable'; readonly sentence: string };

const unusable = (sentence: string): { ok: false; error: DirectFault } => failure({ kind: 'unusable', sentence });

/**
 * Works on the data of a server that does not run, which cannot start meanwhile. What has to be mailed waits in the
 * database until it does.
 */
export const openDirectly = (folder: string, operator: string): Result<AdminConnection, DirectFault> => {
  const lock = lockDataFolder(join(folder, 'state', 'lock.db'));
  if (lock === undefined) return failure({ kind: 'busy' });
  const keys = loadServerKeys(join(folder, 'keys'), false);
  if (!keys.ok) {
    lock.release();
    return unusable(`The key file ${keys.error.path} is missing or damaged. Put it back from a backup.`);
  }
  const database = openDatabase(join(folder, 'state', 'server.db'));
  if (!database.ok) {
    lock.release();
    return unusable('The data was written by a newer server. Nothing was changed.');
  }
  const clock = offsetClock(0);
  const store = createStore(database.value);
  const logFolder = join(folder, 'logs');
  const logs = openLogs(logFolder, clock, noRotation, () => undefined);
  const core: Core = {
    clock,
    store,
    keys: keys.value,
    logs,
    credentials: createLocalCredentialStore(store, keys.value),
    guessLimit: createGuessLimit(clock),
    inTurn: createKeyedQueue(),
    minimumClientVersion: defaultMinimumClientVersion,
    sessionLife: usualSessionLife,
    profileOffers: createProfileOffers(clock),
    rightsChanged: () => undefined,
    sendMail: async () => false,
    logFolder,
  };
  return success({
    call: async (method, params) => {
      const outcome = await runConsoleMethod(core, consoleActor(operator), method, params);
      return outcome.ok
        ? success(outcome.value as MethodResult<typeof method>)
        : failure(faultOf(errorBody(outcome.error)));
    },
    close: () => {
      logs.close();
      store.close();
      lock.release();
    },
  });
};
