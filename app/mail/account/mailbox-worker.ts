import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import type { Trust } from '../../api/certificate-trust.ts';
import type { AccountSettingName } from '../../domain/account-settings.ts';
import type { Failure } from '../../domain/failure.ts';
import type { MailStatus, MessageKey, MessageRow } from '../../domain/mail.ts';
import type { MailAccess } from '../../domain/mail-access.ts';
import type { Command, CommandReport } from '../../domain/mail-command.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { noProgress, type SyncProgress } from '../../domain/sync-progress.ts';
import type { StoreChange, StoredRow } from '../../store/port.ts';
import { createCommandsTable } from '../../store/sqlite/commands-table.ts';
import type { WritingStore } from '../../store/sqlite/open-mail-store.ts';
import { systemClock } from '../clock.ts';
import { createCommandQueue } from '../commands/command-queue.ts';
import { actThrough } from '../commands/imap-server.ts';
import { createBulkThread } from '../imap/bulk/bulk-in-thread.ts';
import type { BulkThreadData } from '../imap/bulk/bulk-thread.ts';
import { bulkOverPool } from '../imap/bulk-over-pool.ts';
import { createConnections } from '../imap/connections-pool.ts';
import { remoteAccount } from '../imap/remote-account.ts';
import { toBody } from '../mime/to-body.ts';
import { createAccountSync, type SyncSettings, usualSettings } from '../sync/account-sync.ts';
import { createChangeTeller } from './change-teller.ts';
import { createIdleWork } from './idle-work.ts';
import { type ListMethods, openListDesk } from './list-desk.ts';
import { messageRowOf } from './message-row.ts';
import { type FurtherSearch, searchFurther } from './search-further.ts';
import { type SettingsMethods, settingsDesk } from './settings-desk.ts';
import { openWritingDesk, type WritingEvents, type WritingMethods } from './writing-desk.ts';

/** What the writing side tells of by itself. */
export type MailboxEvents = Pick<WritingEvents, 'outgoingChanged' | 'draftsChanged'> & {
  readonly status: (status: MailStatus) => void;
  readonly progress: (progress: SyncProgress) => void;
  /** Paths of folders whose messages or counts changed. */
  readonly changed: (folders: readonly string[]) => void;
  readonly newMessages: (folder: string, rows: readonly MessageRow[]) => void;
  readonly settled: (report: CommandReport) => void;
  /** How many commands the server was not told yet. */
  readonly waiting: (count: number) => void;
  readonly settingChanged: (name: AccountSettingName) => void;
  /** Nothing was written for a while, and memory may be given back. */
  readonly resting: () => void;
  /** Something threw that should not have: the store cannot be written, or there is a bug. */
  readonly broke: (error: unknown) => void;
};

type Nothing = Record<string, never>;

/** What the reading side may ask of the writing side. */
export type MailboxMethods = WritingMethods &
  SettingsMethods &
  ListMethods & {
    readonly act: (input: { readonly command: Command }) => Promise<Result<{ readonly id: string }, Failure>>;
    readonly undo: (input: { readonly id: string }) => Promise<Result<Nothing, Failure>>;
    readonly getCompared: (
      input: Nothing,
    ) => Promise<Result<{ readonly folders: { readonly folder: string; readonly at: number }[] }, Failure>>;
    readonly fetchBody: (wanted: MessageKey & { readonly whole?: boolean }) => Promise<Result<Nothing, Failure>>;
    readonly setFlags: (change: {
      readonly key: MessageKey;
      readonly unread?: boolean | undefined;
      readonly flagged?: boolean | undefined;
    }) => Promise<Result<Nothing, Failure>>;
    readonly pauseSync: (input: Nothing) => Promise<Result<Nothing, Failure>>;
    readonly resumeSync: (input: Nothing) => Promise<Result<Nothing, Failure>>;
    readonly wake: (input: Nothing) => Promise<Result<Nothing, Failure>>;
    /** Brings the folder somebody looks at up to date, and listens to it from then on. */
    readonly lookAt: (input: { readonly folder: string }) => Promise<Result<Nothing, Failure>>;
    readonly searchServer: (input: {
      readonly text: string;
      readonly limit: number;
      readonly folder?: string | undefined;
    }) => Promise<Result<FurtherSearch, Failure>>;
  };

export type MailboxWorker = { readonly methods: MailboxMethods; readonly close: () => Promise<void> };

/** Shortest time between two messages about changed folders, in milliseconds. */
const changesEvery = 40;
/** The index is put in order when nothing has changed for this time, in milliseconds. */
const tidyAfter = 15_000;

const done = succeed<Nothing>({});
const noSuchEntity = fail<Failure>({ code: 'noSuchEntity' });

/**
 * The writing side of one account: keeps the store equal to the server and carries out what a person does. Runs beside
 * the reading side, which therefore never waits for it.
 * @param store opened for writing; closed at the end
 */
