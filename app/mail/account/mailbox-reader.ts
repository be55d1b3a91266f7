import type {
  ConversationList,
  ConversationPlace,
  ConversationRow,
  ListFilter,
  ListOrder,
} from '../../domain/conversation.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Folder, MessageBody, MessageKey, MessageRow } from '../../domain/mail.ts';
import type { KnownPerson } from '../../domain/person.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { parseSearch, type SearchProblem } from '../../domain/search-parser.ts';
import { allOf } from '../../domain/search-tree.ts';
import type { SearchClock } from '../../domain/search-values.ts';
import type { BodyFacts, ListPlace, StoredFolder, StoredRow, StoreReader } from '../../store/port.ts';
import { compareFolders } from '../imap/folder-role.ts';
import { conversationMessages } from './conversation-messages.ts';
import { conversationRowOf } from './conversation-rows.ts';
import { createListVersions } from './list-versions.ts';
import { messageRowOf } from './message-row.ts';

/** What a search found here, and how much of the mailbox it could look through. */
export type LocalSearch = {
  readonly rows: (MessageRow & { readonly snippet: string })[];
  readonly more: boolean;
  readonly indexed: number;
  readonly total: number;
  readonly unlisted: number;
  /** Only where the best match comes first: so many of the newest found were compared, all of them unless `bounded`. */
  readonly ranked?: { readonly compared: number; readonly bounded: boolean };
  readonly problems: SearchProblem[];
};

/** Which page of what a search finds. Newest first goes on `before` a row's id; best match first leaves out `skip`. */
export type SearchPage = {
  readonly limit: number;
  readonly before?: number | undefined;
  /** Path of the one folder that is searched. */
  readonly folder?: string | undefined;
  readonly order?: 'newest' | 'relevance' | undefined;
  readonly skip?: number | undefined;
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
  readonly listConversations: (asked: {
    readonly place: ConversationPlace;
    readonly order: ListOrder;
    readonly filter: ListFilter;
    readonly kept?: readonly number[] | undefined;
    readonly since?: number | undefined;
    /** So many rows of the beginning come along. */
    readonly rows: number;
  }) => Result<ConversationList, Failure>;
  readonly conversationRows: (
    place: ConversationPlace,
    heads: readonly number[],
  ) => Result<{ rows: ConversationRow[] }, Failure>;
  readonly messageIds: (
    place: ConversationPlace,
    unreadOnly: boolean,
    threads: Float64Array | undefined,
  ) => Result<{ ids: Float64Array<ArrayBuffer> }, Failure>;
  readonly readMessage: (key: MessageKey) => Promise<Result<MessageBody, Failure>>;
  readonly readWholeMessage: (key: MessageKey) => Promise<Result<MessageBody, Failure>>;
  /** Oldest first. */
  readonly readConversation: (key: MessageKey) => Result<{ messages: MessageRow[] }, Failure>;
  /** The message as it came, with everything in it; what is not here is fetched now. */
  readonly readWhole: (key: MessageKey) => Promise<Result<BodyFacts, Failure>>;
  readonly search: (text: string, page: SearchPage) => LocalSearch;
  readonly suggestPeople: (text: string, limit: number) => KnownPerson[];
  readonly findPeople: (addresses: readonly string[]) => KnownPerson[];
};

const noSuchEntity: Failure = { code: 'noSuchEntity' };

/**
 * @param fetchBody gets the text of a message that is not here yet, or all of it with `whole`, and keeps it
 * @param parse makes a message readable
 */
