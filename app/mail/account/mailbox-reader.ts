import type { Failure } from '../../domain/failure.ts';
import type { Folder, MessageBody, MessageKey, MessageRow } from '../../domain/mail.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { parseSearch, type SearchProblem } from '../../domain/search-parser.ts';
import type { SearchClock } from '../../domain/search-values.ts';
import type { BodyFacts, StoredRow, StoreReader } from '../../store/port.ts';
import { compareFolders } from '../imap/folder-role.ts';
import { messageRowOf } from './message-row.ts';

/** What a search found here, and how much of the mailbox it could look through. */
export type LocalSearch = {
  readonly rows: (MessageRow & { readonly snippet: string })[];
  readonly more: boolean;
  readonly indexed: number;
  readonly total: number;
  readonly problems: SearchProblem[];
};

/** Everything the window reads of one account; answered from the local store alone, whatever the network does. */
export type MailboxReader = {
  readonly listFolders: () => Result<Folder[], Failure>;
  /** Newest first. @param before a row's id: only older ones */
  readonly listMessages: (
    folder: string,
    limit: number,
    before?: number,
  ) => Result<{ total: number; rows: MessageRow[] }, Failure>;
  readonly readMessage: (key: MessageKey) => Promise<Result<MessageBody, Failure>>;
  readonly search: (text: string, limit: number, before?: number) => LocalSearch;
};

const noSuchEntity: Failure = { code: 'noSuchEntity' };

/**
 * @param fetchBody gets the text of a message that is not here yet, and keeps it
 * @param parse makes a message readable
 */
export const createMailboxReader = (options: {
  readonly store: StoreReader;
  readonly clock: () => SearchClock;
  /** Why a folder that was never fetched shows nothing. */
  readonly whyNothing: () => Failure;
  readonly fetchBody: (key: MessageKey) => Promise<Result<unknown, Failure>>;
  readonly parse: (key: MessageKey, body: BodyFacts) => Promise<Result<MessageBody, Failure>>;
}): MailboxReader => {
  const { store } = options;
  const bodyOf = async (row: StoredRow, key: MessageKey): Promise<Result<BodyFacts, Failure>> => {
    const here = store.body(row.id);
    if (here !== undefined) return succeed(here);
    const fetched = await options.fetchBody(key);
    if (!fetched.ok) return fetched;
    const now = store.body(row.id);
    return now === undefined ? fail({ code: 'noSuchEntity' }) : succeed(now);
  };
  return {
    listFolders: () => {
      const folders = store.folders();
      if (folders.length === 0) return fail(options.whyNothing());
      return succeed(
        folders
          .filter((folder) => folder.selectable)
          .map((folder) => ({
            path: folder.path,
            name: folder.path.split(folder.delimiter || '\0').at(-1) ?? folder.path,
            role: folder.chosenRole ?? folder.role,
            total: folder.total,
            unread: folder.unread,
          }))
          .sort(compareFolders),
      );
    },
    listMessages: (path, limit, before) => {
      const folder = store.folder(path);
      if (folder?.sync === undefined)
        return fail(folder === undefined && store.folders().length > 0 ? noSuchEntity : options.whyNothing());
      return succeed({
        // Until everything was fetched once, the server knows better how much there is.
        total: folder.sync.seededDownTo > 1 ? Math.max(folder.total, folder.sync.exists) : folder.total,
        rows: store.listMessages(folder.id, limit, before).map(messageRowOf),
      });
    },
    readMessage: async (key) => {
      const row = store.find(key.folder, key.uidValidity, key.uid);
      if (row === undefined) return fail({ code: 'noSuchEntity' });
      const body = await bodyOf(row, key);
      return body.ok ? options.parse(key, body.value) : body;
    },
    search: (text, limit, before) => {
      const { query, problems } = parseSearch(text, options.clock());
      const { rows, more, indexed, total } = store.search(query, limit, before);
      return {
        rows: rows.map((row) => ({ ...messageRowOf(row), snippet: store.snippet(row.id, query) })),
        more,
        indexed,
        total,
        problems: [...problems],
      };
    },
  };
};
