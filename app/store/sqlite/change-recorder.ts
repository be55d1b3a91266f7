import type { FolderId, MessageId, StoreChange } from '../port.ts';
import { seen } from './flags.ts';
import type { FoldersTable } from './folders-table.ts';

/** What decides where a message is shown and what it counts for. */
export type ShownState = {
  readonly folder: FolderId | null;
  readonly flags: number;
  /** 1: all of its text is in the index. */
  readonly bodyState: number;
};

type Delta = { total: number; unread: number; indexed: number };

/** Gathers what one transaction changed, keeps the counts of the folders, and tells it at the end. */
export type ChangeRecorder = {
  readonly added: (id: MessageId, state: ShownState) => void;
  readonly removed: (id: MessageId, state: ShownState) => void;
  readonly changed: (id: MessageId, before: ShownState, after: ShownState) => void;
  /** A folder's own facts changed. */
  readonly touched: (folder: FolderId) => void;
  /** Writes the counts; the last call within the transaction. */
  readonly finish: () => StoreChange;
};

export const createChangeRecorder = (folders: FoldersTable): ChangeRecorder => {
  const deltas = new Map<FolderId, Delta>();
  const added = new Set<MessageId>();
  /** Added, and not asked for yet: most never are, and a list takes them much faster than a set. */
  let fresh: MessageId[] = [];
  const changed = new Set<MessageId>();
  const removed = new Set<MessageId>();

  const deltaOf = (folder: FolderId): Delta => {
    let delta = deltas.get(folder);
    if (delta === undefined) {
      delta = { total: 0, unread: 0, indexed: 0 };
      deltas.set(folder, delta);
    }
    return delta;
  };

  const count = ({ folder, flags, bodyState }: ShownState, sign: 1 | -1): void => {
    if (folder === null) return;
    const delta = deltaOf(folder);
    delta.total += sign;
    if ((flags & seen) === 0) delta.unread += sign;
    if (bodyState === 1) delta.indexed += sign;
  };

  const everyAdded = (): Set<MessageId> => {
    for (const id of fresh) added.add(id);
    fresh = [];
    return added;
  };

  const appear = (id: MessageId): void => {
    if (removed.delete(id)) changed.add(id);
    else fresh.push(id);
  };

  const disappear = (id: MessageId): void => {
    changed.delete(id);
    if (!everyAdded().delete(id)) removed.add(id);
  };

  return {
    added: (id, state) => {
      count(state, 1);
      if (state.folder !== null) appear(id);
    },
    removed: (id, state) => {
      count(state, -1);
      if (state.folder !== null) disappear(id);
    },
    changed: (id, before, after) => {
      count(before, -1);
      count(after, 1);
      if (before.folder === null && after.folder === null) return;
      if (before.folder === null) appear(id);
      else if (after.folder === null) disappear(id);
      else if (!everyAdded().has(id)) changed.add(id);
    },
    touched: (folder) => void deltaOf(folder),
    finish: () => {
      for (const [folder, { total, unread, indexed }] of deltas) {
        if (total !== 0 || unread !== 0 || indexed !== 0) folders.addCounts(folder, total, unread, indexed);
      }
      return {
        folders: [...deltas.keys()],
        added: added.size === 0 ? fresh : [...everyAdded()],
        changed: [...changed],
        removed: [...removed],
      };
    },
  };
};
