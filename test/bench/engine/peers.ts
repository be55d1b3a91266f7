import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MailServer } from '../../integration/support/mail-server.ts';
import { type Series, timed } from '../series.ts';
import { commonWord, type Material, quickFolder, rareWord } from './generator.ts';

const execute = promisify(execFile);
const patience = 900_000;

export type Peer = {
  readonly seconds: number;
  /** Of the program and what it started, as the kernel counts it. */
  readonly cpuSeconds: number;
  readonly messages: number;
  readonly messagesPerSecond: number;
};

/** Processor time of all ended children, in seconds (proc(5), `cutime` and `cstime`, in hundredths). */
const childrenTime = (): number => {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
};

const once = async (messages: number, work: () => Promise<unknown>): Promise<Peer> => {
  const cpu = childrenTime();
  const seconds = (await timed(work)) / 1000;
  return { seconds, cpuSeconds: childrenTime() - cpu, messages, messagesPerSecond: messages / seconds };
};

const inFolder = async <Value>(work: (folder: string) => Promise<Value>): Promise<Value> => {
  const folder = mkdtempSync(join(quickFolder(), 'latchkey-peer-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** mbsync: a pull of a whole INBOX into an empty Maildir, and pulls when nothing has changed. */
export const measureMbsync = (
  server: Pick<MailServer, 'imaps' | 'user' | 'password' | 'ca'>,
  rounds = 5,
): Promise<{ readonly pull: Peer; readonly noChange: Series }> =>
  inFolder(async (folder) => {
    const [authority, settings] = [join(folder, 'ca.pem'), join(folder, 'mbsyncrc')];
    writeFileSync(authority, server.ca);
    mkdirSync(join(folder, 'copy'));
    const text = `IMAPAccount server
Host localhost
Port ${server.imaps.port}
User ${server.user}
Pass "${server.password}"
SSLType IMAPS
SystemCertificates no
CertificateFile ${authority}
Timeout 120

IMAPStore there
Account server

MaildirStore here
Path ${folder}/copy/
Inbox ${folder}/copy/INBOX

Channel inbox
Far :there:
Near :here:
Patterns INBOX
Create Near
Sync Pull
SyncState *
`;
    writeFileSync(settings, text, { mode: 0o600 });
    const pull = () => execute('mbsync', ['--config', settings, '--quiet', 'inbox'], { timeout: patience });
    const first = await once(0, pull);
    const messages = ['cur', 'new'].flatMap((part) => readdirSync(join(folder, 'copy/INBOX', part))).length;
    const values: number[] = [];
    for (let round = 0; round < rounds; round += 1) values.push(await timed(pull));
    return {
      pull: { ...first, messages, messagesPerSecond: messages / first.seconds },
      noChange: { name: 'mbsync, nothing changed', unit: 'ms', values },
    };
  });

/** What was asked, and the time of a query of 50 rows with the start of the program. */
export type PeerQuery = { readonly query: string; readonly found: number; readonly series: Series };

const queries = {
  'rare word': `${rareWord}*`,
  'common word': commonWord,
  prefix: 'mee*',
  'two words': `${commonWord} and invoice`,
} as const;

/** notmuch: the index over the INBOX of the material, and searches in it, newest 50 first. */
export const measureNotmuch = (
  material: Pick<Material, 'maildir'>,
  rounds = 10,
): Promise<{ readonly index: Peer; readonly queries: readonly PeerQuery[] }> =>
  inFolder(async (folder) => {
    const settings = join(folder, 'config');
    mkdirSync(join(folder, 'index'));
    writeFileSync(
      settings,
      `[database]
path=${folder}/index
mail_root=${material.maildir}
[user]
name=Anna Plain
primary_email=anna@plain.example
[new]
tags=unread;inbox
ignore=/^\\../;/^dovecot/;subscriptions;maildirfolder
[maildir]
synchronize_flags=false
`,
    );
    const options = {
      env: { ...process.env, NOTMUCH_CONFIG: settings },
      timeout: patience,
      maxBuffer: 256 * 1024 * 1024,
    };
    const notmuch = async (...args: string[]) => (await execute('notmuch', args, options)).stdout;
    const index = await once(0, () => notmuch('new', '--quiet', '--no-hooks'));
    const messages = Number(await notmuch('count', '*'));
    const answered: PeerQuery[] = [];
    for (const [name, query] of Object.entries(queries)) {
      const values: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        values.push(await timed(() => notmuch('search', '--format=json', '--limit=50', '--sort=newest-first', query)));
      }
      const found = Number(await notmuch('count', query));
      answered.push({ query, found, series: { name: `notmuch, 50 rows, ${name}`, unit: 'ms', values } });
    }
    return { index: { ...index, messages, messagesPerSecond: messages / index.seconds }, queries: answered };
  });
