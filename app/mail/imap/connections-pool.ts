import { ImapFlow } from 'imapflow';
import type { Trust } from '../../api/certificate-trust.ts';
import type { Failure } from '../../domain/failure.ts';
import type { MailStatus, OfflineCause } from '../../domain/mail.ts';
import type { MailAccess } from '../../domain/mail-access.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { createBackoff } from './backoff.ts';
import { connectionOptions } from './connection-options.ts';
import { createConnectionRoom, ranks, sharedBy } from './connection-room.ts';
import { createSlot, gone, inTime, offline, type Slot } from './connection-slot.ts';
import { type ConnectionTiming, usualTiming } from './connection-timing.ts';
import type { ImapConnections } from './connections.ts';
import { offlineCause } from './offline-cause.ts';
import { refusalText, signInOutcome } from './sign-in-outcome.ts';

/** Connections of one account at most; many servers bear ten for a person, who may have several programs. */
const usualLimit = 6;

/** Work rather waits so many milliseconds for a connection than to fail. */
const shortWait = 1_500;
/** Silence is judged by the timing above all; this only ends what everybody forgot. */
const longestSilence = 30 * 60_000;

export type ConnectionsPool = ImapConnections & {
  readonly status: () => MailStatus;
  /** @returns how to stop listening */
  readonly onStatus: (listener: (status: MailStatus) => void) => () => void;
  /**
   * Opens a connection that is meant to stay on one folder, or undefined where the server bears no more: INBOX is
   * always borne.
   */
  readonly watchSlot: (path: string) => WatchSlot | undefined;
  /**
   * Counts a connection that somebody else makes for the account; undefined: there may be none now.
   * @returns to be called when it has ended
   */
  readonly lend: () => (() => void) | undefined;
  /** Such a connection had the credential refused. */
  readonly refused: (reason: string) => void;
  /** One connection did not answer: the others are asked whether they live. */
  readonly doubt: () => void;
  /** When a lost connection may be tried again, in milliseconds since 1970; now or earlier: at once. */
  readonly mayRetryAt: () => number;
  /** The machine woke up or its network changed: dead connections are found and replaced, once however often it is said. */
  readonly wake: () => Promise<void>;
};

export type WatchSlot = Pick<Slot, 'use' | 'client'> & {
  /** After other work on a shared connection the folder has to be selected again. */
  readonly shared: boolean;
};

export type PoolOptions = {
  readonly access: MailAccess;
  readonly trust: Trust;
  readonly version: string;
  readonly limit?: number;
  readonly timing?: ConnectionTiming;
  readonly random?: () => number;
  readonly now?: () => number;
};

const reopenNeeded = (client: ImapFlow, path: string): boolean =>
  client.mailbox === false || client.mailbox.path !== path;

/**
 * The connections of one account. They are opened one after the other, so that a refused credential is tried exactly
 * once: the first refusal ends every connection for good. Waiting between tries is reset only by a connection that
 * survived.
 */
