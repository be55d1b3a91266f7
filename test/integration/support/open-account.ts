import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trust } from '../../../app/api/certificate-trust.ts';
import type { MailStatus } from '../../../app/domain/mail.ts';
import type { MailAccess } from '../../../app/domain/mail-access.ts';
import type { CommandReport } from '../../../app/domain/mail-command.ts';
import type { Outgoing } from '../../../app/domain/outgoing.ts';
import { fail, succeed } from '../../../app/domain/result.ts';
import { createMailboxReader } from '../../../app/mail/account/mailbox-reader.ts';
import { startMailboxWorker } from '../../../app/mail/account/mailbox-worker.ts';
import { searchClock } from '../../../app/mail/account/search-clock.ts';
import { parseMessage } from '../../../app/mail/mime/parse-message.ts';
import { openMailStore, type StorePlace } from '../../../app/store/sqlite/open-mail-store.ts';

/** A place for one account's store on a disk that is forgotten afterwards. */
export const storeFolder = (): StorePlace & { readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-store-'));
  return {
    path: join(folder, 'mail.db'),
    key: randomBytes(32),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Both sides of one account in one thread, as the engine has them in two. */
export const openAccount = (place: StorePlace, access: MailAccess, trust: Trust) => {
  const store = openMailStore({ ...place, role: 'writer' });
  if (!store.ok) throw new Error(`the store is ${store.error.kind}`);
  const reading = openMailStore({ ...place, role: 'reader' });
  if (!reading.ok) throw new Error(`the store is ${reading.error.kind}`);
  const statuses: MailStatus[] = [];
  const changed: string[] = [];
  const broken: unknown[] = [];
  const settled: CommandReport[] = [];
  const outgoing: Outgoing[][] = [];
  const worker = startMailboxWorker({
    store: store.value,
    access,
    trust,
    version: '1.0.0',
    events: {
      status: (status) => statuses.push(status),
      progress: () => undefined,
      changed: (folders) => changed.push(...folders),
      newMessages: () => undefined,
      waiting: () => undefined,
      settled: (report) => settled.push(report),
      settingChanged: () => undefined,
      outgoingChanged: (items) => outgoing.push(items),
      draftsChanged: () => undefined,
      resting: () => undefined,
      broke: (error) => broken.push(error),
    },
  });
  const reader = createMailboxReader({
    store: reading.value,
    clock: searchClock,
    whyNothing: () => ({ code: 'mailUnavailable', cause: 'starting' }),
    fetchBody: worker.methods.fetchBody,
    parse: async (key, { source }) => {
      const message = await parseMessage(key, source);
      return message === undefined ? fail({ code: 'internal' }) : succeed(message);
    },
  });
  return {
    reader,
    methods: worker.methods,
    statuses,
    changed,
    broken,
    settled,
    outgoing,
    inbox: () => {
      const listed = reader.listMessages('INBOX', 1000);
      return listed.ok ? listed.value : { total: 0, rows: [] };
    },
    close: async () => {
      await worker.close();
      reading.value.close();
    },
  };
};
