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

/** How a first synchronisation ended: `done`, `part`: with its stretch, `paused` by the signal, or `changed`: begin the folder anew. */
export type Seeded = 'done' | 'part' | 'paused' | 'changed';

/**
 * Fetches the older messages of a folder, newest first, piece by piece, each piece one transaction with how far it
 * reaches. Goes on where an earlier run was cut off. New messages and changes of flags are for `refreshFolder`, which
 * may run beside this and has to run once more after it.
 * @param stretch how many UIDs at most are gone through; undefined: all
 */
export const seedFolder = async (
  { store, bulk, batch, events }: FolderSync,
  path: string,
  signal: AbortSignal,
  stretch?: number,
): Promise<Result<Seeded, Failure>> => {
  const stored = store.folder(path)?.sync;
  if (stored === undefined || stored.seededDownTo <= 1) return succeed('done');
  const { uidValidity, highestModSeq } = stored;
  const lowest = Math.max(1, stretch === undefined ? 1 : stored.seededDownTo - stretch);
  const order: BulkOrder = {
    folder: path,
    uidValidity,
    range: { from: lowest, to: stored.seededDownTo - 1 },
    batch,
    withModSeq: highestModSeq !== undefined,
    signal,
  };
  let done = store.uids(store.folder(path)?.id ?? 0).length;
  for await (const piece of bulk(order)) {
    if (signal.aborted) return succeed('paused');
    if (piece.kind === 'failed') return fail(piece.failure);
    if (piece.kind === 'uidValidityChanged') return succeed('changed');
    const now = stillThere(store, path, uidValidity);
    if (now === undefined) return succeed('changed');
    const state = { ...now.sync, seededDownTo: Math.max(2, Math.min(now.sync.seededDownTo, piece.downTo)) };
    const { id } = now.folder;
    const isPacked = piece.kind === 'packed';
    tellChange(
      events,
      isPacked ? store.putPacked(id, piece.messages, state) : store.putMessages(id, piece.messages, state),
    );
    done += isPacked ? piece.messages.count : piece.messages.length;
    events.progress({ folder: path, done: Math.min(done, now.sync.exists), total: now.sync.exists });
  }
  if (signal.aborted) return succeed('paused');
  const now = stillThere(store, path, uidValidity);
  if (now === undefined) return succeed('changed');
  if (lowest > 1) {
    store.putSync(now.folder.id, { ...now.sync, seededDownTo: Math.min(now.sync.seededDownTo, lowest) });
    return succeed('part');
  }
  // Everything the server has is here by now, and maybe what it expunged meanwhile: the count shows it.
  store.putSync(now.folder.id, { ...now.sync, seededDownTo: 1, exists: store.uids(now.folder.id).length });
  return succeed('done');
};
