import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createOwnAuthority } from '../../../app/server/certificates/own-authority.ts';
import { choosePorts } from '../../../app/server/dovecot/free-ports.ts';
import { findDovecot, type Installation } from '../../../app/server/dovecot/installation.ts';
import { accessTo, type MailServer, otherPrograms, serverPassword } from './mail-server.ts';
import { type ServerProcess, startServerProcess, untilGreeting } from './server-process.ts';

const host = '127.0.0.1';

/** What Dovecot 2.3 offers by itself. */
const capabilities =
  'IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS ' +
  'THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED ' +
  'I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE ' +
  'SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE';

/** What a server of the nineties has. */
export const poorCapabilities: readonly string[] = ['IMAP4rev1', 'NAMESPACE', 'CHILDREN'];

export type PlainDovecotOptions = {
  readonly storage?: 'mdbox' | 'sdbox' | 'maildir';
  /** Extensions it does not speak of. It would still understand them, as it is the client that has to keep to it. */
  readonly without?: readonly string[];
  /** The whole list instead, such as `poorCapabilities`. */
  readonly capabilities?: readonly string[];
  readonly connectionsPerUser?: number;
  /** Creates Drafts, Sent, Junk, Trash and Archive and tells their special use; true when not given. */
  readonly specialFolders?: boolean;
  readonly separator?: '/' | '.';
  /** Where its folder is made, in place of the system's one for temporary files. */
  readonly below?: string;
};

export type PlainDovecot = MailServer & {
  /** Dovecot's own tool on this server; resolves with its standard output. */
  readonly doveadm: (args: readonly string[], input?: string) => Promise<string>;
  /** What a restored or rebuilt mailbox looks like: the same messages and UIDs under a new UIDVALIDITY. */
  readonly changeUidValidity: (folder: string, user?: string) => Promise<void>;
  readonly configurationFile: string;
  /** The user's home; mail is in `Maildir`, `mdbox` or `sdbox` below it. */
  readonly home: (user?: string) => string;
  readonly log: () => string;
};

type Places = {
  readonly folder: string;
  readonly ports: { readonly imap: number; readonly imaps: number };
  readonly certificate: { readonly chainFile: string; readonly keyFile: string };
};

const locations = { mdbox: 'mdbox:~/mdbox', sdbox: 'sdbox:~/sdbox', maildir: 'maildir:~/Maildir' } as const;

const specialUse = ['Drafts', 'Sent', 'Junk', 'Trash', 'Archive']
  .map((name) => `  mailbox ${name} {\n    special_use = \\${name}\n    auto = subscribe\n  }`)
  .join('\n');

const configuration = (
  { folder, ports, certificate }: Places,
  { identities }: Installation,
  options: PlainDovecotOptions,
): string => {
  const { login, internal, mail } = identities;
  const chroot = identities.privileged ? '' : '\n  chroot =';
  const offered =
    options.capabilities ?? capabilities.split(' ').filter((name) => !(options.without ?? []).includes(name));
  return `base_dir = ${folder}/run
log_path = /dev/stderr
protocols = imap
listen = ${host}

default_login_user = ${login.name}
default_internal_user = ${internal.name}
default_internal_group = ${internal.groupName}
first_valid_uid = ${mail.uid}
first_valid_gid = ${mail.gid}
mail_privileged_group =
mail_access_groups =

ssl = yes
ssl_cert = <${certificate.chainFile}
ssl_key = <${certificate.keyFile}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
imap_capability = ${offered.join(' ')}

mail_location = ${locations[options.storage ?? 'mdbox']}
mailbox_list_index = yes

passdb {
  driver = passwd-file
  args = ${folder}/passwd/%u
}
userdb {
  driver = static
  args = uid=${mail.uid} gid=${mail.gid} home=${folder}/mail/%u
}

namespace inbox {
  inbox = yes
  separator = ${options.separator ?? '/'}
${options.specialFolders === false ? '' : specialUse}
}

protocol imap {
  mail_max_userip_connections = ${options.connectionsPerUser ?? 100}
}

service imap-login {${chroot}
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${ports.imaps}
    ssl = yes
  }
}
service anvil {${chroot}
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service auth-worker {
  user = ${internal.name}
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
`;
};

