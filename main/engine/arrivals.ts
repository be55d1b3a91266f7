import type { Failure } from '../../app/domain/failure.ts';
import type { Folder, MessageRow } from '../../app/domain/mail.ts';
import type { NewMail } from '../../app/domain/new-mail.ts';
import type { Result } from '../../app/domain/result.ts';

/** Time in which what arrives in a folder is told together and first words come in, in milliseconds. */
const gathering = 1_200;
/** Messages looked at and named of what arrived. */
const most = 50;
const named = 5;

export type Arrivals = {
  readonly arrived: (folder: string, ids: readonly number[]) => void;
  readonly end: () => void;
};

type Reader = {
  readonly listFolders: () => Result<Folder[], Failure>;
  readonly listMessages: (folder: string, limit: number) => Result<{ rows: MessageRow[] }, Failure>;
};

/**
 * Gathers new mail of one account before it is told: by then its first words are mostly here, and what another
 * program has read or moved away in the meantime is not told at all.
 */
export const createArrivals = (
  account: string,
  reader: () => Promise<Result<Reader, Failure>>,
  tell: (news: NewMail) => void,
): Arrivals => {
  const waiting = new Map<string, Set<number>>();
  const timers = new Set<NodeJS.Timeout>();

  const gathered = async (path: string): Promise<void> => {
    const ids = waiting.get(path) ?? new Set();
    waiting.delete(path);
    const open = await reader();
    if (!open.ok) return;
    const folders = open.value.listFolders();
    const listed = open.value.listMessages(path, Math.min(1000, ids.size + most));
    const folder = folders.ok ? folders.value.find((one) => one.path === path) : undefined;
    if (!listed.ok || folder === undefined) return;
    const fresh = listed.value.rows.filter((row) => ids.has(row.id) && row.unread);
    if (fresh.length === 0) return;
    const messages = fresh
      .slice(0, named)
      .map(({ id, key, from, subject, preview }) => ({ id, key, from, subject, preview }));
    const { name, role } = folder;
    tell({ account, folder: { path, name, role }, count: fresh.length, messages });
  };

  return {
    arrived: (folder, ids) => {
      const known = waiting.get(folder);
      if (known !== undefined) {
        for (const id of ids) known.add(id);
        return;
      }
      waiting.set(folder, new Set(ids));
      const timer = setTimeout(() => {
        timers.delete(timer);
        void gathered(folder);
      }, gathering);
      timers.add(timer);
    },
    end: () => {
      for (const timer of timers) clearTimeout(timer);
      waiting.clear();
    },
  };
};
