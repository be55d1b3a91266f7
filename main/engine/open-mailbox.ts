import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { AccountSettingName } from '../../app/domain/account-settings.ts';
import type { Failure, StoreFault } from '../../app/domain/failure.ts';
import type { MailStatus, MessageBody, MessageKey } from '../../app/domain/mail.ts';
import type { CommandReport } from '../../app/domain/mail-command.ts';
import type { Outgoing } from '../../app/domain/outgoing.ts';
import { fail, type Result } from '../../app/domain/result.ts';
import { noProgress, type SyncProgress } from '../../app/domain/sync-progress.ts';
import { createMailboxReader, type MailboxReader } from '../../app/mail/account/mailbox-reader.ts';
import type { MailboxMethods } from '../../app/mail/account/mailbox-worker.ts';
import { searchClock } from '../../app/mail/account/search-clock.ts';
import { createLinkClient, type LinkClient } from '../../app/mail/account/worker-link.ts';
import type { BodyFacts } from '../../app/store/port.ts';
import { openMailStore, type ReadingStore } from '../../app/store/sqlite/open-mail-store.ts';
import { salvageOwn } from '../../app/store/sqlite/salvage.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { OpenAccount } from './messages.ts';
import { storePlace } from './store-place.ts';
import { closeOrder, fromWorker } from './worker-messages.ts';

export type MailboxListener = {
  readonly status: (status: MailStatus) => void;
  readonly progress: (progress: SyncProgress) => void;
  readonly changed: (folder: string) => void;
  /** Commands the server was not told yet. */
  readonly waiting: (count: number) => void;
  readonly arrived: (folder: string, ids: readonly number[]) => void;
  readonly settled: (report: CommandReport) => void;
  readonly outgoing: (items: Outgoing[]) => void;
  readonly drafts: () => void;
  readonly setting: (name: AccountSettingName) => void;
  readonly bug: (where: string, name: string) => void;
};

