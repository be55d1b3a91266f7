import type { FetchedMessage, FlagChange, FolderSyncState, StoredFolder } from '../../store/port.ts';
import { announceNew, tellChange } from './folder-state.ts';
import type { CatchUp } from './planner.ts';
import type { SelectedFolder, SyncEvents, SyncStore } from './ports.ts';
import { coveringBlocks, pieces, rangesOf, type UidRange } from './uid-ranges.ts';

/** Messages of one transaction. */
export const batchSize = 250;
/** Fetched before all others when much is new, so that the top of the list is there at once. */
const firstRows = 50;
/** Known UIDs compared by one command. */
const compareBlock = 1_000;
/** The same where only UIDs come back. */
const searchBlock = 5_000;

const ascending = (uids: readonly number[]): number[] => [...uids].sort((one, other) => one - other);

export type CatchUpWork = {
  readonly store: SyncStore;
  readonly events: SyncEvents;
  readonly now: () => number;
  readonly selected: SelectedFolder;
  readonly folder: StoredFolder;
  /** As stored when the work begins. */
  readonly sync: FolderSyncState;
  /** Tell of new unread messages. */
  readonly announce: boolean;
};

/**
 * Brings what is here of a selected folder to the state that SELECT told. Each step is a transaction that may be the
 * last one before a crash: the mod-seq and UIDNEXT that vouch for the whole are written at the end.
 */
export const catchUp = async (work: CatchUpWork, plan: CatchUp): Promise<void> => {
  const { store, events, selected, folder } = work;
  const { state: server } = selected;
  const partial = work.sync.seededDownTo > 1;
  // Should this be cut short between two steps, counts alone might look as if nothing had been left to do.
  let asLongAsUnfinished: FolderSyncState = { ...work.sync, comparedAt: 0 };
  const known: UidRange = { from: partial ? work.sync.seededDownTo : 1, to: work.sync.uidNext - 1 };

  let loaded: Set<number> | undefined;
  /** The UIDs that are here, read once: a large folder has many. */
  const here = (): Set<number> => {
    loaded ??= new Set(store.uids(folder.id));
    return loaded;
  };
  /** As many as were here, and what came and went since. */
  let counted = work.sync.exists;

  /** A first synchronisation goes on beside this and writes how far it is. */
  const withSeeding = (next: FolderSyncState): FolderSyncState => ({
    ...next,
    seededDownTo: store.folder(folder.path)?.sync?.seededDownTo ?? next.seededDownTo,
  });
  const expunge = (uids: readonly number[]): void => {
    const known = uids.filter((uid) => here().has(uid));
    for (const piece of pieces(known, batchSize)) {
      tellChange(events, store.expunge(folder.id, piece, withSeeding(asLongAsUnfinished)));
      for (const uid of piece) here().delete(uid);
    }
    counted -= known.length;
  };
  const changeFlags = (changes: readonly FlagChange[]): void => {
    for (const piece of pieces(changes, batchSize)) {
      tellChange(events, store.changeFlags(folder.id, piece, withSeeding(asLongAsUnfinished)));
    }
  };
  const put = (messages: readonly FetchedMessage[], next: FolderSyncState): void => {
    const change = store.putMessages(folder.id, messages, withSeeding(next));
    tellChange(events, change);
    counted += change.added.length;
    for (const { uid } of messages) loaded?.add(uid);
    if (work.announce) announceNew(store, events, folder.path, change, (uid) => uid >= work.sync.uidNext);
  };

  const add = async (): Promise<void> => {
    const fresh: UidRange = { from: work.sync.uidNext, to: server.uidNext - 1 };
    if (fresh.from > fresh.to) return;
    const isNew = ({ uid }: FetchedMessage): boolean => uid >= fresh.from && uid <= fresh.to;
    const upTo = (uidNext: number): FolderSyncState => {
      asLongAsUnfinished = { ...asLongAsUnfinished, uidNext };
      return asLongAsUnfinished;
    };
    if (fresh.to - fresh.from < batchSize) {
      const messages = (await selected.messages([fresh])).filter(isNew);
      put(messages, upTo(server.uidNext));
      return;
    }
    const top = (await selected.newest(firstRows)).filter(isNew);
    if (top.length > 0) put(top, asLongAsUnfinished);
    // Oldest first: everything below UIDNEXT is here then, wherever this is cut short.
    for (const piece of pieces(await selected.uids(fresh), batchSize)) {
      const messages = (await selected.messages(rangesOf(piece))).filter(isNew);
      put(messages, upTo((piece.at(-1) as number) + 1));
    }
    store.putSync(folder.id, withSeeding(upTo(server.uidNext)));
  };

  /** Makes the UIDs of a range equal; `told` is what the server has there. */
  const settle = async (range: UidRange, told: readonly number[]): Promise<void> => {
    const theirs = new Set(told);
    expunge([...here()].filter((uid) => uid >= range.from && uid <= range.to && !theirs.has(uid)));
    const missing = told.filter((uid) => uid >= range.from && uid <= range.to && !here().has(uid));
    for (const piece of pieces(missing, batchSize)) {
      put(await selected.messages(rangesOf(piece)), asLongAsUnfinished);
    }
  };

  const compare = async (flags: boolean): Promise<void> => {
    const ours = [...here()].filter((uid) => uid >= known.from && uid <= known.to);
    for (const block of coveringBlocks(ascending(ours), known, flags ? compareBlock : searchBlock)) {
      if (flags) {
        const told = await selected.flags(block);
        await settle(
          block,
          told.map(({ uid }) => uid),
        );
        changeFlags(told);
      } else await settle(block, await selected.uids(block));
    }
  };

  const settleCount = async (): Promise<void> => {
    if (partial) return;
    // What QRESYNC tells is complete; otherwise only counting shows what went.
    if (plan.kind === 'qresync' && selected.changes !== undefined && counted === server.exists) return;
    counted = here().size;
    if (counted === server.exists) return;
    const all: UidRange = { from: 1, to: server.uidNext - 1 };
    for (const block of coveringBlocks(ascending([...here()]), all, searchBlock)) {
      await settle(block, await selected.uids(block));
      if (here().size === server.exists) break;
    }
    counted = here().size;
  };

  const since = async (): Promise<void> => {
    const { changes } = selected;
    if (plan.kind === 'qresync' && changes !== undefined) {
      expunge(changes.vanished);
      changeFlags(changes.flags.filter(({ uid }) => uid <= known.to));
    } else if (known.from <= known.to) changeFlags(await selected.flags(known, work.sync.highestModSeq));
  };

  if (plan.kind === 'qresync' || plan.kind === 'condstore') await since();
  await add();
  if (plan.kind === 'compare') await compare(plan.flags);
  await settleCount();
  const finished: FolderSyncState = {
    ...work.sync,
    uidNext: server.uidNext,
    // While a first synchronisation runs, what it fetched earlier may have changed since: its first mod-seq stays.
    ...(partial ? { comparedAt: 0, exists: server.exists } : { highestModSeq: server.highestModSeq, exists: counted }),
    ...(plan.kind === 'compare' && plan.flags && !partial ? { comparedAt: work.now() } : {}),
  };
  store.putSync(folder.id, withSeeding(finished));
};
