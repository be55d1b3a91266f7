import type { ImapFlow } from 'imapflow';
import type { Failure } from '../../domain/failure.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { ServerState } from '../sync/planner.ts';
import type { Heard, ListedFolder, RemoteAccount } from '../sync/ports.ts';
import { ranks } from './connection-room.ts';
import { isAlive } from './connection-slot.ts';
import { type ConnectionTiming, usualTiming } from './connection-timing.ts';
import type { ConnectionsPool, WatchSlot } from './connections-pool.ts';
import { folderFactsOf } from './folder-list.ts';
import { selectFolder } from './selected-folder.ts';
import { type FolderListener, listenTo } from './watched-folder.ts';

/** What the server answered with NO or BAD, as a value; anything else is a bug and thrown on. */
const refusedBy = (error: unknown): Failure => {
  const { mailboxMissing, responseStatus } = error as { mailboxMissing?: boolean; responseStatus?: string };
  if (mailboxMissing === true) return { code: 'noSuchEntity' };
  if (responseStatus === 'NO' || responseStatus === 'BAD') return { code: 'serverError', detail: 'IMAP' };
  throw error;
};

const statusQuery = { messages: true, uidNext: true, uidValidity: true, highestModseq: true };

const listFolders = async (client: ImapFlow, withState: boolean): Promise<ListedFolder[]> => {
  const listed = await client.list(withState ? { statusQuery } : {});
  const states = new Map<string, ServerState>();
  for (const { path, status } of listed) {
    const { messages, uidNext, uidValidity, highestModseq } = status ?? {};
    if (messages === undefined || uidNext === undefined || uidValidity === undefined) continue;
    const highestModSeq = highestModseq?.toString();
    states.set(path, { uidValidity: String(uidValidity), uidNext, exists: messages, highestModSeq });
  }
  return folderFactsOf(listed).map((facts) => ({ facts, state: states.get(facts.path) }));
};

const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });

/** Resolves when the connection ends or the signal comes; asks now and then whether it still lives. */
const stay = (client: ImapFlow, timing: ConnectionTiming, signal: AbortSignal, dead: () => void): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearInterval(renewal);
      client.off('close', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const renewal = setInterval(async () => {
      if (!client.usable || (await isAlive(client, timing.answerWithin))) return;
      client.close();
      dead();
    }, timing.renewIdle);
    client.on('close', end);
    signal.addEventListener('abort', end);
    if (!client.usable || signal.aborted) end();
  });

/** One account over its connections, as synchronising sees it. */
export const remoteAccount = (pool: ConnectionsPool, timing: ConnectionTiming = usualTiming): RemoteAccount => {
  const attempt = async <Value>(work: () => Promise<Result<Value, Failure>>): Promise<Result<Value, Failure>> => {
    try {
      return await work();
    } catch (error) {
      return fail(refusedBy(error));
    }
  };

  const watchers = new Map<string, { readonly slot: WatchSlot; readonly listener: FolderListener }>();

  /** @returns false: the folder cannot be watched */
  const watchOnce = async (path: string, heard: (what: Heard) => void, signal: AbortSignal): Promise<boolean> => {
    const slot = pool.watchSlot(path);
    if (slot === undefined) return false;
    const opened = await attempt(() =>
      slot.use(
        ranks.watch,
        async (client) => {
          // Dovecot reads a large Maildir again at every change for somebody who only looks.
          await client.mailboxOpen(path, { readOnly: slot.shared });
          return client;
        },
        signal,
      ),
    );
    if (!opened.ok) return opened.error.code === 'mailUnavailable';
    const client = opened.value;
    const listener = listenTo(client, path, heard);
    // A connection that does other work as well has other folders open between.
    if (!slot.shared) watchers.set(path, { slot, listener });
    heard('opened');
    await stay(client, timing, signal, pool.doubt);
    listener.end();
    if (watchers.get(path)?.listener === listener) watchers.delete(path);
    return true;
  };

  return {
    list: (signal, withState = true) =>
      attempt(() => pool.use('sync', (client) => listFolders(client, withState), signal)),
    inFolder: (path, options, work) =>
      attempt(() =>
        pool.use(
          options.purpose ?? 'sync',
          async (client) => work(await selectFolder(client, path, options)),
          options.signal,
        ),
      ),
    inWatched: async (path, { heard, signal }, work) => {
      const watcher = watchers.get(path);
      if (watcher === undefined) return succeed(undefined);
      return attempt(() =>
        watcher.slot.use(
          ranks.watch,
          async (client) => {
            const folder = client === watcher.listener.client ? watcher.listener.folder() : undefined;
            return folder === undefined ? undefined : work(folder);
          },
          signal,
          heard,
        ),
      );
    },
    watch: async (path, heard, signal) => {
      while (!signal.aborted) {
        if (!(await watchOnce(path, heard, signal))) return;
        if (signal.aborted) return;
        const { state } = pool.status();
        if (state === 'refused') return;
        await sleep(Math.max(100, pool.mayRetryAt() - Date.now()), signal);
      }
    },
    status: pool.status,
    onStatus: pool.onStatus,
    wake: pool.wake,
  };
};
