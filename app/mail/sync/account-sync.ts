import type { Failure } from '../../domain/failure.ts';
import type { Result } from '../../domain/result.ts';
import { createBodyQueue } from './body-queue.ts';
import { readSource } from './fetch-bodies.ts';
import { urgencyOf } from './folder-order.ts';
import { isConnection, tellChange } from './folder-state.ts';
import { type FolderSync, type RefreshOptions, refreshFolder } from './folder-sync.ts';
import { createFolderWatch } from './folder-watch.ts';
import { createJobQueue } from './job-queue.ts';
import { createLane } from './lane.ts';
import { createNews } from './news.ts';
import { createParking } from './parking.ts';
import { planFolder } from './planner.ts';
import type {
  AccountSync,
  BodyPolicy,
  BulkFetch,
  Heard,
  ListedFolder,
  RemoteAccount,
  SyncEvents,
  SyncStore,
  ToBody,
} from './ports.ts';
import { createSeeding } from './seeding.ts';
import { takeNews } from './take-news.ts';
import { createTurns } from './turns.ts';

export type SyncSettings = {
  readonly bodies: BodyPolicy;
  /** How often folders nobody watches are looked at, in milliseconds. */
  readonly pollEvery: number;
  /** How long flags may go uncompared where the server keeps no mod-seqs, in milliseconds. */
  readonly compareEvery: number;
  /** Messages of one transaction of a first synchronisation: the more, the less often the index is written. */
  readonly batch: number;
  /** A folder that the server refuses to open again and again is left alone for so long, in milliseconds. */
  readonly parkFor: number;
};

export const usualSettings: SyncSettings = {
  bodies: { kind: 'recent', days: 30 },
  pollEvery: 3 * 60_000,
  compareEvery: 30 * 60_000,
  batch: 2_000,
  parkFor: 60 * 60_000,
};

export type AccountSyncParts = {
  readonly store: SyncStore;
  readonly remote: RemoteAccount;
  /** Fetches many messages; what `fetchPiecewise` makes works with any server. */
  readonly bulk: BulkFetch;
  readonly toBody: ToBody;
  readonly events: SyncEvents;
  readonly settings?: SyncSettings;
  readonly now?: () => number;
};

type Job = { readonly compareNow: boolean };

/**
 * Keeps the store equal to the server for one account. Three lanes work beside each other: folders that changed, the
 * most urgent first; older messages of folders not wholly here yet; bodies, when neither of the others has work.
 */
