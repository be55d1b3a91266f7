import type { Failure } from '../../domain/failure.ts';
import type { FolderSyncState, StoreChange, StoredFolder } from '../../store/port.ts';
import type { ServerState } from './planner.ts';
import type { SyncEvents, SyncStore } from './ports.ts';

/** The connection is what failed, not what was asked of the server. */
export const isConnection = (failure: Failure): boolean =>
  failure.code === 'mailUnavailable' || failure.code === 'mailRefused';

/** A folder as the store has it now, if it is still the folder that work was begun for. */
export const stillThere = (
  store: SyncStore,
  path: string,
  uidValidity: string,
): { readonly folder: StoredFolder; readonly sync: FolderSyncState } | undefined => {
  const folder = store.folder(path);
  return folder?.sync?.uidValidity === uidValidity ? { folder, sync: folder.sync } : undefined;
};

/** The state of a folder of which nothing was fetched yet. */
export const unfetched = (server: ServerState, now: number): FolderSyncState => ({
  uidValidity: server.uidValidity,
  uidNext: server.uidNext,
  highestModSeq: server.highestModSeq,
  exists: server.exists,
  seededDownTo: server.exists === 0 ? 1 : Math.max(2, server.uidNext),
  comparedAt: server.exists === 0 ? now : 0,
});

const isEmpty = (change: StoreChange): boolean =>
  change.folders.length + change.added.length + change.changed.length + change.removed.length === 0;

export const tellChange = (events: Pick<SyncEvents, 'changed'>, change: StoreChange): void => {
  if (!isEmpty(change)) events.changed(change);
};

/** Tells of the unread messages among those that a change brought to a folder. */
export const announceNew = (
  store: Pick<SyncStore, 'rows'>,
  events: Pick<SyncEvents, 'newMessages'>,
  path: string,
  { added }: StoreChange,
  isNew: (uid: number) => boolean,
): void => {
  if (added.length === 0) return;
  const rows = store
    .rows(added)
    .filter((row) => row.folder === path && isNew(row.uid) && !row.flags.includes('\\Seen'));
  const ids = rows.map(({ id }) => id);
  if (rows.length > 0) events.newMessages(path, ids, rows);
};
