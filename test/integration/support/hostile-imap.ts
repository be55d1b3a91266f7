import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext, TLSSocket } from 'node:tls';
import { createOwnAuthority } from '../../../app/server/certificates/own-authority.ts';
import { type ImapCommand, readCommands } from './hostile-commands.ts';
import { emptyFolder, fill, type HostileFolder } from './hostile-mail.ts';
import { truthfully } from './hostile-truth.ts';
import { accessTo, type MailServer, serverPassword } from './mail-server.ts';

/** One connection as the scripts see it. */
export type HostileConnection = {
  /** 1 for the first one of the server's life. */
  readonly number: number;
  readonly send: (data: string | Buffer) => void;
  /** Sends in small pieces with a pause after each; ends early when the other side has gone. */
  readonly drip: (data: string | Buffer, options?: { pieces?: number; pause?: number }) => Promise<void>;
  readonly ok: (command: ImapCommand, text?: string) => void;
  readonly no: (command: ImapCommand, text?: string) => void;
  readonly bad: (command: ImapCommand, text?: string) => void;
  /** Ends it at once, with what is on its way lost or not. */
  readonly drop: () => void;
  /** Ends it after everything that was sent. */
  readonly end: () => void;
  /** Neither answers nor ends from now on. */
  readonly freeze: () => void;
  readonly isOpen: () => boolean;
  /** Resolves once the other side has taken what was sent, or is gone. */
  readonly drained: () => Promise<void>;
  readonly startTls: () => void;
  readonly isSecure: () => boolean;
  /** While set, takes what would be sent. */
  divert: ((data: Buffer) => void) | undefined;
  user: string | undefined;
  selected: HostileFolder | undefined;
  idling: ImapCommand | undefined;
  enabled: Set<string>;
};

export type Exchange = {
  readonly command: ImapCommand;
  readonly connection: HostileConnection;
  readonly server: HostileImap;
  /** What a server in its right mind does at this point. */
  readonly truth: () => void | Promise<void>;
};

export type Handler = (exchange: Exchange) => void | Promise<void>;

/** By command (`SELECT`, `UID FETCH`, `IDLE`, …), or `*` for every other one. */
export type Script = Readonly<Record<string, Handler>>;

export type HostileOptions = {
  /** TLS from the first byte; otherwise STARTTLS is offered. */
  readonly tls?: boolean;
  readonly script?: Script;
  readonly capabilities?: string;
  /** In place of the greeting; may send it itself. */
  readonly greet?: (connection: HostileConnection) => void | Promise<void>;
  /** Messages in INBOX at the start. */
  readonly messages?: number;
};

export type HostileImap = Pick<MailServer, 'user' | 'password' | 'ca' | 'access' | 'stop'> & {
  readonly host: string;
  readonly port: number;
  readonly capabilities: string;
  readonly folders: Map<string, HostileFolder>;
  readonly inbox: HostileFolder;
  /** Replaces the script; connections that are there follow it from their next command on. */
  readonly follow: (script: Script) => void;
  /** Everything that was said, oldest first; passwords are not kept. */
  readonly said: readonly { readonly connection: number; readonly name: string; readonly line: string }[];
  readonly count: { connections: number; logins: number; refusedLogins: number };
  readonly open: () => readonly HostileConnection[];
  /** Sends to every open connection, whatever it waits for. */
  readonly broadcast: (text: string) => void;
};

const host = '127.0.0.1';
const usual = 'IMAP4rev1 LITERAL+ ID ENABLE IDLE NAMESPACE UIDPLUS MOVE UNSELECT CONDSTORE QRESYNC SPECIAL-USE ESEARCH';

