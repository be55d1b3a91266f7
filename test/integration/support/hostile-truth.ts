import { argumentsOf, type ImapCommand } from './hostile-commands.ts';
import type { HostileConnection, HostileImap } from './hostile-imap.ts';
import {
  addMessage,
  emptyFolder,
  fetchResponse,
  type HostileFolder,
  inSet,
  removeMessage,
  setFlags,
} from './hostile-mail.ts';

type Answer = (command: ImapCommand, connection: HostileConnection, server: HostileImap) => void;

const signIn = (
  command: ImapCommand,
  connection: HostileConnection,
  server: HostileImap,
  user: string,
  password: string,
) => {
  if (user === server.user && password === server.password) {
    server.count.logins += 1;
    connection.user = user;
    connection.ok(command, `[CAPABILITY ${server.capabilities}] signed in`);
  } else {
    server.count.refusedLogins += 1;
    connection.no(command, '[AUTHENTICATIONFAILED] wrong');
  }
};

const offered = (connection: HostileConnection, server: HostileImap): string => {
  const before = connection.isSecure() ? ' SASL-IR AUTH=PLAIN' : ' STARTTLS LOGINDISABLED';
  return connection.user === undefined ? `${server.capabilities}${before}` : server.capabilities;
};

const lastUid = (folder: HostileFolder) => folder.messages.at(-1)?.uid ?? 0;

const chosen = (folder: HostileFolder, set: string, byUid: boolean) =>
  folder.messages
    .map((message, index) => ({ message, sequence: index + 1 }))
    .filter(({ message, sequence }) =>
      byUid ? inSet(set, message.uid, lastUid(folder)) : inSet(set, sequence, folder.messages.length),
    );

const inFolder =
  (work: (folder: HostileFolder, ...rest: Parameters<Answer>) => void): Answer =>
  (command, connection, server) => {
    if (connection.selected === undefined) connection.bad(command, 'nothing is selected');
    else work(connection.selected, command, connection, server);
  };

const named = (command: ImapCommand, connection: HostileConnection, server: HostileImap): HostileFolder | undefined => {
  const [name = ''] = argumentsOf(command);
  const folder = server.folders.get(name.toUpperCase() === 'INBOX' ? 'INBOX' : name);
  if (folder === undefined) connection.no(command, '[NONEXISTENT] no such folder');
  return folder;
};

/** The untagged lines of a SELECT. */
export const selectLines = (folder: HostileFolder): string =>
  [
    '* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)',
    '* OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] all of them',
    `* ${folder.messages.length} EXISTS`,
    '* 0 RECENT',
    `* OK [UIDVALIDITY ${folder.uidValidity}] of this life`,
    `* OK [UIDNEXT ${folder.uidNext}] is next`,
    `* OK [HIGHESTMODSEQ ${folder.highestModSeq}] so far`,
    '',
  ].join('\r\n');

