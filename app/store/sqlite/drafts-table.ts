import type Database from '@signalapp/sqlcipher';
import { durably } from './durably.ts';

export type DraftState = 'editing' | 'outgoing' | 'dropped';

/** One draft. `letter`, `copy` (its copy on the server) and `uploading` are JSON whose schemas the drafts keep. */
export type DraftRow = {
  readonly id: string;
  readonly state: DraftState;
  /** Grows with every change. */
  readonly revision: number;
  readonly letter: string;
  readonly changedAt: number;
  readonly copy: string | undefined;
  readonly uploading: string | undefined;
};

export type DraftsTable = {
  readonly transaction: <Value>(work: () => Value) => Value;
  /** Oldest change first. */
  readonly all: () => DraftRow[];
  readonly get: (id: string) => DraftRow | undefined;
  readonly put: (row: DraftRow) => void;
  readonly setState: (id: string, state: DraftState) => void;
  readonly setCopy: (id: string, copy: string | undefined) => void;
  /** On the disk before it returns. */
  readonly setUploading: (id: string, uploading: string) => void;
  readonly remove: (id: string) => void;
};

const select = 'SELECT id, state, revision, letter, changed_at AS changedAt, copy, uploading FROM drafts';

const rowOf = (row: Record<string, string | number | null>): DraftRow => ({
  id: String(row['id']),
  state: row['state'] as DraftState,
  revision: Number(row['revision']),
  letter: String(row['letter']),
  changedAt: Number(row['changedAt']),
  copy: row['copy'] === null ? undefined : String(row['copy']),
  uploading: row['uploading'] === null ? undefined : String(row['uploading']),
});

export const createDraftsTable = (db: Database): DraftsTable => ({
  transaction: (work) => db.transaction(work)(),
  all: () => db.prepare(`${select} ORDER BY changed_at, id`).all<Record<string, string | number | null>>().map(rowOf),
  get: (id) => {
    const row = db.prepare(`${select} WHERE id = ?`).get<Record<string, string | number | null>>([id]);
    return row && rowOf(row);
  },
  put: ({ id, state, revision, letter, changedAt, copy, uploading }) =>
    void db
      .prepare(
        `INSERT OR REPLACE INTO drafts (id, state, revision, letter, changed_at, copy, uploading)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run([id, state, revision, letter, changedAt, copy ?? null, uploading ?? null]),
  setState: (id, state) => void db.prepare('UPDATE drafts SET state = ? WHERE id = ?').run([state, id]),
  setCopy: (id, copy) =>
    void db.prepare('UPDATE drafts SET copy = ?, uploading = NULL WHERE id = ?').run([copy ?? null, id]),
  setUploading: (id, uploading) =>
    durably(db, () => void db.prepare('UPDATE drafts SET uploading = ? WHERE id = ?').run([uploading, id])),
  remove: (id) => void db.prepare('DELETE FROM drafts WHERE id = ?').run([id]),
});
