import type { FolderSyncState } from '../../store/port.ts';
import { batchSize } from './catch-up.ts';
import { announceNew, stillThere, tellChange } from './folder-state.ts';
import type { FolderSync } from './folder-sync.ts';
import type { WatchedFolder } from './ports.ts';
import { pieces } from './uid-ranges.ts';

/** The largest UID there can be (RFC 3501 section 2.3.1.1). */
const lastUid = 0xffffffff;

/** What the server told of a folder. */
export type Wanted = { readonly added: boolean; readonly flags: boolean };

export type NewsOptions = {
  /** The server has told nothing, somebody asks. */
  readonly look: boolean;
  /** Tells of new messages. */
  readonly announce: boolean;
  readonly signal?: AbortSignal | undefined;
};

const take = async (
  { store, events }: FolderSync,
  path: string,
  selected: WatchedFolder,
  drain: () => Wanted,
  { look, announce }: NewsOptions,
): Promise<boolean> => {
  if (look) await selected.ask();
  const heard = drain();
  const wants = { added: heard.added || look, flags: heard.flags || look };
  const here = () => stillThere(store, path, selected.uidValidity);
  const begun = here();
  if (begun === undefined) return false;
  const { highestModSeq, uidNext, seededDownTo, exists } = begun.sync;
  if (wants.flags && (highestModSeq === undefined || selected.extension === 'none')) return false;
  const coming = selected.exists() - exists;
  if (coming < 0 || coming > batchSize) return false;

  // As many may have come as went.
  if (coming > 0 || wants.added) {
    const told = await selected.messages([{ from: uidNext, to: lastUid }]);
    const now = here();
    if (now === undefined) return false;
    const fresh = told.filter(({ uid }) => uid >= now.sync.uidNext);
    if (fresh.length > 0) {
      const change = store.putMessages(now.folder.id, fresh, {
        ...now.sync,
        uidNext: Math.max(...fresh.map(({ uid }) => uid + 1)),
        exists: now.sync.exists + fresh.length,
      });
      tellChange(events, change);
      if (announce) announceNew(store, events, path, change, (uid) => uid >= uidNext);
    }
  }

  const isWhole = (state: FolderSyncState | undefined): state is FolderSyncState =>
    state !== undefined && state.exists === selected.exists();
  if (!wants.flags) return isWhole(here()?.sync);

  // Spoken of before the question, so that the answer brings all changes up to there.
  const proven = selected.spokenOf();
  const known = { from: seededDownTo, to: uidNext - 1 };
  const changes = known.from > known.to ? [] : await selected.flags(known, highestModSeq);
  for (const piece of pieces(changes, batchSize)) {
    const now = here();
    if (now === undefined) return false;
    tellChange(events, store.changeFlags(now.folder.id, piece, now.sync));
  }
  const after = here();
  if (!isWhole(after?.sync) || after === undefined) return false;
  // Messages of a first synchronisation that is under way may have changed since they were fetched.
  if (proven !== undefined && seededDownTo === 1 && BigInt(proven) > BigInt(highestModSeq ?? 0)) {
    store.putSync(after.folder.id, { ...after.sync, highestModSeq: proven });
  }
  return true;
};

/**
 * Fetches what is new in a watched folder over the connection that heard of it: to select the folder once more on
 * another would have the server read a large one again. Whatever is written as known is: messages up to UIDNEXT, and
 * changes of flags up to a mod-seq that the server had spoken of before it was asked for them. Messages that went are
 * only noticed, by their number.
 * @param drain gives what was heard up to the moment at which it is fetched
 * @returns false: this did not bring everything, a full look at the folder has to
 */
export const takeNews = async (
  sync: FolderSync,
  path: string,
  drain: () => Wanted,
  options: NewsOptions,
): Promise<boolean> => {
  if (sync.store.folder(path)?.sync === undefined) return false;
  const { look, signal } = options;
  const taken = await sync.remote.inWatched(path, { heard: !look, signal }, (selected) =>
    take(sync, path, selected, drain, options),
  );
  return taken.ok && taken.value === true;
};