const select: Answer = (command, connection, server) => {
  const folder = named(command, connection, server);
  if (folder === undefined) return;
  connection.selected = folder;
  connection.send(selectLines(folder));
  const [, validity, since] = /QRESYNC \((\d+) (\d+)/iu.exec(command.rest) ?? [];
  if (Number(validity) === folder.uidValidity) {
    const gone = folder.vanished.filter(({ modSeq }) => modSeq > Number(since)).map(({ uid }) => uid);
    if (gone.length > 0) connection.send(`* VANISHED (EARLIER) ${gone.join(',')}\r\n`);
    for (const { message, sequence } of chosen(folder, '1:*', false)) {
      if (message.modSeq > Number(since)) connection.send(fetchResponse(message, sequence, 'FLAGS MODSEQ'));
    }
  }
  connection.ok(command, command.name === 'EXAMINE' ? '[READ-ONLY] done' : '[READ-WRITE] done');
};

const fetch = (byUid: boolean) =>
  inFolder((folder, command, connection) => {
    const [set = ''] = command.rest.split(' ', 1);
    const since = Number(/CHANGEDSINCE (\d+)/iu.exec(command.rest)?.[1] ?? -1);
    for (const { message, sequence } of chosen(folder, set, byUid)) {
      if (message.modSeq > since) connection.send(fetchResponse(message, sequence, command.rest));
    }
    if (/\bVANISHED\b/iu.test(command.rest)) {
      const gone = folder.vanished.filter(({ modSeq }) => modSeq > since).map(({ uid }) => uid);
      if (gone.length > 0) connection.send(`* VANISHED (EARLIER) ${gone.join(',')}\r\n`);
    }
    connection.ok(command);
  });

const store = (byUid: boolean) =>
  inFolder((folder, command, connection) => {
    const [, set = '', sign = '', silent, list = ''] =
      /^(\S+) (?:\([^)]*\) )?([+-]?)FLAGS(\.SILENT)? \(?([^)]*)\)?$/iu.exec(command.rest) ?? [];
    const flags = list.split(' ').filter((flag) => flag !== '');
    for (const { message, sequence } of chosen(folder, set, byUid)) {
      const others = message.flags.filter((flag) => !flags.includes(flag));
      setFlags(folder, message, sign === '+' ? [...others, ...flags] : sign === '-' ? others : flags);
      const items = silent === undefined ? 'FLAGS MODSEQ' : 'MODSEQ';
      connection.send(fetchResponse(message, sequence, items));
    }
    connection.ok(command);
  });

const expunge = (folder: HostileFolder, uids: readonly number[], connection: HostileConnection): void => {
  for (const uid of uids) {
    const sequence = removeMessage(folder, uid);
    connection.send(connection.enabled.has('QRESYNC') ? `* VANISHED ${uid}\r\n` : `* ${sequence} EXPUNGE\r\n`);
  }
};

const deleted = (folder: HostileFolder, set = '1:*'): number[] =>
  chosen(folder, set, true)
    .filter(({ message }) => message.flags.includes('\\Deleted'))
    .map(({ message }) => message.uid);

/** COPY and MOVE by UID. */
const carry = (away: boolean) =>
  inFolder((folder, command, connection, server) => {
    const [set = '', name = ''] = argumentsOf(command);
    const target = server.folders.get(name);
    if (target === undefined) {
      connection.no(command, '[TRYCREATE] no such folder');
      return;
    }
    const messages = chosen(folder, set, true).map(({ message }) => message);
    const copies = messages.map((message) => addMessage(target, message.source, message.flags).uid);
    const code = `[COPYUID ${target.uidValidity} ${messages.map(({ uid }) => uid).join(',')} ${copies.join(',')}]`;
    if (away) {
      connection.send(`* OK ${code}\r\n`);
      expunge(
        folder,
        messages.map(({ uid }) => uid),
        connection,
      );
      connection.ok(command);
    } else connection.ok(command, `${code} copied`);
  });

const search = (byUid: boolean) =>
  inFolder((folder, command, connection) => {
    const set = /\bUID (\S+)/iu.exec(command.rest)?.[1] ?? '1:*';
    const found = chosen(folder, set, true).map(({ message, sequence }) => (byUid ? message.uid : sequence));
    connection.send(`* SEARCH${found.map((number) => ` ${number}`).join('')}\r\n`);
    connection.ok(command);
  });

const list: Answer = (command, connection, server) => {
  const name = command.name === 'LSUB' ? 'LSUB' : 'LIST';
  for (const { path, attributes } of server.folders.values()) {
    connection.send(`* ${name} (\\HasNoChildren${attributes.map((each) => ` ${each}`).join('')}) "/" "${path}"\r\n`);
  }
  connection.ok(command);
};

const done: Answer = (command, connection) => connection.ok(command);

