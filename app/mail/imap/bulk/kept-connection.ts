import type { Trust } from '../../../api/certificate-trust.ts';
import type { MailAccess } from '../../../domain/mail-access.ts';
import { fail, succeed } from '../../../domain/result.ts';
import { type BulkConnection, openBulkConnection, usualTimeouts } from './bulk-connection.ts';
import { type BulkConnections, leavesUsable } from './bulk-fetch.ts';

/** Milliseconds that a connection waits for the next folder. */
export const usualKeeping = 1_000;

/**
 * One connection for all folders, one after the other: it stays open a little after a folder was read, so that the
 * next is read without signing in again.
 * @param keepFor milliseconds
 */
export const keepConnection = (
  access: MailAccess,
  trust: Trust,
  keepFor: number,
): BulkConnections & { readonly close: () => void } => {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  let kept: BulkConnection | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const leave = (): void => {
    clearTimeout(timer);
    kept?.conversation.leave();
    kept = undefined;
  };

  /** @returns false when the signal came first */
  const turn = (signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve) => {
      if (!isTaken) {
        isTaken = true;
        resolve(true);
        return;
      }
      const go = (): void => {
        signal.removeEventListener('abort', drop);
        resolve(true);
      };
      const drop = (): void => {
        waiting.splice(waiting.indexOf(go), 1);
        resolve(false);
      };
      signal.addEventListener('abort', drop, { once: true });
      waiting.push(go);
    });
  const passOn = (): void => {
    const next = waiting.shift();
    if (next === undefined) isTaken = false;
    else next();
  };

  const keep = async (connection: BulkConnection): Promise<void> => {
    // Nothing is to be heard of the last folder when the next is opened. Opened read-only, CLOSE expunges nothing.
    await connection.conversation.command('CLOSE');
    if (!connection.conversation.isOver()) {
      kept = connection;
      timer = setTimeout(leave, keepFor);
      timer.unref();
      if (closed) leave();
    }
    passOn();
  };

  return {
    take: async (signal) => {
      if (!(await turn(signal))) return fail({ kind: 'aborted' });
      if (signal.aborted || closed) {
        passOn();
        return fail({ kind: 'aborted' });
      }
      clearTimeout(timer);
      const last = kept;
      kept = undefined;
      if (last?.conversation.isOver() === false) return succeed({ ...last, isReused: true });
      const opened = await openBulkConnection(access, trust, undefined, usualTimeouts, signal);
      if (!opened.ok) passOn();
      return opened;
    },
    giveBack: (connection, outcome) => {
      if (leavesUsable(outcome)) void keep(connection);
      else passOn();
    },
    close: () => {
      closed = true;
      leave();
    },
  };
};