export const startMailboxWorker = (options: {
  readonly store: WritingStore;
  readonly access: MailAccess;
  readonly trust: Trust;
  readonly version: string;
  readonly events: MailboxEvents;
  /** Starts a thread for `serveBulkThread`, so that long folders are read beside the writing; undefined: they are read here. */
  readonly startReading?: (data: BulkThreadData) => Worker;
  readonly settings?: SyncSettings;
}): MailboxWorker => {
  const { store, access, trust, version, events, startReading, settings = usualSettings } = options;
  const connections = createConnections({ access, trust, version });
  const remote = remoteAccount(connections);
  const reading = startReading && createBulkThread(() => startReading({ access, trust }));
  const teller = createChangeTeller(events.changed, changesEvery);
  let progress = noProgress;
  /** When each folder was last compared, since this began. */
  const compared = new Map<string, number>();

  const idle = createIdleWork(
    () => store.tidyIndex(),
    tidyAfter,
    () => {
      store.rest();
      events.resting();
    },
  );
  idle.busy();

  const changed = (change: StoreChange): void => {
    idle.busy();
    const ids = new Set(change.folders);
    if (ids.size === 0) return;
    teller.tell(
      store
        .folders()
        .filter(({ id }) => ids.has(id))
        .map(({ path }) => path),
    );
  };
  const setProgress = (next: Partial<SyncProgress>): void => {
    progress = { ...progress, ...next };
    events.progress(progress);
  };

  const act = actThrough(connections);
  const queue = createCommandQueue({
    store,
    table: createCommandsTable(store.database),
    act,
    clock: systemClock,
    events: { changed, settled: events.settled, waiting: events.waiting },
    newId: randomUUID,
  });

  const left = queue.waiting().length;
  if (left > 0) events.waiting(left);

  const sync = createAccountSync({
    store: { ...store, putFolders: queue.putFolders },
    remote,
    bulk: bulkOverPool(connections, access, trust, remote, reading),
    toBody: async (source, complete) => toBody(source, complete),
    settings,
    events: {
      changed,
      newMessages: (folder, _ids, rows) => events.newMessages(folder, rows.map(messageRowOf)),
      progress: ({ folder, done: fetched, total }) =>
        setProgress(fetched < total ? { folder, done: fetched, total } : { folder: undefined, done: 0, total: 0 }),
      status: (status) => {
        events.status(status);
        if (status.state !== 'online') return;
        queue.wake();
        desk.wake();
        lists.look();
      },
      compared: (folder) => void compared.set(folder, systemClock.now()),
      reset: () => queue.showAgain(),
      broke: events.broke,
    },
  });
  const desk = openWritingDesk({
    store,
    access,
    trust,
    act,
    events: {
      outgoingChanged: events.outgoingChanged,
      draftsChanged: events.draftsChanged,
      refused: connections.refused,
      sentAbout: ({ keys, how }) => {
        const ids = keys.flatMap((key) => find(key)?.id ?? []);
        const add = [how === 'answered' ? '\\Answered' : '$Forwarded'];
        if (ids.length > 0) queue.do({ kind: 'flag', ids, add, remove: [] });
      },
    },
    sourceOf: async (key) => {
      const row = find(key);
      if (row === undefined) return noSuchEntity;
      const here = store.body(row.id);
      return here?.complete === true ? succeed(here) : sync.readSource(row);
    },
  });
  const lists = openListDesk({ store, clock: systemClock, changed, touched: (path) => teller.tell([path]) });
  // A mailbox of which nothing is here, or not all: there will be much to read.
  const known = store.folders();
  if (known.length === 0 || known.some(({ sync: at }) => (at?.seededDownTo ?? 1) > 1)) reading?.prepare();
  sync.start();
  lists.look();

  const find = (key: MessageKey): StoredRow | undefined => store.find(key.folder, key.uidValidity, key.uid);

  return {
    methods: {
      ...desk.methods,
      ...lists.methods,
      ...settingsDesk(store, events.settingChanged),
      act: async ({ command }) => queue.do(command),
      undo: async ({ id }) => {
        const undone = queue.undo(id);
        return undone.ok ? done : undone;
      },
      fetchBody: async ({ whole = false, ...key }) => {
        const row = find(key);
        if (row === undefined) return noSuchEntity;
        const read = await sync.readSource(row, whole);
        return read.ok ? done : read;
      },
      setFlags: async ({ key, unread, flagged }) => {
        const row = find(key);
        if (row === undefined) return noSuchEntity;
        const wanted = { '\\Seen': unread === undefined ? undefined : !unread, '\\Flagged': flagged };
        const named = (set: boolean) => Object.entries(wanted).flatMap(([flag, to]) => (to === set ? [flag] : []));
        const [add, remove] = [named(true), named(false)];
        if (add.length + remove.length === 0) return done;
        const ordered = queue.do({ kind: 'flag', ids: [row.id], add, remove });
        return ordered.ok ? done : ordered;
      },
      getCompared: async () => succeed({ folders: [...compared].map(([folder, at]) => ({ folder, at })) }),
      pauseSync: async () => {
        setProgress({ paused: true });
        await sync.pause();
        return done;
      },
      resumeSync: async () => {
        setProgress({ paused: false });
        sync.resume();
        return done;
      },
      wake: async () => {
        await sync.wake();
        queue.wake();
        desk.wake();
        lists.look();
        return done;
      },
      lookAt: async ({ folder }) => {
        sync.watch([folder]);
        const brought = await sync.syncFolder(folder);
        return brought.ok ? done : brought;
      },
      searchServer: (asked) => searchFurther({ store, connections, remote, ...asked }),
    },
    close: async () => {
      await Promise.all([sync.stop(), queue.close(), desk.close()]);
      await Promise.all([connections.close(), reading?.close()]);
      idle.end();
      lists.close();
      teller.end();
      store.close();
    },
  };
};
