import type { FolderId, MessageId, StoredRow, StoreReader } from '../port.ts';
import { createBodiesTable } from './bodies-table.ts';
import { createConversationLists } from './conversation-lists.ts';
import type { Database } from './database.ts';
import { createFoldersTable } from './folders-table.ts';
import { firstIdOf, secondOf } from './ids.ts';
import { type MessageRecord, selectMessages, toRow } from './message-rows.ts';
import { parseNumbers } from './number-lists.ts';
import { createPeopleTable } from './people-table.ts';
import { createSearch } from './search.ts';
import { snippetOf } from './snippet.ts';

const beyondEveryId = 2 ** 53 - 1;

/** The newest message of each conversation, from conversation and id by turns, newest first. */
const headsOf = (text: string): Float64Array => {
  const seen = new Set<number>();
  const heads: number[] = [];
  let thread = 0;
  parseNumbers(text, (value, index) => {
    if (index % 2 === 0) thread = value;
    else if (!seen.has(thread)) {
      seen.add(thread);
      heads.push(value);
    }
  });
  return Float64Array.from(heads);
};

export const createReader = (db: Database): StoreReader => {
  const folders = createFoldersTable(db);
  const bodies = createBodiesTable(db);
  const people = createPeopleTable(db);

  const rowsWhere = (condition: string, params: readonly (string | number)[]): StoredRow[] =>
    db
      .prepare(`${selectMessages} WHERE ${condition}`)
      .all<MessageRecord>([...params])
      .map(toRow);

  const text = (sql: string, folder: FolderId): string => {
    const value = db.prepare(sql, { pluck: true }).get([folder]);
    return typeof value === 'string' ? value : '';
  };

  const rows = (ids: readonly MessageId[]): StoredRow[] => {
    const found = new Map(
      rowsWhere('m.id IN (SELECT value FROM json_each(?))', [JSON.stringify(ids)]).map((row) => [row.id, row]),
    );
    return ids.flatMap((id) => found.get(id) ?? []);
  };

  const lists = createConversationLists(db, rows);

  return {
    folders: folders.all,
    folder: folders.byPath,
    listMessages: (folder, limit, before = beyondEveryId) =>
      rowsWhere('m.shown_folder = ? AND m.id < ? ORDER BY m.id DESC LIMIT ?', [folder, before, limit]),
    conversationHeads: (folder) =>
      headsOf(
        text(
          `SELECT group_concat(pair) FROM (
             SELECT thread_id || ',' || id AS pair FROM message INDEXED BY message_shown
             WHERE shown_folder = ? ORDER BY id DESC)`,
          folder,
        ),
      ),
    listConversations: lists.list,
    conversations: lists.conversations,
    idsIn: lists.idsIn,
    rows,
    conversation: (threadId) => rowsWhere('m.thread_id = ? AND m.shown_folder IS NOT NULL ORDER BY m.id', [threadId]),
    find: (folder, uidValidity, uid) =>
      rowsWhere('f.path = ? AND f.uid_validity = ? AND m.uid = ?', [folder, uidValidity, uid])[0],
    body: bodies.get,
    uids: (folder) => {
      const list = text(
        `SELECT group_concat(uid) FROM (
           SELECT uid FROM message INDEXED BY message_place WHERE folder_id = ? ORDER BY uid)`,
        folder,
      );
      const uids: number[] = [];
      parseNumbers(list, (uid) => uids.push(uid));
      return Uint32Array.from(uids);
    },
    withoutBody: (folder, since, limit) =>
      rowsWhere('m.folder_id = ? AND m.id >= ? AND m.body_state = 0 ORDER BY m.id DESC LIMIT ?', [
        folder,
        firstIdOf(secondOf(since)),
        limit,
      ]),
    ...createSearch(db, rows),
    suggestPeople: people.suggest,
    findPeople: people.find,
    snippet: (id, query) => snippetOf(bodies.text(id)?.text ?? '', query),
  };
};