/** One account's mailbox: reads here, at once, and has the writing thread do everything else. */
export type OpenMailbox = {
  readonly status: () => MailStatus;
  readonly progress: () => SyncProgress;
  readonly waiting: () => number;
  readonly reader: () => Promise<Result<MailboxReader, Failure>>;
  readonly ask: LinkClient<MailboxMethods>['call'];
  /** Tries again after `broken`. */
  readonly reopen: (setAside: boolean) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Something that is waited for until it is there. */
const openGate = (): { readonly passed: Promise<void>; readonly open: () => void } => {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
};

/** Where there is something to read already, the thread that writes waits until it was, at most so many milliseconds. */
const patience = 800;
/** What every window asks that thread at its beginning; anything else has it begin at once. */
const canWait: ReadonlySet<keyof MailboxMethods> = new Set(['lookAt', 'getSetting', 'listOutgoing', 'listDrafts']);

/** A full disk may be emptied, a lock be let go: tried again by itself after this time, in milliseconds. */
const tryAgainAfter = 30_000;

/**
 * Gives the files of a store another name, so that a new one can begin and the old one is still there.
 * @returns where the old one is now
 */
const setStoreAside = (folder: string): string => {
  const aside = `set-aside-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.db`;
  for (const name of readdirSync(folder)) {
    if (name.startsWith('mail.db') && !name.startsWith('mail.db.')) {
      renameSync(join(folder, name), join(folder, name.replace('mail.db', aside)));
    }
  }
  return join(folder, aside);
};

/**
 * @param workerUrl the script of the writing thread
 * @param parse makes a kept message readable
 */
export const openMailbox = (
  account: OpenAccount,
  workerUrl: URL,
  parse: (key: MessageKey, body: BodyFacts) => Promise<Result<MessageBody, Failure>>,
  listener: MailboxListener,
): OpenMailbox => {
  const place = storePlace(account.store);
  let status: MailStatus = { state: 'connecting' };
  let progress = noProgress;
  let waiting = 0;
  let reading: { readonly store: ReadingStore; readonly reader: MailboxReader } | undefined;
  let running: { readonly worker: Worker; readonly link: LinkClient<MailboxMethods> } | undefined;
  let fault: StoreFault | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;
  let begun = false;
  const writing = openGate();
  let ready = openGate();

  const setStatus = (next: MailStatus): void => {
    status = next;
    if (!closed) listener.status(next);
  };
  const whyNothing = (): Failure => {
    if (status.state === 'refused') return { code: 'mailRefused', reason: status.reason };
    return { code: 'mailUnavailable', cause: status.state === 'offline' ? 'offline' : 'starting' };
  };

  const openReader = (): void => {
    if (reading !== undefined || closed) return;
    const opened = openMailStore({ ...place, role: 'reader' });
    if (!opened.ok) return;
    const reader = createMailboxReader({
      store: opened.value,
      clock: searchClock,
      whyNothing,
      fetchBody: (key) => ask('fetchBody', key),
      parse,
    });
    reading = { store: opened.value, reader };
    ready.open();
  };
  const closeReader = (): void => {
    reading?.store.close();
    reading = undefined;
    ready = openGate();
  };

  const broken = (found: StoreFault): void => {
    fault = found;
    setStatus({ state: 'broken', fault: found });
    ready.open();
    const passes = found === 'diskFull' || found === 'notOpened';
    if (passes) retry = setTimeout(() => start(), tryAgainAfter);
  };

  const heard = (data: unknown): void => {
    const told = fromWorker.safeParse(data);
    if (!told.success) return;
    const message = told.data;
    switch (message.event) {
      case 'ready':
        fault = undefined;
        openReader();
        break;
      case 'status':
        setStatus(message.status);
        break;
      case 'progress':
        progress = message.progress;
        listener.progress(progress);
        break;
      case 'changed':
        for (const folder of message.folders) listener.changed(folder);
        break;
      case 'broken':
        broken(message.fault);
        break;
      case 'waiting':
        waiting = message.count;
        listener.waiting(waiting);
        break;
      case 'arrived':
        listener.arrived(message.folder, message.ids);
        break;
      case 'settled':
        listener.settled(message.report);
        break;
      case 'outgoing':
        listener.outgoing(message.items);
        break;
      case 'drafts':
        listener.drafts();
        break;
      case 'setting':
        listener.setting(message.name);
        break;
      case 'bug':
        listener.bug(message.where, message.name);
        break;
      case 'resting':
        reading?.store.database.exec('PRAGMA shrink_memory');
        collectGarbage();
        break;
      case 'closed':
        break;
    }
  };

  const start = (): void => {
    clearTimeout(retry);
    if (closed || running !== undefined) return;
    begun = true;
    writing.open();
    const worker = new Worker(workerUrl, { workerData: account });
    const link = createLinkClient<MailboxMethods>(worker);
    running = { worker, link };
    worker.on('message', heard);
    worker.on('error', (error) => listener.bug('mail worker', error.name));
    worker.once('exit', () => {
      link.end();
      if (running?.worker === worker) running = undefined;
      if (closed || fault !== undefined) return;
      // Ended by a defect of ours: what is here stays readable, and the thread is given another try.
      setStatus({ state: 'offline', cause: 'other', retryAt: new Date(Date.now() + tryAgainAfter).toISOString() });
      retry = setTimeout(start, tryAgainAfter);
    });
  };

  const ask: LinkClient<MailboxMethods>['call'] = (method, input) => {
    if (!begun && canWait.has(method)) {
      return writing.passed.then((): unknown => ask(method, input)) as ReturnType<MailboxMethods[typeof method]>;
    }
    if (!begun) start();
    return running === undefined
      ? (Promise.resolve(
          fault === undefined
            ? fail<Failure>({ code: 'mailUnavailable', cause: 'gone' })
            : fail<Failure>({ code: 'localStore', fault }),
        ) as ReturnType<MailboxMethods[typeof method]>)
      : running.link.call(method, input);
  };

  const end = async (): Promise<void> => {
    const current = running;
    if (current === undefined) return;
    const exited = new Promise<void>((resolve) => current.worker.once('exit', () => resolve()));
    current.worker.postMessage(closeOrder);
    await exited;
  };

  // What is here already is shown before the thread that writes has even begun: they would take time from each other.
  openReader();
  if (reading === undefined) start();
  else retry = setTimeout(start, patience);

  return {
    status: () => status,
    progress: () => progress,
    waiting: () => waiting,
    reader: async () => {
      await ready.passed;
      if (reading !== undefined) return { ok: true, value: reading.reader };
      return fault === undefined ? fail(whyNothing()) : fail({ code: 'localStore', fault });
    },
    ask,
    reopen: async (setAside) => {
      if (fault === undefined) return;
      await end();
      if (setAside) {
        closeReader();
        const old = setStoreAside(account.store.folder);
        // What nobody else has: drafts, outgoing mail, waiting commands.
        if (fault === 'damaged') salvageOwn(old, place.path, place.key);
      }
      fault = undefined;
      setStatus({ state: 'connecting' });
      start();
    },
    close: async () => {
      closed = true;
      begun = true;
      writing.open();
      clearTimeout(retry);
      await end();
      closeReader();
    },
  };
};