export const createAccountSync = (parts: AccountSyncParts): AccountSync => {
  const { store, remote, events, toBody, settings = usualSettings, now = Date.now } = parts;
  const folderSync: FolderSync = {
    store,
    remote,
    bulk: parts.bulk,
    now,
    compareEvery: settings.compareEvery,
    batch: settings.batch,
    events: {
      ...events,
      reset: (path) => {
        seeding.breakOff(path);
        events.reset(path);
      },
    },
  };
  const bodySync = { store, remote, events, toBody, now };
  const bodyQueue = createBodyQueue(bodySync, settings.bodies);
  const jobs = createJobQueue<Job>((one, other) => ({ compareNow: one.compareNow || other.compareNow }));
  const parking = createParking(settings.parkFor, now);
  const seeding = createSeeding(folderSync, parking);
  const turn = createTurns();
  const waiting = new Map<string, ((result: Result<null, Failure>) => void)[]>();
  let ending = new AbortController();
  let state: 'new' | 'running' | 'paused' | 'stopped' = 'new';
  let listDue = false;
  let lists = 0;
  let isRefreshing = false;
  let lookAgain = false;
  let poll: NodeJS.Timeout | undefined;
  let unsubscribe: () => void = () => undefined;

  const works = (): boolean => state === 'running';
  const isOnline = (): boolean => remote.status().state !== 'refused';

  const order = (path: string, urgency: number, job: Job = { compareNow: false }): void => {
    jobs.add(path, urgency, job);
    live.kick();
  };

  const answer = (path: string, result: Result<null, Failure>): void => {
    const asked = waiting.get(path);
    waiting.delete(path);
    for (const tell of asked ?? []) tell(result);
  };
  const bodiesMayBeMissing = (path: string): void => {
    bodyQueue.mayBeMissing(path);
    bodies.kick();
  };

  const orderWhatChanged = ({ facts, state: told }: ListedFolder): void => {
    const folder = store.folder(facts.path);
    if (folder === undefined || !facts.selectable || parking.isParked(facts.path)) return;
    if (folder.sync === undefined && folder.role !== 'inbox') {
      // Read at one go, over one connection, without being selected twice.
      seeding.add(facts.path);
      return;
    }
    if ((folder.sync?.seededDownTo ?? 1) > 1) seeding.add(facts.path);
    if (told !== undefined) {
      // What STATUS says only saves the SELECT where it proves that nothing changed.
      const extension = told.highestModSeq === undefined ? 'none' : 'condstore';
      const plan = planFolder(folder.sync, told, extension, now(), settings.compareEvery);
      if (plan.kind === 'nothing' || plan.kind === 'later') {
        if (told.exists > 0) bodies.kick();
        if (plan.kind === 'nothing') events.compared?.(facts.path);
        return;
      }
    }
    order(facts.path, urgencyOf(folder));
  };

  const listAll = async (): Promise<void> => {
    listDue = false;
    lists += 1;
    // Where nothing is here yet every folder is to be fetched, whatever its status: the first rows need not wait for it.
    const listed = await remote.list(ending.signal, store.folders().length > 0);
    if (!listed.ok || ending.signal.aborted) return;
    // A list without INBOX is a server that is not itself: taking it over would throw the cache away.
    if (!listed.value.some(({ facts }) => facts.role === 'inbox')) return;
    tellChange(events, store.putFolders(listed.value.map(({ facts }) => facts)));
    for (const entry of listed.value) orderWhatChanged(entry);
    seeds.kick();
    bodies.kick();
  };

  const failedAt = (path: string, failure: Failure, job: Job): void => {
    if (isConnection(failure)) {
      // The next connection begins with a list of everything; a folder with flags to compare is not told by it.
      if (job.compareNow && works()) jobs.add(path, 1, job);
      return;
    }
    if (failure.code === 'noSuchEntity') listDue = true;
    // A server may list what it will not open.
    parking.refused(path);
  };

  const refreshNext = async (): Promise<boolean> => {
    if (!works() || !isOnline()) return false;
    if (listDue) await listAll();
    const next = jobs.take();
    if (next === undefined || !works()) {
      if (next !== undefined) jobs.add(next.path, 0, next.job);
      return listDue && works() && remote.status().state === 'online';
    }
    const { path, job } = next;
    if (store.folder(path) === undefined) {
      await listAll();
      if (store.folder(path) === undefined) answer(path, { ok: false, error: { code: 'noSuchEntity' } });
      return true;
    }
    const options: RefreshOptions = { ...job, announce: watching.announces(path), signal: ending.signal };
    isRefreshing = true;
    const refreshed = await turn(path, () => refreshFolder(folderSync, path, options)).finally(() => {
      isRefreshing = false;
    });
    if (!refreshed.ok) {
      failedAt(path, refreshed.error, job);
      answer(path, refreshed);
      return !isConnection(refreshed.error);
    }
    parking.opened(path);
    if (refreshed.value.unfinished) {
      seeding.add(path);
      seeds.kick();
    }
    if (!refreshed.value.unfinished) events.compared?.(path);
    if (refreshed.value.plan.kind !== 'nothing') bodiesMayBeMissing(path);
    answer(path, { ok: true, value: null });
    return true;
  };

  const seedNext = async (): Promise<boolean> => {
    if (!works() || !isOnline()) return false;
    const next = await seeding.next(ending.signal, jobs.size() > 0 || isRefreshing);
    if (next === undefined) return false;
    const { path, seeded } = next;
    if (seeded.ok) {
      if (seeded.value === 'atOnce') lookAgain = true;
      if (seeded.value === 'atOnce' || seeded.value === 'part') bodiesMayBeMissing(path);
      else if (works()) {
        // What changed on the way down is only known now.
        const folder = store.folder(path);
        if (folder !== undefined) order(path, urgencyOf(folder));
      }
      // Of folders that were read at one go a list of all tells what changed meanwhile.
      if (lookAgain && works() && seeding.waiting().length === 0) {
        lookAgain = false;
        lookAtAll();
      }
      return works();
    }
    failedAt(path, seeded.error, { compareNow: false });
    if (listDue) live.kick();
    // It may have been the reader's own connection alone: the one that is left shows it, and goes on.
    const folder = store.folder(path);
    if (isConnection(seeded.error) && folder !== undefined && works() && remote.status().state === 'online') {
      order(path, urgencyOf(folder));
    }
    return !isConnection(seeded.error);
  };

  const bodiesNext = async (): Promise<boolean> => {
    if (!works() || remote.status().state !== 'online' || jobs.size() > 0 || seeding.waiting().length > 0) {
      return false;
    }
    return bodyQueue.next(ending.signal);
  };

  const live = createLane(async () => {
    const more = await refreshNext();
    if (!more) {
      seeds.kick();
      bodies.kick();
    }
    return more;
  }, events.broke);
  // Two, so that the next folder is read while the last of the one before is written.
  const seedLanes = [0, 1].map(() =>
    createLane(async () => {
      const more = await seedNext();
      if (!more) bodies.kick();
      return more;
    }, events.broke),
  );
  const seeds = {
    kick: (): void => {
      for (const lane of seedLanes) lane.kick();
    },
    rest: () => Promise.all(seedLanes.map((lane) => lane.rest())),
  };
  const bodies = createLane(bodiesNext, events.broke);

  const lookAtAll = (): void => {
    listDue = true;
    live.kick();
  };

  const lookInFull = (path: string, heard: Heard): void => {
    if (heard === 'opened' && store.folder(path)?.sync === undefined) return;
    const noModSeq = store.folder(path)?.sync?.highestModSeq === undefined;
    order(path, 0, { compareNow: heard === 'flags' && noModSeq });
  };
  const news = createNews(
    async (path, drain, look) => {
      if (!works() || !isOnline()) return false;
      const before = store.folder(path)?.sync?.uidNext;
      const options = { look, announce: watching.announces(path), signal: ending.signal };
      const taken = await turn(path, () => takeNews(folderSync, path, drain, options));
      if (store.folder(path)?.sync?.uidNext !== before) bodiesMayBeMissing(path);
      if (taken) events.compared?.(path);
      return taken;
    },
    lookInFull,
    events.broke,
  );
  const watching = createFolderWatch(remote, news.heard);

  const syncFolder = async (path: string): Promise<Result<null, Failure>> => {
    if (!works()) return { ok: false, error: gone };
    parking.opened(path);
    if (await news.look(path)) return { ok: true, value: null };
    if (!works()) return { ok: false, error: gone };
    return new Promise((resolve) => {
      waiting.set(path, [...(waiting.get(path) ?? []), resolve]);
      order(path, 0);
    });
  };

  const settled = async (): Promise<void> => {
    for (;;) {
      await live.rest();
      await seeds.rest();
      await bodies.rest();
      await news.rest();
      await new Promise((resolve) => setImmediate(resolve));
      const canWork = works() && remote.status().state === 'online';
      if (!canWork || (jobs.size() === 0 && !listDue && seeding.waiting().length === 0)) return;
    }
  };

  const halt = async (): Promise<void> => {
    ending.abort();
    await Promise.all([live.rest(), seeds.rest(), bodies.rest(), news.rest()]);
  };

  return {
    start: () => {
      if (state !== 'new') return;
      state = 'running';
      let last = remote.status().state;
      unsubscribe = remote.onStatus((status) => {
        events.status(status);
        if (status.state === 'online' && last !== 'online') lookAtAll();
        if (status.state === 'refused') seeding.breakOff();
        last = status.state;
      });
      events.status(remote.status());
      poll = setInterval(lookAtAll, settings.pollEvery);
      lookAtAll();
      watching.set(['INBOX']);
    },
    stop: async () => {
      if (state === 'stopped') return;
      state = 'stopped';
      clearInterval(poll);
      unsubscribe();
      watching.end();
      await halt();
      for (const path of [...waiting.keys()]) answer(path, { ok: false, error: gone });
    },
    pause: async () => {
      if (state !== 'running') return;
      state = 'paused';
      await halt();
    },
    resume: () => {
      if (state !== 'paused') return;
      state = 'running';
      ending = new AbortController();
      lookAtAll();
    },
    wake: async () => {
      const before = lists;
      await remote.wake();
      // A connection that had to be made anew has looked at everything already.
      if (works() && remote.status().state === 'online' && lists === before) lookAtAll();
    },
    syncFolder,
    watch: (paths) => watching.set(['INBOX', ...paths]),
    readSource: (row, whole, signal) => readSource(bodySync, row, whole, signal),
    settled,
  };
};

const gone: Failure = { code: 'mailUnavailable', cause: 'gone' };
