import type { Failure } from '../../domain/failure.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { FolderSyncState, StoredFolder } from '../../store/port.ts';
import { catchUp } from './catch-up.ts';
import { stillThere, tellChange, unfetched } from './folder-state.ts';
import { type Plan, planFolder } from './planner.ts';
import type { BulkFetch, BulkOrder, RemoteAccount, SelectedFolder, SyncEvents, SyncStore } from './ports.ts';

/** The newest of a folder, over the connection that others wait for: what is seen first. */
const firstRows = 50;

export type FolderSync = {
  readonly store: SyncStore;
  readonly remote: RemoteAccount;
  readonly bulk: BulkFetch;
  readonly events: SyncEvents;
  readonly now: () => number;
  /** How long flags may go uncompared where the server keeps no mod-seqs, in milliseconds. */
  readonly compareEvery: number;
  /** Messages of one transaction of a first synchronisation. */
  readonly batch: number;
};

export type RefreshOptions = {
  /** Flags changed there, so that a server without mod-seqs is compared now. */
  readonly compareNow?: boolean;
  /** Tells of new messages. */
  readonly announce?: boolean;
  readonly signal?: AbortSignal | undefined;
};

/** `unfinished`: older messages are still to be fetched by `seedFolder`. */
export type Refreshed = { readonly plan: Plan; readonly unfinished: boolean };

/** The newest messages of a folder of which nothing is here. */
const begin = async (
  { store, events, now }: FolderSync,
  folder: StoredFolder,
  selected: SelectedFolder,
): Promise<FolderSyncState> => {
  const start = unfetched(selected.state, now());
  tellChange(events, store.reseed(folder.id, start));
  if (start.seededDownTo === 1) return start;
  const told = await selected.newest(firstRows);
  const newest = told.filter(({ uid }) => uid < start.uidNext);
  const lowest = Math.min(start.uidNext, ...newest.map(({ uid }) => uid));
  const isAll = newest.length === start.exists && told.length === newest.length;
  const sync: FolderSyncState = isAll
    ? { ...start, seededDownTo: 1, comparedAt: now() }
    : { ...start, seededDownTo: lowest };
  tellChange(events, store.putMessages(folder.id, newest, sync));
  events.progress({ folder: folder.path, done: newest.length, total: start.exists });
  return sync;
};

/**
 * Brings one folder up to date, all but the older messages of a first synchronisation. May be cut off at any point:
 * what is stored never claims more than is there.
 */
export const refreshFolder = (
  sync: FolderSync,
  path: string,
  options: RefreshOptions = {},
): Promise<Result<Refreshed, Failure>> => {
  const { store, remote, now, compareEvery, events } = sync;
  const before = store.folder(path)?.sync;
  const since =
    before?.highestModSeq === undefined
      ? undefined
      : { uidValidity: before.uidValidity, highestModSeq: before.highestModSeq };
  return remote.inFolder(path, { since, signal: options.signal }, async (selected) => {
    const folder = store.folder(path);
    if (folder === undefined) return { plan: { kind: 'nothing', why: 'bothEmpty' }, unfinished: false };
    const plan = planFolder(
      folder.sync,
      selected.state,
      selected.extension,
      now(),
      options.compareNow === true ? 0 : compareEvery,
    );
    if (folder.sync === undefined || plan.kind === 'reseed') {
      if (plan.kind === 'reseed') events.reset(path);
      const begun = await begin(sync, folder, selected);
      return { plan, unfinished: begun.seededDownTo > 1 };
    }
    const todo = plan.kind === 'seed' && plan.why === 'interrupted' ? plan.catchUp : plan;
    const work = { store, events, now, selected, folder, sync: folder.sync };
    if (todo.kind !== 'nothing' && todo.kind !== 'later' && todo.kind !== 'seed') {
      await catchUp({ ...work, announce: options.announce === true && plan.kind !== 'seed' }, todo);
    }
    return { plan, unfinished: (store.folder(path)?.sync?.seededDownTo ?? 1) > 1 };
  });
};