const wrap = (
  first: Socket,
  number: number,
  secure: boolean,
  secureContext: ReturnType<typeof createSecureContext>,
) => {
  let socket: Socket = first;
  let tls = secure;
  let frozen = false;
  let listen: (socket: Socket) => void = () => undefined;
  const encrypt = () => {
    socket.removeAllListeners('data');
    tls = true;
    socket = new TLSSocket(socket, { isServer: true, secureContext });
    socket.on('error', () => undefined);
    listen(socket);
  };
  first.on('error', () => undefined);
  first.setNoDelay();
  if (secure) encrypt();
  const send = (data: string | Buffer) => {
    if (connection.divert !== undefined) connection.divert(Buffer.from(data));
    else if (!frozen && socket.writable) socket.write(data);
  };
  const reply =
    (word: string) =>
    (command: ImapCommand, text: string = `${command.name} ${word}`) =>
      send(`${command.tag} ${word} ${text}\r\n`);
  const connection: HostileConnection = {
    number,
    send,
    drip: async (data, { pieces = 1, pause = 5 } = {}) => {
      const bytes = Buffer.from(data);
      for (let at = 0; at < bytes.length && !socket.destroyed && !frozen; at += pieces) {
        send(bytes.subarray(at, at + pieces));
        await sleep(pause);
      }
    },
    ok: reply('OK'),
    no: reply('NO'),
    bad: reply('BAD'),
    drop: () => first.destroy(),
    end: () => socket.end(),
    freeze: () => {
      frozen = true;
    },
    isOpen: () => !first.destroyed,
    drained: async () => {
      while (socket.writableLength > 0 && !first.destroyed) await sleep(2);
    },
    startTls: encrypt,
    isSecure: () => tls,
    divert: undefined,
    user: undefined,
    selected: undefined,
    idling: undefined,
    enabled: new Set(),
  };
  return {
    connection,
    onData: (hear: (part: Buffer) => void) => {
      listen = (of) => of.on('data', (part: Buffer) => !frozen && hear(part));
      listen(socket);
    },
    closed: new Promise<void>((resolve) => first.once('close', () => resolve())),
  };
};

/**
 * An IMAP server that does what it is told to, however wrong. Without a script it is a small truthful one with
 * `messages` mails in INBOX.
 */
export const startHostileImap = async (options: HostileOptions = {}): Promise<HostileImap> => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-hostile-'));
  const authority = createOwnAuthority(folder, ['localhost', host]);
  const { key, chain } = await authority.current();
  const ca = readFileSync(authority.authorityFile, 'utf8');
  rmSync(folder, { recursive: true, force: true });
  const secureContext = createSecureContext({ key, cert: chain });
  const tls = options.tls ?? true;
  const inbox = fill(emptyFolder('INBOX'), options.messages ?? 3);
  const folders = new Map(
    [inbox, emptyFolder('Sent', ['\\Sent']), emptyFolder('Drafts', ['\\Drafts'])].map((each) => [each.path, each]),
  );
  const open = new Set<HostileConnection>();
  const said: { connection: number; name: string; line: string }[] = [];
  const count = { connections: 0, logins: 0, refusedLogins: 0 };
  let script = options.script ?? {};

  const listener = createServer((socket) => {
    count.connections += 1;
    const { connection, onData, closed } = wrap(socket, count.connections, tls, secureContext);
    open.add(connection);
    void closed.then(() => open.delete(connection));
    const handle = async (command: ImapCommand) => {
      said.push({ connection: connection.number, name: command.name, line: command.told });
      const exchange = { command, connection, server, truth: () => truthfully(command, connection, server) };
      await (script[command.name] ?? script['*'] ?? exchange.truth)(exchange);
    };
    onData(readCommands({ continue: () => connection.send('+ \r\n'), handle }));
    if (options.greet === undefined) connection.send('* OK ready\r\n');
    else void options.greet(connection);
  });
  await new Promise<void>((resolve) => listener.listen(0, host, resolve));
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const base = { user: 'anna@hostile.example', password: serverPassword, ca };
  const access = accessTo({ ...base, imap: { host, port }, imaps: { host, port } });
  const server: HostileImap = {
    ...base,
    host,
    port,
    capabilities: options.capabilities ?? usual,
    folders,
    inbox,
    access: (user, security = tls ? 'tls' : 'startTls') => access(user, security),
    follow: (next) => {
      script = next;
    },
    said,
    count,
    open: () => [...open],
    broadcast: (text) => {
      for (const connection of open) connection.send(text);
    },
    stop: async () => {
      for (const connection of open) connection.drop();
      await new Promise<void>((resolve) => listener.close(() => resolve()));
    },
  };
  return server;
};
