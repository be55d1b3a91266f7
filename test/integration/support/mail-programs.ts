import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerRun } from './run-server.ts';

export type ProgramResult = { readonly code: number | null; readonly output: string };

const patience = 30_000;

/** Runs a mail program in a home of its own; what it says on both streams is one text. */
const run = (home: string, command: string, args: readonly string[], input = ''): Promise<ProgramResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: home,
      env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'xterm' },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: patience,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        output += part.toString('utf8');
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });

export type MailPrograms = ReturnType<typeof mailPrograms>;

/**
 * Mail programs nobody here wrote, each set up the way its manual says, with the server's authority as the only one
 * trusted. Nothing is read of the machine's own settings.
 */
export const mailPrograms = (server: ServerRun, home: string) => {
  const { imaps, imap, pop3s, smtps, smtp, ca } = server.ready;
  const file = (name: string, text: string): string => {
    const path = join(home, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  };
  const readIfThere = (name: string): string =>
    existsSync(join(home, name)) ? readFileSync(join(home, name), 'utf8') : '';
  const message = (from: string, to: string, subject: string) =>
    `From: <${from}>\r\nTo: <${to}>\r\nSubject: ${subject}\r\n\r\nSent by a program.\r\n`;

  const curl = (url: string, user: string, password: string, ...more: string[]) => {
    const config = file('curlrc', `user = "${user}:${password}"\n`);
    const args = ['--config', config, '--silent', '--show-error', '--verbose', '--max-time', '20', '--cacert', ca];
    return run(home, 'curl', [...args, url, ...more]);
  };

  return {
    curlImap: (user: string, password: string) =>
      curl(`imaps://${imaps.host}:${imaps.port}/INBOX`, user, password, '--request', 'STATUS INBOX (MESSAGES)'),

    curlPop3: (user: string, password: string) => curl(`pop3s://${pop3s.host}:${pop3s.port}/`, user, password),

    curlSmtp: (user: string, password: string, to: string, subject: string) => {
      const upload = file('message.eml', message(user, to, subject));
      const envelope = ['--mail-from', user, '--mail-rcpt', to, '--upload-file', upload];
      return curl(`smtps://${smtps.host}:${smtps.port}/`, user, password, ...envelope);
    },

    /** isync: copies the inbox into a Maildir. */
    mbsync: async (user: string, password: string) => {
      mkdirSync(join(home, 'copy'), { recursive: true });
      const settings = file(
        'mbsyncrc',
        `IMAPAccount server
Host localhost
Port ${imaps.port}
User ${user}
Pass "${password}"
SSLType IMAPS
SystemCertificates no
CertificateFile ${ca}

IMAPStore there
Account server

MaildirStore here
Path ${home}/copy/
Inbox ${home}/copy/INBOX

Channel inbox
Far :there:
Near :here:
Patterns INBOX
Create Near
Sync Pull
`,
      );
      return run(home, 'mbsync', ['--config', settings, '--verbose', 'inbox']);
    },

    /** A reader of mail at a terminal, which `script` provides; STARTTLS. It saves the first message's text. */
    mutt: async (user: string, password: string) => {
      const settings = file(
        'muttrc',
        `set imap_user="${user}"
set imap_pass="${password}"
set folder="imap://${imap.host}:${imap.port}/"
set ssl_force_tls=yes
set ssl_starttls=yes
set certificate_file="${ca}"
set ssl_verify_host=no
set imap_keepalive=0
set sleep_time=0
set wait_key=no
set header_cache=""
set mbox_type=Maildir
set record=""
set tmpdir="${home}"
push "<first-entry><pipe-message>cat > ${home}/mutt-message<enter><exit><enter>"
`,
      );
      // -z: ends at once where the mailbox cannot be opened; -d: writes down what the server said.
      const inbox = `imap://${imap.host}:${imap.port}/INBOX`;
      const command = `mutt -n -F ${settings} -d 2 -z -f ${inbox}`;
      const { code } = await run(home, 'script', ['--quiet', '--return', '--command', command, '/dev/null']);
      return { code, output: readIfThere('.muttdebug0'), saved: readIfThere('mutt-message') };
    },

    /** Takes a message like sendmail does; implicit TLS. */
    msmtp: (user: string, password: string, to: string, subject: string) => {
      const settings = file(
        'msmtprc',
        `account default
host ${smtps.host}
port ${smtps.port}
tls on
tls_starttls off
tls_trust_file ${ca}
auth plain
user ${user}
password "${password}"
from ${user}
`,
      );
      return run(home, 'msmtp', [`--file=${settings}`, '--debug', to], message(user, to, subject));
    },

    /** A tester of mail servers; STARTTLS and the LOGIN mechanism. */
    swaks: (user: string, password: string, to: string, subject: string) => {
      const settings = file('swaksrc', `--auth-password ${password}\n`);
      const args = ['--config', settings, '--server', smtp.host, '--port', String(smtp.port), '--tls', '--tls-verify'];
      const more = ['--tls-ca-path', ca, '--auth', 'LOGIN', '--auth-user', user, '--from', user, '--to', to];
      return run(home, 'swaks', [...args, ...more, '--header', `Subject: ${subject}`]);
    },
  };
};
