import type Database from '@signalapp/sqlcipher';

/** The bytes of what is attached to drafts. */
export type DraftFilesTable = {
  /** @param addedAt milliseconds since 1970 */
  readonly add: (id: string, draft: string, bytes: Uint8Array, addedAt: number) => void;
  readonly get: (id: string) => Buffer | undefined;
  readonly remove: (id: string) => void;
  readonly removeOf: (draft: string) => void;
  /** Those of drafts that are gone, and were added before a moment. */
  readonly removeForgotten: (before: number) => void;
};

export const createDraftFilesTable = (db: Database): DraftFilesTable => ({
  add: (id, draft, bytes, addedAt) =>
    void db
      .prepare('INSERT INTO draft_file (id, draft, bytes, added_at) VALUES (?, ?, ?, ?)')
      .run([id, draft, Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength), addedAt]),
  get: (id) => {
    const bytes = db.prepare('SELECT bytes FROM draft_file WHERE id = ?', { pluck: true }).get([id]);
    return bytes instanceof Uint8Array ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : undefined;
  },
  remove: (id) => void db.prepare('DELETE FROM draft_file WHERE id = ?').run([id]),
  removeOf: (draft) => void db.prepare('DELETE FROM draft_file WHERE draft = ?').run([draft]),
  removeForgotten: (before) =>
    void db.prepare('DELETE FROM draft_file WHERE added_at < ? AND draft NOT IN (SELECT id FROM drafts)').run([before]),
});
