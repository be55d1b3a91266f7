import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import type { FolderRole } from '../../../app/domain/mail.ts';
import type { CommandReport } from '../../../app/domain/mail-command.ts';
import { fail } from '../../../app/domain/result.ts';
import { systemClock } from '../../../app/mail/clock.ts';
import { createCommandQueue } from '../../../app/mail/commands/command-queue.ts';
import { type Act, actThrough } from '../../../app/mail/commands/imap-server.ts';
import { createConnections } from '../../../app/mail/imap/connections-pool.ts';
import { createCommandsTable } from '../../../app/store/sqlite/commands-table.ts';
import { openMailStore, type WritingStore } from '../../../app/store/sqlite/open-mail-store.ts';
import type { MailServer } from './mail-server.ts';

export const actKey = Buffer.alloc(32, 7);

export const openStore = (path: string): WritingStore => {
  const opened = openMailStore({ path, key: actKey, role: 'writer' });
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
};

export const storePath = (): { readonly path: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-act-'));
  return { path: join(folder, 'mail.db'), remove: () => rmSync(folder, { recursive: true, force: true }) };
};

export const connect = (server: Pick<MailServer, 'ca'> & { readonly access: MailServer['access'] }) =>
  createConnections({ access: server.access(), trust: { authorities: [server.ca], pins: [] }, version: '1.0.0' });

const roles: Readonly<Record<string, FolderRole>> = {
  INBOX: 'inbox',
  Trash: 'bin',
  Archive: 'archive',
  Junk: 'junk',
  Sent: 'sent',
  Drafts: 'drafts',
};

/** Takes folders and messages over into a store, as they are on the server at this moment. */
export const takeOver = async (store: WritingStore, client: ImapFlow): Promise<void> => {
  const listed = await client.list();
  store.putFolders(
    listed.map(({ path, delimiter }) => ({
      path,
      delimiter,
      role: roles[path] ?? 'none',
      roleSource: 'server',
      selectable: true,
      subscribed: true,
    })),
  );
  for (const { path } of listed) {
    const folder = store.folder(path);
    const mailbox = await client.mailboxOpen(path, { readOnly: true });
    if (folder === undefined) continue;
    const sync = {
      uidValidity: String(mailbox.uidValidity),
      uidNext: mailbox.uidNext,
      highestModSeq: undefined,
      exists: mailbox.exists,
      seededDownTo: 1,
      comparedAt: 0,
    };
    if (folder.sync?.uidValidity !== sync.uidValidity) store.reseed(folder.id, sync);
    const query = { uid: true, flags: true, envelope: true, size: true, internalDate: true };
    const there = mailbox.exists === 0 ? [] : await client.fetchAll('1:*', query);
    const uids = new Set(there.map(({ uid }) => uid));
    store.expunge(
      folder.id,
      [...store.uids(folder.id)].filter((uid) => !uids.has(uid)),
      sync,
    );
    const batch = there.map(({ uid, flags, envelope, size, internalDate }) => ({
      uid,
      modSeq: undefined,
      flags: [...(flags ?? [])].filter((flag) => flag !== '\\Recent'),
      receivedAt: new Date(internalDate ?? 0).getTime(),
      size: size ?? 0,
      hasAttachment: false,
      headers: {
        subject: envelope?.subject ?? '',
        from: [],
        replyTo: [],
        to: [],
        cc: [],
        sentAt: undefined,
        messageId: (envelope?.messageId ?? '').replace(/^<|>$/gu, ''),
        references: [],
        listId: '',
      },
    }));
    store.putMessages(folder.id, batch, sync);
  }
  await client.mailboxOpen('INBOX');
};

/** What each folder holds, by subject and flags. */
export const contentsOf = async (client: ImapFlow): Promise<Record<string, string[]>> => {
  const contents: Record<string, string[]> = {};
  for (const { path } of await client.list()) {
    const { exists } = await client.mailboxOpen(path, { readOnly: true });
    const there = exists === 0 ? [] : await client.fetchAll('1:*', { flags: true, envelope: true });
    contents[path] = there
      .map(({ envelope, flags }) =>
        [envelope?.subject ?? '', ...[...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()].join(' '),
      )
      .sort();
  }
  // An open folder that is read only would keep the library from setting flags on what it appends.
  await client.mailboxOpen('INBOX');
  return contents;
};

export const message = (subject: string, text = 'text'): Uint8Array<ArrayBuffer> =>
  Buffer.from(`From: a@x.example\r\nMessage-ID: <${subject}@x.example>\r\nSubject: ${subject}\r\n\r\n${text}\r\n`);

let ids = 0;

/** A queue over a store; without connections it is offline. */
export const queueOver = (store: WritingStore, connections: ReturnType<typeof createConnections> | undefined) => {
  const reports: CommandReport[] = [];
  const offline: Act = async () => fail({ code: 'mailUnavailable', cause: 'offline' });
  const queue = createCommandQueue({
    store,
    table: createCommandsTable(store.database),
    act: connections === undefined ? offline : actThrough(connections),
    clock: systemClock,
    newId: () => `command-${process.pid}-${++ids}`,
    events: { changed: () => undefined, settled: (report) => reports.push(report), waiting: () => undefined },
  });
  return { queue, reports };
};

export const idOf = (store: WritingStore, folder: string, subject: string): number => {
  const stored = store.folder(folder);
  const row = stored && store.listMessages(stored.id, 5000).find((each) => each.subject === subject);
  if (row === undefined) throw new Error(`${subject} is not shown in ${folder}`);
  return row.id;
};
