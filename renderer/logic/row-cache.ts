import type { ConversationRow } from '../../app/domain/conversation.ts';

/** Rows of a list, as many as may be looked at again soon. */
export type RowCache = {
  readonly get: (head: number) => ConversationRow | undefined;
  /** @returns whether any row is another one than before */
  readonly put: (rows: readonly ConversationRow[]) => boolean;
  /** Those of the given lines whose rows are not here, or not known to be as they were. */
  readonly missing: (heads: Iterable<number>) => number[];
  /** Everything may have changed; what is here stays until it is read anew. */
  readonly age: () => void;
  readonly change: (head: number, change: Partial<ConversationRow>) => void;
};

/** Rows kept; more than that is read again from the store in a few milliseconds. */
const most = 1_500;

export const createRowCache = (): RowCache => {
  type Kept = { row: ConversationRow; text: string; age: number };
  const kept = new Map<number, Kept>();
  let age = 0;
  return {
    get: (head) => kept.get(head)?.row,
    put: (rows) => {
      let changed = false;
      for (const row of rows) {
        const text = JSON.stringify(row);
        const before = kept.get(row.id);
        // The same object stays for what is equal, so that nothing of it is drawn anew.
        const same = before !== undefined && before.text === text;
        changed ||= !same;
        kept.delete(row.id);
        kept.set(row.id, { row: same ? before.row : row, text, age });
      }
      for (const head of kept.keys()) {
        if (kept.size <= most) break;
        kept.delete(head);
      }
      return changed;
    },
    missing: (heads) => [...heads].filter((head) => kept.get(head)?.age !== age),
    age: () => {
      age += 1;
    },
    change: (head, change) => {
      const before = kept.get(head);
      if (before === undefined) return;
      const row = { ...before.row, ...change };
      kept.set(head, { ...before, row, text: JSON.stringify(row) });
    },
  };
};
