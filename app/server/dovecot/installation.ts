import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { failure, type Result, success } from '../result.ts';

type Identity = { readonly name: string; readonly uid: number; readonly gid: number };

/** Whose rights the parts of Dovecot run with. */
export type Identities = {
  /** Started by root: Dovecot gives its parts users of their own. Otherwise all is one user. */
  readonly privileged: boolean;
  readonly login: Identity;
  readonly internal: Identity & { readonly groupName: string };
  /** Owns the mail folders. */
  readonly mail: Identity & { readonly groupName: string };
};

export type Installation = { readonly program: string; readonly identities: Identities };

const neededFiles = [
  '/usr/lib/dovecot/imap',
  '/usr/lib/dovecot/pop3',
  '/usr/lib/dovecot/lmtp',
  '/usr/lib/dovecot/modules/auth/libauthdb_lua.so',
];
const installCommand = 'apt-get install -y dovecot-core dovecot-imapd dovecot-pop3d dovecot-lmtpd dovecot-auth-lua';

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** A program by name, also in the folders an ordinary user's PATH often lacks. */
export const findProgram = (name: string): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/bin', '/bin']
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram);

const table = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.split(':'));

const userNamed = (name: string): Identity | undefined => {
  const row = table('/etc/passwd').find(([user]) => user === name);
  return row && { name, uid: Number(row[2]), gid: Number(row[3]) };
};

const groupName = (gid: number): string =>
  table('/etc/group').find(([, , id]) => id === String(gid))?.[0] ?? String(gid);

const ownIdentity = (): Identity | undefined => {
  try {
    const { username, uid, gid } = userInfo();
    return { name: username, uid, gid };
  } catch {
    return undefined;
  }
};

const identities = (): Identities | undefined => {
  const own = ownIdentity();
  if (own === undefined) return undefined;
  if (own.uid !== 0) {
    const me = { ...own, groupName: groupName(own.gid) };
    return { privileged: false, login: me, internal: me, mail: me };
  }
  const login = userNamed('dovenull');
  const internal = userNamed('dovecot');
  const mail = userNamed('mail');
  if (login === undefined || internal === undefined || mail === undefined) return undefined;
  return {
    privileged: true,
    login,
    internal: { ...internal, groupName: groupName(internal.gid) },
    mail: { ...mail, groupName: groupName(mail.gid) },
  };
};

/**
 * Looks for Dovecot with everything the server needs of it.
 * @returns a sentence for the person at the terminal, with the command that mends it
 */
export const findDovecot = (): Result<Installation, string> => {
  const program = findProgram('dovecot');
  const missing = neededFiles.filter((path) => !existsSync(path));
  if (program === undefined || missing.length > 0) {
    const what = program === undefined ? 'Dovecot is not installed' : `Dovecot lacks ${missing.join(', ')}`;
    return failure(`${what}. The server needs it for IMAP and POP3. Install it with: ${installCommand}`);
  }
  const users = identities();
  return users === undefined
    ? failure(
        `This user has no name on this machine, or the users dovecot, dovenull and mail, which root needs, do not all exist. The latter come with: ${installCommand}`,
      )
    : success({ program, identities: users });
};
