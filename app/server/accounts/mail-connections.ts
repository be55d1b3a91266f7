import type { Core } from '../core.ts';
import { faultText } from '../logs/fault-text.ts';
import { type MailCredential, type MailProtocol, mayStay } from './mail-sign-in.ts';

export type MailConnection = {
  /** Unique among live connections. */
  readonly id: string;
  readonly protocol: MailProtocol;
  readonly credential: MailCredential;
  /** Cuts the connection. */
  readonly end: () => void;
};

export type MailConnections = {
  readonly add: (connection: MailConnection) => void;
  readonly remove: (id: string) => void;
  readonly clear: (protocols: readonly MailProtocol[]) => void;
  /** Ends every connection whose right is gone. */
  readonly review: () => Promise<void>;
};

/** Rights also end by the clock and by other programs at the database: each connection is looked at this often. */
export const reviewInterval = 2000;

/** The live mail connections and what each was let in with. */
export const createMailConnections = (core: () => Core): MailConnections => {
  const live = new Map<string, MailConnection>();
  const look = async (connection: MailConnection): Promise<void> => {
    if (await mayStay(core(), connection.credential, connection.protocol)) return;
    if (!live.delete(connection.id)) return;
    core().logs.security(
      `${connection.protocol.toUpperCase()}: a connection was ended because its right to mail ended`,
    );
    connection.end();
  };
  // A look that fails, as on a full disk, takes no right away and ends neither the server nor the looks at others.
  const reviewOne = (connection: MailConnection): Promise<void> =>
    look(connection).catch((fault: unknown) => core().logs.error(`Mail connections: ${faultText(fault)}`));
  return {
    add: (connection) => {
      live.set(connection.id, connection);
      // The right may have ended between the check of the password and this moment.
      void reviewOne(connection);
    },
    remove: (id) => void live.delete(id),
    clear: (protocols) => {
      for (const [id, connection] of live) if (protocols.includes(connection.protocol)) live.delete(id);
    },
    review: async () => {
      for (const connection of [...live.values()]) await reviewOne(connection);
    },
  };
};
