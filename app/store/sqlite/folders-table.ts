import type { FolderRole } from '../../domain/mail.ts';
import type { FolderFacts, FolderId, FolderSyncState, StoredFolder } from '../port.ts';
import type { Database } from './database.ts';

type FolderRecord = {
  id: number;
  path: string;
  delimiter: string;
  role: string;
  role_source: string;
  selectable: number;
  subscribed: number;
  chosen: string | null;
  uid_validity: string | null;
  uid_next: number | null;
  highest_mod_seq: string | null;
  server_exists: number | null;
  seeded_down_to: number | null;
  compared_at: number | null;
  total: number;
  unread: number;
};

const toSync = (record: FolderRecord): FolderSyncState | undefined =>
  record.uid_validity === null
    ? undefined
    : {
        uidValidity: record.uid_validity,
        uidNext: record.uid_next ?? 1,
        highestModSeq: record.highest_mod_seq ?? undefined,
        exists: record.server_exists ?? 0,
        seededDownTo: record.seeded_down_to ?? 1,
        comparedAt: record.compared_at ?? 0,
      };

const toFolder = (record: FolderRecord): StoredFolder => ({
  id: record.id,
  path: record.path,
  delimiter: record.delimiter,
  role: record.role as FolderRole,
  roleSource: record.role_source === 'server' ? 'server' : 'guess',
  selectable: record.selectable !== 0,
  subscribed: record.subscribed !== 0,
  chosenRole: (record.chosen ?? undefined) as FolderRole | undefined,
  sync: toSync(record),
  total: record.total,
  unread: record.unread,
});

const select = 'SELECT f.*, c.role AS chosen FROM folder f LEFT JOIN folder_choice c ON c.path = f.path';

export type FoldersTable = ReturnType<typeof createFoldersTable>;

export const createFoldersTable = (db: Database) => ({
  all: (): StoredFolder[] => db.prepare(`${select} ORDER BY f.path`).all<FolderRecord>([]).map(toFolder),

  byPath: (path: string): StoredFolder | undefined => {
    const record = db.prepare(`${select} WHERE f.path = ?`).get<FolderRecord>([path]);
    return record && toFolder(record);
  },

  /** What a person chose, or the server said. */
  roleOf: (folder: FolderId): FolderRole => {
    const record = db
      .prepare(
        'SELECT coalesce(c.role, f.role) AS role FROM folder f LEFT JOIN folder_choice c ON c.path = f.path WHERE f.id = ?',
      )
      .get<{ role: FolderRole }>([folder]);
    return record?.role ?? 'none';
  },

  put: (facts: FolderFacts): FolderId => {
    const record = db
      .prepare(
        `INSERT INTO folder (path, delimiter, role, role_source, selectable, subscribed) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (path) DO UPDATE SET delimiter = excluded.delimiter, role = excluded.role,
           role_source = excluded.role_source, selectable = excluded.selectable, subscribed = excluded.subscribed
         RETURNING id`,
      )
      .get<{ id: number }>([
        facts.path,
        facts.delimiter,
        facts.role,
        facts.roleSource,
        Number(facts.selectable),
        Number(facts.subscribed),
      ]);
    return record?.id ?? 0;
  },

  rename: ({ id, path }: Pick<StoredFolder, 'id' | 'path'>, to: string): void => {
    db.prepare('UPDATE folder SET path = ? WHERE id = ?').run([to, id]);
    db.prepare('UPDATE OR REPLACE folder_choice SET path = ? WHERE path = ?').run([to, path]);
  },

  remove: (folder: FolderId): void => {
    db.prepare('DELETE FROM folder WHERE id = ?').run([folder]);
  },

  choose: (folder: FolderId, role: FolderRole | undefined): void => {
    if (role === undefined) {
      db.prepare('DELETE FROM folder_choice WHERE path = (SELECT path FROM folder WHERE id = ?)').run([folder]);
    } else {
      db.prepare('INSERT OR REPLACE INTO folder_choice (path, role) SELECT path, ? FROM folder WHERE id = ?').run([
        role,
        folder,
      ]);
    }
  },

  putSync: (folder: FolderId, sync: FolderSyncState): void => {
    db.prepare(
      `UPDATE folder SET uid_validity = ?, uid_next = ?, highest_mod_seq = ?, server_exists = ?, seeded_down_to = ?,
         compared_at = ? WHERE id = ?`,
    ).run([
      sync.uidValidity,
      sync.uidNext,
      sync.highestModSeq ?? null,
      sync.exists,
      sync.seededDownTo,
      sync.comparedAt,
      folder,
    ]);
  },

  addCounts: (folder: FolderId, total: number, unread: number, indexed: number): void => {
    db.prepare('UPDATE folder SET total = total + ?, unread = unread + ?, indexed = indexed + ? WHERE id = ?').run([
      total,
      unread,
      indexed,
      folder,
    ]);
  },
});
