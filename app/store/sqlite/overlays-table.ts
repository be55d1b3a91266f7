import type { FolderId, MessageId } from '../port.ts';
import type { Database } from './database.ts';
import { overlayFlags, packFlags, type StoredFlags, unpackFlags } from './flags.ts';

/** A message's pending local changes, and what the server says of it meanwhile. */
export type Overlay = {
  readonly server: StoredFlags;
  readonly added: StoredFlags;
  readonly removed: StoredFlags;
  readonly moved: boolean;
  readonly movedTo: FolderId | null;
};

type OverlayRecord = {
  server_flags: number;
  server_keywords: string;
  added: string;
  removed: string;
  moved: number;
  moved_to: number | null;
};

const toText = (flags: StoredFlags): string => unpackFlags(flags.bits, flags.keywords).join(' ');
const fromText = (text: string): StoredFlags => packFlags(text === '' ? [] : text.split(' '));

export const shownFlags = (overlay: Overlay): StoredFlags =>
  overlayFlags(overlay.server, overlay.added, overlay.removed);

export type OverlaysTable = ReturnType<typeof createOverlaysTable>;

export const createOverlaysTable = (db: Database) => {
  const select = db.prepare('SELECT * FROM overlay WHERE id = ?');
  return {
    get: (id: MessageId): Overlay | undefined => {
      const record = select.get<OverlayRecord>([id]);
      return (
        record && {
          server: { bits: record.server_flags, keywords: record.server_keywords },
          added: fromText(record.added),
          removed: fromText(record.removed),
          moved: record.moved !== 0,
          movedTo: record.moved_to,
        }
      );
    },
    put: (id: MessageId, overlay: Overlay): void => {
      db.prepare(
        `INSERT OR REPLACE INTO overlay (id, server_flags, server_keywords, added, removed, moved, moved_to)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ).run([
        id,
        overlay.server.bits,
        overlay.server.keywords,
        toText(overlay.added),
        toText(overlay.removed),
        Number(overlay.moved),
        overlay.movedTo,
      ]);
    },
    remove: (id: MessageId): void => {
      db.prepare('DELETE FROM overlay WHERE id = ?').run([id]);
    },
    movedTo: (folder: FolderId): MessageId[] =>
      db.prepare('SELECT id FROM overlay WHERE moved_to = ?', { pluck: true }).all([folder]).map(Number),
  };
};