const answers: Readonly<Record<string, Answer>> = {
  CAPABILITY: (command, connection, server) => {
    connection.send(`* CAPABILITY ${offered(connection, server)}\r\n`);
    connection.ok(command);
  },
  ID: (command, connection) => {
    connection.send('* ID ("name" "scripted")\r\n');
    connection.ok(command);
  },
  STARTTLS: (command, connection) => {
    connection.ok(command, 'begin');
    connection.startTls();
  },
  LOGIN: (command, connection, server) => {
    const [user = '', password = ''] = argumentsOf(command);
    signIn(command, connection, server, user, password);
  },
  AUTHENTICATE: (command, connection, server) => {
    const [, user = '', password = ''] = Buffer.from(command.rest.split(' ')[1] ?? '', 'base64')
      .toString('utf8')
      .split('\0');
    signIn(command, connection, server, user, password);
  },
  ENABLE: (command, connection) => {
    for (const name of command.rest.toUpperCase().split(' ')) connection.enabled.add(name);
    connection.send(`* ENABLED ${command.rest.toUpperCase()}\r\n`);
    connection.ok(command);
  },
  NAMESPACE: (command, connection) => {
    connection.send('* NAMESPACE (("" "/")) NIL NIL\r\n');
    connection.ok(command);
  },
  LIST: list,
  LSUB: list,
  STATUS: (command, connection, server) => {
    const folder = named(command, connection, server);
    if (folder === undefined) return;
    const unseen = folder.messages.filter(({ flags }) => !flags.includes('\\Seen')).length;
    connection.send(
      `* STATUS "${folder.path}" (MESSAGES ${folder.messages.length} UIDNEXT ${folder.uidNext} UIDVALIDITY ${folder.uidValidity} UNSEEN ${unseen} HIGHESTMODSEQ ${folder.highestModSeq})\r\n`,
    );
    connection.ok(command);
  },
  SELECT: select,
  EXAMINE: select,
  CREATE: (command, connection, server) => {
    const [path = ''] = argumentsOf(command);
    server.folders.set(path, emptyFolder(path));
    connection.ok(command);
  },
  DELETE: (command, connection, server) => {
    const folder = named(command, connection, server);
    if (folder === undefined) return;
    server.folders.delete(folder.path);
    connection.ok(command);
  },
  FETCH: fetch(false),
  'UID FETCH': fetch(true),
  STORE: store(false),
  'UID STORE': store(true),
  'UID COPY': carry(false),
  'UID MOVE': carry(true),
  SEARCH: search(false),
  'UID SEARCH': search(true),
  EXPUNGE: inFolder((folder, command, connection) => {
    expunge(folder, deleted(folder), connection);
    connection.ok(command);
  }),
  'UID EXPUNGE': inFolder((folder, command, connection) => {
    expunge(folder, deleted(folder, command.rest), connection);
    connection.ok(command);
  }),
  APPEND: (command, connection, server) => {
    const folder = named(command, connection, server);
    if (folder === undefined) return;
    const flags =
      /\(([^)]*)\)/u
        .exec(command.rest)?.[1]
        ?.split(' ')
        .filter((flag) => flag !== '') ?? [];
    const { uid } = addMessage(folder, command.literals.at(-1) ?? Buffer.alloc(0), flags);
    connection.ok(command, `[APPENDUID ${folder.uidValidity} ${uid}] there it is`);
  },
  IDLE: (command, connection) => {
    connection.idling = command;
    connection.send('+ idling\r\n');
  },
  DONE: (_command, connection) => {
    const { idling } = connection;
    connection.idling = undefined;
    if (idling !== undefined) connection.ok(idling);
  },
  NOOP: done,
  CHECK: done,
  SUBSCRIBE: done,
  UNSUBSCRIBE: done,
  CLOSE: (command, connection) => {
    connection.selected = undefined;
    connection.ok(command);
  },
  UNSELECT: (command, connection) => {
    connection.selected = undefined;
    connection.ok(command);
  },
  LOGOUT: (command, connection) => {
    connection.send('* BYE until next time\r\n');
    connection.ok(command);
    connection.end();
  },
};

/** What a truthful server answers to a command. */
export const truthfully: Answer = (command, connection, server) => {
  const answer = answers[command.name];
  if (answer === undefined) connection.bad(command, 'unknown');
  else answer(command, connection, server);
};
