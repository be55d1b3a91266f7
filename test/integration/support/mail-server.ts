import { ImapFlow } from 'imapflow';
import type { MailAccess } from '../../../app/domain/mail-access.ts';

export type Address = { readonly host: string; readonly port: number };
export type Credentials = { readonly user: string; readonly password: string };

/** A running IMAP server that knows nothing of Latchkey Mail. */
export type MailServer = {
  readonly name: string;
  /** Holds everything it keeps. */
  readonly folder: string;
  /** Without encryption; offers STARTTLS. */
  readonly imap: Address;
  /** TLS from the first byte. */
  readonly imaps: Address;
  /** The user that is there from the start. */
  readonly user: string;
  readonly password: string;
  /** Authority of its certificate, PEM. */
  readonly ca: string;
  /** What the mail engine is given for one user; the first user when none is named. */
  readonly access: (user?: string, security?: MailAccess['imap']['security']) => MailAccess;
  /** A further user with the same password and an empty mailbox. */
  readonly addUser: (name: string) => Promise<void>;
  /** Another mail program, signed in; every one that is still there is closed with the server. */
  readonly client: (user?: string) => Promise<ImapFlow>;
  /** Ends it and removes everything it kept. */
  readonly stop: () => Promise<void>;
  /** Ends all its processes at once, as a power cut does; the mail stays. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same ports with the same mail, whether it runs or was killed. */
  readonly restart: () => Promise<void>;
};

export const serverPassword = 'Plain-pass-1';

export const accessTo =
  (server: Pick<MailServer, 'imap' | 'imaps' | 'user' | 'password'>): MailServer['access'] =>
  (user = server.user, security = 'tls') => ({
    user,
    secret: server.password,
    kind: 'accountPassword',
    imap: { ...(security === 'tls' ? server.imaps : server.imap), security },
  });

/** Opens mail programs and remembers them, so that the server's end does not leave one behind. */
export const otherPrograms = (server: Pick<MailServer, 'imaps' | 'user' | 'password' | 'ca'>) => {
  const open = new Set<ImapFlow>();
  return {
    client: async (user = server.user): Promise<ImapFlow> => {
      const client = new ImapFlow({
        ...server.imaps,
        secure: true,
        tls: { ca: server.ca },
        auth: { user, pass: server.password },
        logger: false,
      });
      client.on('error', () => undefined);
      client.on('close', () => open.delete(client));
      open.add(client);
      await client.connect();
      return client;
    },
    closeAll: () => {
      for (const client of open) client.close();
    },
  };
};