/**
 * How a first synchronisation ended: `done`, `atOnce`: all of a folder of which nothing was here, `part`: with its
 * stretch, `paused` by the signal, or `changed`: begin the folder anew.
 */
export type Seeded = 'done' | 'atOnce' | 'part' | 'paused' | 'changed';

/** RFC 3501 section 2.3.1.1: 32 bits. */
const largestUid = 0xffff_ffff;

/**
 * Fetches the older messages of a folder, newest first, piece by piece, each piece one transaction with how far it
 * reaches; of a folder of which nothing is here, all of them. Goes on where an earlier run was cut off. New messages and
 * changes of flags are for `refreshFolder`, which may run beside this and has to run once more after it.
 * @param stretch how many UIDs at most are gone through; undefined: all
 */
export const seedFolder = async (
  { store, bulk, batch, events, now }: FolderSync,
  path: string,
  signal: AbortSignal,
  stretch?: number,
): Promise<Result<Seeded, Failure>> => {
  const folder = store.folder(path);
  if (folder === undefined || (folder.sync !== undefined && folder.sync.seededDownTo <= 1)) return succeed('done');
  let uidValidity = folder.sync?.uidValidity;
  const top = folder.sync?.seededDownTo;
  const isFresh = top === undefined;
  const begun = now();
  let lowest = stretch === undefined ? 1 : Math.max(1, (top ?? 1) - stretch);
  const order: BulkOrder = {
    folder: path,
    uidValidity,
    range: { from: lowest, to: (top ?? largestUid + 1) - 1 },
    ...(isFresh ? { last: stretch } : {}),
    batch,
    withModSeq: isFresh || folder.sync?.highestModSeq !== undefined,
    signal,
  };
  let done = isFresh ? 0 : store.uids(folder.id).length;
  for await (const piece of bulk(order)) {
    if (signal.aborted) return succeed('paused');
    if (piece.kind === 'failed') return fail(piece.failure);
    if (piece.kind === 'uidValidityChanged') return succeed('changed');
    if (piece.kind === 'opened') {
      const there = store.folder(path);
      if (there === undefined) return succeed('changed');
      // Somebody who wanted to see it may have been quicker.
      if (there.sync === undefined) tellChange(events, store.reseed(there.id, unfetched(piece.state, begun)));
      uidValidity = piece.state.uidValidity;
      if (stretch !== undefined) lowest = Math.max(1, piece.state.uidNext - stretch);
      continue;
    }
    const here = uidValidity === undefined ? undefined : stillThere(store, path, uidValidity);
    if (here === undefined) return succeed('changed');
    const state = { ...here.sync, seededDownTo: Math.max(2, Math.min(here.sync.seededDownTo, piece.downTo)) };
    const { id } = here.folder;
    const isPacked = piece.kind === 'packed';
    tellChange(
      events,
      isPacked ? store.putPacked(id, piece.messages, state) : store.putMessages(id, piece.messages, state),
    );
    done += isPacked ? piece.messages.count : piece.messages.length;
    events.progress({ folder: path, done: Math.min(done, here.sync.exists), total: here.sync.exists });
  }
  if (signal.aborted) return succeed('paused');
  const here = uidValidity === undefined ? undefined : stillThere(store, path, uidValidity);
  if (here === undefined) return succeed('changed');
  const seededDownTo = Math.min(here.sync.seededDownTo, lowest);
  if (seededDownTo > 1) {
    store.putSync(here.folder.id, { ...here.sync, seededDownTo });
    return succeed('part');
  }
  // Everything the server has is here by now, and maybe what it expunged meanwhile: the count shows it.
  const exists = store.uids(here.folder.id).length;
  store.putSync(here.folder.id, { ...here.sync, seededDownTo: 1, exists, ...(isFresh ? { comparedAt: begun } : {}) });
  return succeed(isFresh ? 'atOnce' : 'done');
};