export const createConnections = (options: PoolOptions): ConnectionsPool => {
  const { access, trust, version, timing = usualTiming, random = Math.random, now = Date.now } = options;
  const room = createConnectionRoom(options.limit ?? usualLimit, timing.tryMoreAfter, now);
  const backoff = createBackoff(random, timing.backoff);
  const slots = new Map<string, Slot>();
  const clients = new Set<ImapFlow>();
  const listeners = new Set<(status: MailStatus) => void>();
  const watched = new Map<string, string>();
  let status: MailStatus = { state: 'connecting' };
  let retry: NodeJS.Timeout | undefined;
  let retryAt = 0;
  /** Until then the server asked to be left alone. */
  let leaveAloneUntil = 0;
  let opening: Promise<unknown> = Promise.resolve();
  let closed = false;
  let waking: Promise<void> | undefined;
  let wokenAt = Number.NEGATIVE_INFINITY;

  const setStatus = (next: MailStatus): void => {
    status = next;
    if (!closed) for (const listener of listeners) listener(next);
  };
  const alive = (): number => [...clients].filter(({ usable }) => usable).length;
  const whyNot = (): Failure =>
    status.state === 'refused' ? { code: 'mailRefused', reason: status.reason } : closed ? gone : offline;

  const wait = (atLeast: number, cause: OfflineCause): void => {
    if (closed || status.state === 'refused') return;
    retryAt = now() + atLeast;
    clearTimeout(retry);
    setStatus({ state: 'offline', cause, retryAt: new Date(retryAt).toISOString() });
    retry = setTimeout(() => void slot('sync').use(ranks.sync, async () => undefined), atLeast);
  };

  const stopForGood = (reason: string): void => {
    clearTimeout(retry);
    setStatus({ state: 'refused', reason });
    for (const client of clients) client.close();
  };

  const doubt = (): void => {
    for (const each of slots.values()) void each.check();
  };

  /** What an unsuccessful attempt changes. */
  const failed = (error: unknown): void => {
    const outcome = signInOutcome(error);
    if (outcome === 'refused') {
      stopForGood(refusalText(error));
      return;
    }
    const others = alive();
    // What one connection met the others may not have noticed yet.
    if (outcome === 'unreachable') doubt();
    if (outcome === 'crowded' && others > 0) {
      room.crowded(others);
      return;
    }
    const pause = Math.max(backoff.next(), outcome === 'unreachable' ? 0 : timing.askedToWait);
    if (outcome !== 'unreachable') leaveAloneUntil = now() + pause;
    if (others > 0) retryAt = now() + pause;
    else wait(pause, offlineCause(error, outcome));
  };

  const lost = (client: ImapFlow, born: number): void => {
    clients.delete(client);
    if (closed || status.state === 'refused') return;
    const age = now() - born;
    backoff.lived(age);
    const isYoung = age < timing.backoff.provenAfter;
    if (alive() > 0) {
      if (isYoung) retryAt = now() + backoff.next();
    } else wait(backoff.next(), 'other');
  };

  const connect = async (name: string): Promise<Result<ImapFlow, Failure>> => {
    if (closed || status.state === 'refused') return fail(whyNot());
    const early = retryAt - now();
    if (early > shortWait) return fail(offline);
    // A timer may fire a little before its time.
    if (early > 5) await new Promise((resolve) => setTimeout(resolve, early));
    if (closed) return fail(gone);
    if (alive() === 0) setStatus({ state: 'connecting' });
    const isWatch = name.startsWith('watch') || room.limit() === 1;
    const client = new ImapFlow({
      ...connectionOptions(access, trust, version),
      // With QRESYNC a connection no longer tells counts one by one, which a watching one lives on.
      qresync: !name.startsWith('watch'),
      disableAutoIdle: !isWatch,
      autoIdleDelay: name.startsWith('watch') && room.limit() > 1 ? 5 : 250,
      maxIdleTime: 0,
      socketTimeout: longestSilence,
    });
    // Stays for good: an abandoned client may still emit, and an unheard error ends the process.
    client.on('error', () => undefined);
    clients.add(client);
    const born = now();
    // The library waits for the greeting and then for ever.
    const deadline = setTimeout(() => client.close(), timing.signInWithin);
    try {
      await client.connect();
    } catch (error) {
      clients.delete(client);
      client.close();
      if (closed) return fail(gone);
      failed(error);
      return fail(whyNot());
    } finally {
      clearTimeout(deadline);
    }
    if (closed || !client.usable) {
      clients.delete(client);
      client.close();
      if (!closed) wait(backoff.next(), 'noAnswer');
      return fail(whyNot());
    }
    client.on('close', () => {
      if (clients.has(client)) lost(client, born);
    });
    clearTimeout(retry);
    if (status.state !== 'online') setStatus({ state: 'online', since: new Date(now()).toISOString() });
    return succeed(client);
  };

  /** One at a time, so that the answer to the first attempt decides whether there is a second. */
  const open = (name: string): Promise<Result<ImapFlow, Failure>> => {
    const mine = opening.then(() => connect(name));
    opening = mine.catch(() => undefined);
    return mine;
  };

  const backToWatched = async (name: string, client: ImapFlow): Promise<void> => {
    const path = watched.get(name);
    if (path !== undefined && reopenNeeded(client, path)) await client.mailboxOpen(path, { readOnly: true });
  };

  const slot = (name: string): Slot => {
    const known = slots.get(name);
    if (known !== undefined) return known;
    const made = createSlot({
      open: () => open(name),
      timing,
      now,
      idle: (client) => backToWatched(name, client),
    });
    slots.set(name, made);
    return made;
  };

  const use: ImapConnections['use'] = async (purpose, work, signal) => {
    if (closed || status.state === 'refused') return fail(whyNot());
    const before = room.limit();
    const name = sharedBy(purpose, before);
    const result = await slot(name).use(ranks[purpose], work, signal);
    // The server bears fewer than thought: what failed for that alone is done on a shared connection.
    if (!result.ok && sharedBy(purpose, room.limit()) !== sharedBy(purpose, before)) {
      return use(purpose, work, signal);
    }
    // Somebody waits for it, and reading twice does no harm: any connection that is there will do.
    const other = name === 'read' && !result.ok && signal?.aborted !== true ? slot('sync') : undefined;
    return other?.client() === undefined ? result : other.use(ranks.read, work, signal);
  };

  const giveBack = setInterval(() => {
    for (const [name, candidate] of slots) {
      const client = candidate.client();
      if (watched.has(name) || client === undefined || candidate.idleFor() < timing.giveBackAfter) continue;
      if (alive() <= 1) continue;
      clients.delete(client);
      void client.logout().catch(() => undefined);
    }
  }, timing.giveBackAfter / 2);
  giveBack.unref();

  const wakeOnce = async (): Promise<void> => {
    if (closed || status.state === 'refused') return;
    if (alive() > 0) {
      await Promise.all([...slots.values()].map((each) => each.check()));
      if (alive() > 0) return;
    }
    if (now() < leaveAloneUntil) return;
    retryAt = 0;
    clearTimeout(retry);
    await slot('sync').use(ranks.sync, async () => undefined);
  };

  return {
    use,
    status: () => status,
    onStatus: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watchSlot: (path) => {
      const may = room.limit();
      const isInbox = path.toUpperCase() === 'INBOX';
      const name = isInbox ? sharedBy('watch', may) : `watch ${path}`;
      if (!isInbox && !watched.has(name) && watched.size >= may - 4) return undefined;
      watched.set(name, path);
      const own = slot(name);
      return { use: own.use, client: own.client, shared: name === 'sync' };
    },
    mayRetryAt: () => retryAt,
    doubt,
    // Only beside a connection of our own: it has proven the credential.
    lend: () => (status.state === 'online' && alive() > 0 ? room.lend(alive()) : undefined),
    refused: stopForGood,
    wake: () => {
      if (waking === undefined && now() - wokenAt >= timing.wakeTogether) {
        wokenAt = now();
        waking = wakeOnce().finally(() => {
          waking = undefined;
        });
      }
      return waking ?? Promise.resolve();
    },
    close: async () => {
      closed = true;
      clearTimeout(retry);
      clearInterval(giveBack);
      const open = [...clients];
      clients.clear();
      await Promise.all(
        open.map(async (client) => {
          if (client.usable) await inTime(client.logout(), 1_000);
          client.close();
        }),
      );
    },
  };
};
