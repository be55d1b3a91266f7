import type { Trust } from '../../../api/certificate-trust.ts';
import type { MailAccess } from '../../../domain/mail-access.ts';
import { succeed } from '../../../domain/result.ts';
import { type BulkConnection, openBulkConnection, usualTimeouts } from './bulk-connection.ts';
import { type BulkConnections, leavesUsable } from './bulk-fetch.ts';

/**
 * Connections of one account that stay open a little after a folder was read, so that folder after folder is read
 * without signing in for each.
 * @param keepFor milliseconds
 */
export const keepConnections = (
  access: MailAccess,
  trust: Trust,
  keepFor: number,
): BulkConnections & { readonly close: () => void } => {
  const kept = new Map<BulkConnection, NodeJS.Timeout>();
  const closing = new Set<Promise<void>>();
  let closed = false;

  const keep = async (connection: BulkConnection): Promise<void> => {
    // Nothing is to be heard of the last folder when the next is opened. Opened read-only, CLOSE expunges nothing.
    await connection.conversation.command('CLOSE');
    if (connection.conversation.isOver()) return;
    if (closed) connection.conversation.leave();
    else
      kept.set(
        connection,
        setTimeout(() => leave(connection), keepFor),
      );
  };
  const leave = (connection: BulkConnection): void => {
    clearTimeout(kept.get(connection));
    kept.delete(connection);
    connection.conversation.leave();
  };

  return {
    take: async (signal) => {
      await Promise.all(closing);
      for (const [connection, timer] of kept) {
        clearTimeout(timer);
        kept.delete(connection);
        if (!connection.conversation.isOver()) return succeed(connection);
      }
      return openBulkConnection(access, trust, undefined, usualTimeouts, signal);
    },
    giveBack: (connection, outcome) => {
      if (!leavesUsable(outcome)) return;
      const kept = keep(connection).finally(() => closing.delete(kept));
      closing.add(kept);
    },
    close: () => {
      closed = true;
      for (const connection of kept.keys()) leave(connection);
    },
  };
};
