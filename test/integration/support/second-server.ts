import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOwnAuthority } from '../../../app/server/certificates/own-authority.ts';
import { choosePorts } from '../../../app/server/dovecot/free-ports.ts';
import { findDovecot, type Identities } from '../../../app/server/dovecot/installation.ts';
import { secondServerPlaces } from '../../../build/set-up/places.mjs';
import { accessTo, type MailServer, otherPrograms, serverPassword } from './mail-server.ts';
import { type ServerProcess, startServerProcess, untilGreeting } from './server-process.ts';

const host = '127.0.0.1';

export type SecondServerOptions = {
  /** Folders are told as `INBOX/Sent` instead of `Sent`. */
  readonly belowInbox?: boolean;
  readonly separator?: '/' | '.';
  /** Extensions it does not speak of. */
  readonly without?: readonly string[];
  readonly connectionsPerUser?: number;
};

type Ports = { readonly imap: number; readonly imaps: number };

const specialFolders = ['Drafts', 'Sent', 'Junk', 'Trash', 'Archive'];

const installation = () => {
  const place = secondServerPlaces.find(({ programs }) => existsSync(join(programs, 'imapd')));
  if (place === undefined) throw new Error('Cyrus IMAP is not there; npm run test:integration fetches it');
  const master = ['master', 'cyrmaster'].map((name) => join(place.programs, name)).find(existsSync);
  if (master === undefined) throw new Error(`${place.programs} holds no master of Cyrus IMAP`);
  return { ...place, master };
};

/** Its parts run as the user of the machine's mail, or as whoever runs the tests. */
const mailIdentity = (): Identities['mail'] => {
  const dovecot = findDovecot();
  if (!dovecot.ok) throw new Error(dovecot.error);
  return dovecot.value.identities.mail;
};

/** Answers Cyrus' questions about passwords by the protocol of saslauthd: four counted strings, one back. */
const passwordService = (path: string, knows: (user: string, password: string) => boolean) => {
  const service = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      received = Buffer.concat([received, part]);
      const strings: string[] = [];
      for (let at = 0; strings.length < 4; ) {
        if (received.length < at + 2) return;
        const length = received.readUInt16BE(at);
        if (received.length < at + 2 + length) return;
        strings.push(received.toString('utf8', at + 2, at + 2 + length));
        at += 2 + length;
      }
      const [name = '', password = '', , realm = ''] = strings;
      const answer = knows(realm === '' ? name : `${name}@${realm}`, password) ? '\0\x02OK' : '\0\x02NO';
      socket.end(answer);
    });
  });
  return {
    listening: new Promise<void>((resolve) => service.listen(path, resolve)),
    close: () => new Promise<void>((resolve) => service.close(() => resolve())),
  };
};

const imapdConfiguration = (
  folder: string,
  mail: Identities['mail'],
  certificate: { chainFile: string; keyFile: string },
  options: SecondServerOptions,
): string => `configdirectory: ${folder}/state
defaultpartition: default
partition-default: ${folder}/mail
cyrus_user: ${mail.name}
cyrus_group: ${mail.groupName}
altnamespace: ${options.belowInbox === true ? 'no' : 'yes'}
unixhierarchysep: ${options.separator === '.' ? 'no' : 'yes'}
virtdomains: userid
autocreate_quota: 0
autocreate_inbox_folders: ${specialFolders.join('|')}
autocreate_subscribe_folders: ${specialFolders.join('|')}
${specialFolders.map((name) => `xlist-${name.toLowerCase()}: ${name}`).join('\n')}
expunge_mode: immediate
delete_mode: immediate
maxlogins_per_user: ${options.connectionsPerUser ?? 100}
failedloginpause: 0
${(options.without ?? []).length === 0 ? '' : `suppress_capabilities: ${options.without?.join(' ')}\n`}allowplaintext: yes
sasl_mech_list: PLAIN
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: ${folder}/passwords
tls_server_cert: ${certificate.chainFile}
tls_server_key: ${certificate.keyFile}
`;