/** A file a user: Dovecot looks at most once a second for changes of one it has read. */
const addTo = (folder: string, name: string): void => {
  const file = join(folder, 'passwd', name);
  writeFileSync(file, `${name}:{PLAIN}${serverPassword}\n`);
  chmodSync(file, 0o644);
};

/** Another's number may have been given to a new process by now, which would keep Dovecot from starting. */
const forgetMaster = (folder: string): void => rmSync(join(folder, 'run', 'master.pid'), { force: true });

/**
 * A Dovecot as it comes, in a temporary folder on free ports, with one user whose mailbox is empty. Ends with this
 * process.
 */
export const startPlainDovecot = async (options: PlainDovecotOptions = {}): Promise<PlainDovecot> => {
  const installation = findDovecot();
  if (!installation.ok) throw new Error(installation.error);
  const { program } = installation.value;
  const folder = mkdtempSync(join(options.below ?? tmpdir(), 'latchkey-dovecot-'));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, 'run'), { mode: 0o755 });
  mkdirSync(join(folder, 'mail'));
  chmodSync(join(folder, 'mail'), 0o777);
  mkdirSync(join(folder, 'passwd'));
  chmodSync(join(folder, 'passwd'), 0o755);
  const user = 'anna@plain.example';
  addTo(folder, user);
  const authority = createOwnAuthority(join(folder, 'certificates'), ['localhost', host]);
  const certificate = await authority.current();
  const ca = readFileSync(authority.authorityFile, 'utf8');
  const configurationFile = join(folder, 'dovecot.conf');

  const launch = async (ports: Places['ports']): Promise<ServerProcess | string> => {
    writeFileSync(configurationFile, configuration({ folder, ports, certificate }, installation.value, options));
    forgetMaster(folder);
    const running = startServerProcess([program, '-F', '-c', configurationFile]);
    if (await untilGreeting(running, [{ host, port: ports.imap }])) return running;
    await running.kill();
    return running.output();
  };

  // Between choosing a port and Dovecot's taking it somebody else may be given it.
  let running: ServerProcess | string = '';
  let ports: Places['ports'] = { imap: 0, imaps: 0 };
  for (let attempt = 0; attempt < 5 && typeof running === 'string'; attempt += 1) {
    const chosen = await choosePorts(host, { imap: 0, imaps: 0 });
    if (!chosen.ok) throw chosen.error.fault;
    ports = chosen.value;
    running = await launch(ports);
  }
  if (typeof running === 'string') throw new Error(`Dovecot did not start: ${running}`);
  let current = running;
  let earlier = '';

  const base = {
    imap: { host, port: ports.imap },
    imaps: { host, port: ports.imaps },
    user,
    password: serverPassword,
    ca,
  };
  const programs = otherPrograms(base);
  const doveadm = async (args: readonly string[], input = ''): Promise<string> => {
    const call = promisify(execFile)('doveadm', ['-c', configurationFile, ...args], { maxBuffer: 64 * 1024 * 1024 });
    call.child.stdin?.end(input);
    return (await call).stdout;
  };
  return {
    ...base,
    name: 'Dovecot',
    folder,
    access: accessTo(base),
    addUser: async (name) => addTo(folder, name),
    client: programs.client,
    doveadm,
    changeUidValidity: async (name, of = user) => {
      const [, now] =
        /uidvalidity=(\d+)/u.exec(await doveadm(['mailbox', 'status', '-u', of, 'uidvalidity', name])) ?? [];
      await doveadm(['mailbox', 'update', '-u', of, '--uid-validity', String(Number(now) + 1), name]);
    },
    configurationFile,
    home: (of = user) => join(folder, 'mail', of),
    log: () => earlier + current.output(),
    stop: async () => {
      programs.closeAll();
      // Nothing of it is kept, so nobody need close anything.
      await current.kill();
      remove();
      process.removeListener('exit', remove);
    },
    kill: () => current.kill(),
    restart: async () => {
      if (!current.ended()) await current.stop();
      earlier += current.output();
      const again = await launch(ports);
      if (typeof again === 'string') throw new Error(`Dovecot did not start again: ${again}`);
      current = again;
    },
  };
};