export const createMailboxReader = (options: {
  readonly store: StoreReader;
  readonly clock: () => SearchClock;
  /** Why a folder that was never fetched shows nothing. */
  readonly whyNothing: () => Failure;
  readonly fetchBody: (wanted: MessageKey & { readonly whole?: boolean }) => Promise<Result<unknown, Failure>>;
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
  const versions = createListVersions();
  const placeOf = (place: ConversationPlace): Result<{ place: ListPlace; folder?: StoredFolder }, Failure> => {
    if (place.kind !== 'folder') return succeed({ place: place.kind });
    const folder = store.folder(place.folder);
    if (folder?.sync !== undefined) return succeed({ place: folder.id, folder });
    return fail(folder === undefined && store.folders().length > 0 ? noSuchEntity : options.whyNothing());
  };
  // Until everything was fetched once, the server knows better how much there is.
  const totalOf = ({ sync, total }: StoredFolder): number =>
    sync !== undefined && sync.seededDownTo > 1 ? Math.max(total, sync.exists) : total;

  const readWhole = async (key: MessageKey): Promise<Result<BodyFacts, Failure>> => {
    const row = store.find(key.folder, key.uidValidity, key.uid);
    if (row === undefined) return fail(noSuchEntity);
    const here = await bodyOf(row, key);
    if (!here.ok || here.value.complete) return here;
    const fetched = await options.fetchBody({ ...key, whole: true });
    return fetched.ok ? bodyOf(row, key) : fetched;
  };
  return {
    listFolders: () => {
      const folders = store.folders();
      if (folders.length === 0) return fail(options.whyNothing());
      const chosen = new Set(folders.map(({ chosenRole }) => chosenRole));
      return succeed(
        folders
          .filter((folder) => folder.selectable)
          .map((folder) => ({
            path: folder.path,
            name: folder.path.split(folder.delimiter || '\0').at(-1) ?? folder.path,
            // Where a person chose another folder for a role, the server's own is an ordinary one.
            role: folder.chosenRole ?? (chosen.has(folder.role) ? 'none' : folder.role),
            total: folder.total,
            unread: folder.unread,
            delimiter: folder.delimiter,
            subscribed: folder.subscribed,
            roleChosen: folder.chosenRole !== undefined,
          }))
          .sort(compareFolders),
      );
    },
    listMessages: (path, limit, before) => {
      const folder = store.folder(path);
      if (folder?.sync === undefined)
        return fail(folder === undefined && store.folders().length > 0 ? noSuchEntity : options.whyNothing());
      return succeed({
        total: totalOf(folder),
        rows: store.listMessages(folder.id, limit, before).map(messageRowOf),
      });
    },
    listConversations: ({ place, order, filter, kept, since, rows }) => {
      const found = placeOf(place);
      if (!found.ok) return found;
      const listed = store.listConversations(found.value.place, order, filter, kept);
      const first = store.conversations(found.value.place, [...listed.heads.slice(0, rows)]);
      return succeed({
        ...versions(JSON.stringify([place, order, filter]), listed, since),
        moved: [...listed.moved],
        rows: first.map(conversationRowOf),
        messages: found.value.folder === undefined ? listed.heads.length : totalOf(found.value.folder),
      });
    },
    conversationRows: (place, heads) => {
      const found = placeOf(place);
      return found.ok ? succeed({ rows: store.conversations(found.value.place, heads).map(conversationRowOf) }) : found;
    },
    messageIds: (place, unreadOnly, threads) => {
      const found = placeOf(place);
      if (!found.ok) return found;
      const ids = store.idsIn(found.value.place, unreadOnly, threads === undefined ? undefined : [...threads]);
      return succeed({ ids: Float64Array.from(ids) });
    },
    readMessage: async (key) => {
      const row = store.find(key.folder, key.uidValidity, key.uid);
      if (row === undefined) return fail({ code: 'noSuchEntity' });
      const body = await bodyOf(row, key);
      return body.ok ? options.parse(key, body.value) : body;
    },
    readWholeMessage: async (key) => {
      const body = await readWhole(key);
      return body.ok ? options.parse(key, body.value) : body;
    },
    readConversation: (key) => {
      const row = store.find(key.folder, key.uidValidity, key.uid);
      if (row === undefined) return fail(noSuchEntity);
      const rows = conversationMessages(store.conversation(row.threadId), row, store.folders());
      return succeed({ messages: rows.map(messageRowOf) });
    },
    readWhole,
    suggestPeople: (text, limit) => store.suggestPeople(text, limit, options.clock().now),
    findPeople: store.findPeople,
    search: (text, { limit, before, folder, order, skip = 0 }) => {
      const parsed = parseSearch(text, options.clock());
      const query = folder === undefined ? parsed.query : allOf([{ kind: 'in', folder, exact: true }, parsed.query]);
      const ranked = order === 'relevance' ? store.searchRanked(query, limit, skip) : undefined;
      const { rows, more, indexed, total, unlisted } = ranked ?? store.search(query, limit, before);
      return {
        rows: rows.map((row) => ({ ...messageRowOf(row), snippet: store.snippet(row.id, query) })),
        more,
        indexed,
        total,
        unlisted,
        ...(ranked === undefined ? {} : { ranked: { compared: ranked.compared, bounded: ranked.bounded } }),
        problems: [...parsed.problems],
      };
    },
  };
};
