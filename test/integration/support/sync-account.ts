import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import type { Trust } from '../../../app/api/certificate-trust.ts';
import type { MailStatus } from '../../../app/domain/mail.ts';
import type { MailAccess } from '../../../app/domain/mail-access.ts';
import { bulkOverPool } from '../../../app/mail/imap/bulk-over-pool.ts';
import { type ConnectionTiming, usualTiming } from '../../../app/mail/imap/connection-timing.ts';
import { createConnections } from '../../../app/mail/imap/connections-pool.ts';
import { remoteAccount } from '../../../app/mail/imap/remote-account.ts';
import { createAccountSync, type SyncSettings, usualSettings } from '../../../app/mail/sync/account-sync.ts';
import { fetchPiecewise } from '../../../app/mail/sync/fetch-piecewise.ts';
import { openMailStore, type StorePlace } from '../../../app/store/sqlite/open-mail-store.ts';
import type { Address, MailServer } from './mail-server.ts';

/** Short enough for a test that loses many connections. */
export const quickTiming: ConnectionTiming = {
  ...usualTiming,
  backoff: { provenAfter: 60_000, shortest: 20, longest: 200 },
  signInWithin: 5_000,
  answerWithin: 1_000,
  stalledAfter: 5_000,
  wakeTogether: 300,
};

export type StoreFile = StorePlace & { readonly remove: () => void };

export const storeFile = (): StoreFile => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-sync-'));
  return {
    path: join(folder, 'account.db'),
    key: randomBytes(32),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

export type AccountOptions = {
  readonly at?: Address;
  readonly access?: Partial<MailAccess>;
  readonly timing?: ConnectionTiming;
  readonly settings?: Partial<SyncSettings>;
  readonly limit?: number;
  /** First synchronisations over the library. */
  readonly piecewise?: boolean;
};

/** One account as the mail engine runs it, over TLS, with its encrypted store in `file`. */
export const openAccount = (server: MailServer, file: StorePlace, options: AccountOptions = {}) => {
  const opened = openMailStore({ path: file.path, key: file.key, role: 'writer' });
  if (!opened.ok) throw new Error(opened.error.kind);
  const store = opened.value;
  const timing = options.timing ?? quickTiming;
  const base = server.access();
  const access: MailAccess = { ...base, imap: { ...base.imap, ...options.at }, ...options.access };
  const trust: Trust = { authorities: [server.ca], pins: [] };
  const pool = createConnections({
    access,
    trust,
    version: '1.0.0',
    timing,
    ...(options.limit === undefined ? {} : { limit: options.limit }),
  });
  const remote = remoteAccount(pool, timing);
  const heard = {
    status: [] as MailStatus[],
    new: [] as string[],
    resets: [] as string[],
    broke: [] as unknown[],
    progress: [] as { folder: string; done: number; total: number }[],
  };
  const sync = createAccountSync({
    store,
    remote,
    bulk: options.piecewise === true ? fetchPiecewise(remote) : bulkOverPool(pool, access, trust, remote),
    toBody: async (source, complete) => ({
      source,
      complete,
      text: Buffer.from(source).toString('utf8').split('\r\n\r\n').slice(1).join('\n'),
      attachmentNames: [],
    }),
    events: {
      changed: () => undefined,
      newMessages: (folder, _ids, rows) => heard.new.push(...rows.map(({ subject }) => `${folder}: ${subject}`)),
      progress: (progress) => heard.progress.push(progress),
      status: (status) => heard.status.push(status),
      reset: (folder) => heard.resets.push(folder),
      broke: (error) => heard.broke.push(error),
    },
    settings: { ...usualSettings, bodies: { kind: 'onDemand' }, ...options.settings },
  });
  return {
    store,
    pool,
    sync,
    heard,
    /** What the store says the server has: UID, flags and subject of every message of every folder. */
    contents: (): Record<string, string[]> =>
      Object.fromEntries(
        store
          .folders()
          .filter(({ selectable }) => selectable)
          .map(({ id, path }) => [
            path,
            store
              .listMessages(id, 1_000_000)
              .sort((one, other) => one.uid - other.uid)
              .map(({ uid, flags, subject }) => `${uid} ${[...flags].sort().join(' ')} ${subject}`),
          ]),
      ),
    close: async () => {
      await sync.stop();
      await pool.close();
      store.close();
    },
  };
};

export type OpenAccount = ReturnType<typeof openAccount>;

/** The same told by the server to another mail program. */
export const serversContents = async (client: ImapFlow): Promise<Record<string, string[]>> => {
  const contents: Record<string, string[]> = {};
  for (const { path, flags } of await client.list()) {
    if (flags.has('\\Noselect')) continue;
    const { exists } = await client.mailboxOpen(path, { readOnly: true });
    const messages = exists === 0 ? [] : await client.fetchAll('1:*', { uid: true, flags: true, envelope: true });
    contents[path] = messages
      .sort((one, other) => one.uid - other.uid)
      .map(
        ({ uid, flags: set, envelope }) =>
          `${uid} ${[...(set ?? [])]
            .filter((flag) => flag !== '\\Recent')
            .sort()
            .join(' ')} ${envelope?.subject}`,
      );
  }
  return contents;
};

/** Appends many small messages with one command (RFC 3502). */
export const appendMany = async (server: MailServer, folder: string, count: number, from = 1): Promise<void> => {
  const socket = connect(server.imap);
  await once(socket, 'data');
  let heard = '';
  const answer = new Promise<void>((resolve, reject) => {
    socket.on('data', (part: Buffer) => {
      heard = (heard + part.toString()).slice(-2_000);
      if (/^b OK/mu.test(heard)) resolve();
      if (/^[ab] (?:NO|BAD)/mu.test(heard)) reject(new Error(heard));
    });
  });
  const messages = Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const day = String(1 + (number % 28)).padStart(2, '0');
    const text = [
      `From: Sender ${number % 50} <sender${number % 50}@many.example>`,
      'To: anna@plain.example',
      `Subject: ${folder} ${number}`,
      `Date: Mon, ${day} Jan 2026 10:00:00 +0000`,
      `Message-ID: <${folder}.${number}@many.example>`,
      '',
      `Body of ${number}`,
      '',
    ].join('\r\n');
    return `"${day}-Jan-2026 10:00:00 +0000" {${Buffer.byteLength(text)}+}\r\n${text}`;
  });
  socket.write(`a LOGIN ${server.user} ${server.password}\r\nb APPEND "${folder}" ${messages.join(' ')}\r\n`);
  await answer;
  socket.destroy();
};