const masterConfiguration = (folder: string, programs: string, ports: Ports): string => {
  const command = (name: string, args = '') => `cmd="${programs}/${name} -C ${folder}/imapd.conf${args}"`;
  return `START {
  recover ${command('ctl_cyrusdb', ' -r')}
}
SERVICES {
  imap ${command('imapd')} listen="${host}:${ports.imap}" prefork=1
  imaps ${command('imapd', ' -s')} listen="${host}:${ports.imaps}" prefork=1
}
EVENTS {
  checkpoint ${command('ctl_cyrusdb', ' -c')} period=30
}
DAEMON {
  idled ${command('idled')}
}
`;
};

/**
 * A Cyrus IMAP server in a temporary folder on free ports: nothing of it is related to Dovecot, so that what only one
 * of them does is noticed. Ends with this process.
 */
export const startSecondServer = async (options: SecondServerOptions = {}): Promise<MailServer> => {
  const { master, programs, libraries } = installation();
  const mail = mailIdentity();
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-cyrus-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  chmodSync(folder, 0o711);
  const own = ['mail', 'state', ...['db', 'lock', 'log', 'msg', 'proc', 'socket'].map((name) => `state/${name}`)];
  for (const name of own) {
    mkdirSync(join(folder, name), { mode: 0o755 });
    chownSync(join(folder, name), mail.uid, mail.gid);
  }
  const authority = createOwnAuthority(join(folder, 'certificates'), ['localhost', host]);
  const certificate = await authority.current();
  chownSync(certificate.keyFile, mail.uid, mail.gid);
  const ca = readFileSync(authority.authorityFile, 'utf8');
  writeFileSync(join(folder, 'imapd.conf'), imapdConfiguration(folder, mail, certificate, options));

  const user = 'anna@second.example';
  const users = new Set([user]);
  const passwords = passwordService(
    join(folder, 'passwords'),
    (name, password) => users.has(name) && password === serverPassword,
  );
  await passwords.listening;
  chmodSync(join(folder, 'passwords'), 0o777);

  const launch = async (ports: Ports): Promise<ServerProcess | string> => {
    writeFileSync(join(folder, 'cyrus.conf'), masterConfiguration(folder, programs, ports));
    // What a killed one left there would count as connections that are still open.
    for (const name of readdirSync(join(folder, 'state/proc')))
      rmSync(join(folder, 'state/proc', name), { force: true });
    const files = ['-C', 'imapd.conf', '-M', 'cyrus.conf', '-p', 'state/master.pid'];
    const running = startServerProcess(
      [master, ...files.map((word) => (word.startsWith('-') ? word : join(folder, word))), '-D'],
      {
        user: mail,
        ...(libraries !== undefined && { environment: { ...process.env, LD_LIBRARY_PATH: libraries } }),
      },
    );
    if (await untilGreeting(running, [{ host, port: ports.imap }])) return running;
    await running.kill();
    return running.output();
  };

  let running: ServerProcess | string = '';
  let ports: Ports = { imap: 0, imaps: 0 };
  for (let attempt = 0; attempt < 5 && typeof running === 'string'; attempt += 1) {
    const chosen = await choosePorts(host, { imap: 0, imaps: 0 });
    if (!chosen.ok) throw chosen.error.fault;
    ports = chosen.value;
    running = await launch(ports);
  }
  if (typeof running === 'string') throw new Error(`Cyrus IMAP did not start: ${running}`);
  let current = running;

  const base = {
    imap: { host, port: ports.imap },
    imaps: { host, port: ports.imaps },
    user,
    password: serverPassword,
    ca,
  };
  const others = otherPrograms(base);
  return {
    ...base,
    name: 'Cyrus IMAP',
    folder,
    access: accessTo(base),
    addUser: async (name) => void users.add(name),
    client: others.client,
    stop: async () => {
      others.closeAll();
      // Nothing of it is kept, so nobody need close anything.
      await current.kill();
      await passwords.close();
      remove();
      process.removeListener('exit', remove);
    },
    kill: () => current.kill(),
    restart: async () => {
      if (!current.ended()) await current.stop();
      const again = await launch(ports);
      if (typeof again === 'string') throw new Error(`Cyrus IMAP did not start again: ${again}`);
      current = again;
    },
  };
};
