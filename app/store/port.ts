import type { ListFilter, ListOrder } from '../domain/conversation.ts';
import type { FolderRole, MailAddress } from '../domain/mail.ts';
import type { MessageHeaders } from '../domain/message-headers.ts';
import type { KnownPerson } from '../domain/person.ts';
import type { SearchQuery } from '../domain/search-query.ts';
import type { PackedMessages } from './packed-messages.ts';

/**
 * The local store of one account. A message's id is the store's own: it grows with the date the server received the
 * message (INTERNALDATE), so that newest first is id descending everywhere, the search index included.
 */
export type MessageId = number;
export type FolderId = number;

/** IMAP flags and keywords as the server writes them; system flags with their backslash. */
export type Flags = readonly string[];

export type FolderFacts = {
  readonly path: string;
  readonly delimiter: string;
  /** Special use told by the server (RFC 6154) or guessed from the name. */
  readonly role: FolderRole;
  readonly roleSource: 'server' | 'guess';
  readonly selectable: boolean;
  readonly subscribed: boolean;
};

/** Where the synchronisation of a folder stands; written in the same transaction as the messages it speaks of. */
export type FolderSyncState = {
  readonly uidValidity: string;
  /** The server's UIDNEXT when this was written: everything from here on is not known yet. */
  readonly uidNext: number;
  /** Highest mod-seq whose changes are all here, as decimal text (63 bits); undefined: the server has none. */
  readonly highestModSeq: string | undefined;
  /** Messages the server had. */
  readonly exists: number;
  /** UIDs below this were not fetched yet; 1 when the first synchronisation, newest first, has come to its end. */
  readonly seededDownTo: number;
  /** When flags and expunges were last compared in full, in milliseconds; 0 for never. */
  readonly comparedAt: number;
};

export type StoredFolder = FolderFacts & {
  readonly id: FolderId;
  /** What a person chose instead of `role`. */
  readonly chosenRole: FolderRole | undefined;
  readonly sync: FolderSyncState | undefined;
  /** Counts of what is shown, local changes included. */
  readonly total: number;
  readonly unread: number;
};

/** One message as a FETCH told it. */
export type FetchedMessage = {
  readonly uid: number;
  readonly modSeq: string | undefined;
  readonly flags: Flags;
  /** INTERNALDATE in milliseconds. */
  readonly receivedAt: number;
  /** RFC822.SIZE in bytes. */
  readonly size: number;
  readonly hasAttachment: boolean;
  readonly headers: MessageHeaders;
};

export type FlagChange = { readonly uid: number; readonly flags: Flags; readonly modSeq: string | undefined };

/** A message of the list. `folder` and `uid` are the server's place; local changes are already in the flags. */
export type StoredRow = {
  readonly id: MessageId;
  readonly threadId: number;
  readonly folder: string;
  readonly uidValidity: string;
  readonly uid: number;
  readonly subject: string;
  readonly from: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly receivedAt: number;
  readonly size: number;
  readonly flags: Flags;
  readonly hasAttachment: boolean;
  readonly messageId: string;
  /** First words of the text; empty until the body is here. */
  readonly preview: string;
  readonly hasBody: boolean;
};

/** What a list shows: a folder, or the flagged or put off of all folders but bin and junk. */
export type ListPlace = FolderId | 'flagged' | 'snoozed';

/** A list in its order: conversations, and the newest message of each in this place. */
export type ListedConversations = {
  readonly threads: Float64Array<ArrayBuffer>;
  readonly heads: Float64Array<ArrayBuffer>;
  /** Lines that stand where they do for another time than their newest message's, in milliseconds. */
  readonly moved: readonly { readonly thread: number; readonly at: number }[];
};

/** A conversation as a list shows it: `head` is its newest message in the place, the rest is said of them all. */
export type StoredConversation = {
  readonly head: StoredRow;
  /** Its messages in this place, newest first. */
  readonly ids: readonly MessageId[];
  /** Messages in every folder; bin and junk count only in themselves. */
  readonly count: number;
  /** Those of `ids` that are unread, and those that are flagged. */
  readonly unreadIds: readonly MessageId[];
  readonly flaggedIds: readonly MessageId[];
  readonly hasAttachment: boolean;
  readonly draft: boolean;
  /** Who wrote, the latest first. */
  readonly people: readonly MailAddress[];
  readonly snoozed?: { readonly until: number; readonly woken: boolean };
};

/** The text of a message for reading, preview and search. */
export type BodyFacts = {
  /** The message as it came (RFC 5322), whole, or with its attachments left out. */
  readonly source: Uint8Array;
  readonly complete: boolean;
  /** Plain text of all text parts, for the index and the preview. */
  readonly text: string;
  readonly attachmentNames: readonly string[];
  /** First words that say something, at most 200 characters; without it the store takes the beginning of `text`. */
  readonly preview?: string;
};

/** What a change did to what is shown; live queries and notifications are fed by it. */
export type StoreChange = {
  readonly folders: readonly FolderId[];
  readonly added: readonly MessageId[];
  readonly changed: readonly MessageId[];
  readonly removed: readonly MessageId[];
};

export type SearchAnswer = {
  /** Newest first. */
  readonly rows: readonly StoredRow[];
  /** More than `limit` were found. */
  readonly more: boolean;
  /** How many of the messages searched have their text in the index, and how many there are. */
  readonly indexed: number;
  readonly total: number;
  /** How many more the server has in these folders that a first synchronisation did not reach yet. */
  readonly unlisted: number;
};

/** Best match first. `compared`: so many of the newest found were put in order; all of them unless `bounded`. */
export type RankedAnswer = SearchAnswer & { readonly compared: number; readonly bounded: boolean };

/** Reads never wait for the writer. */
export type StoreReader = {
  readonly folders: () => StoredFolder[];
  readonly folder: (path: string) => StoredFolder | undefined;
  /** Newest first. @param before only messages older than this one */
  readonly listMessages: (folder: FolderId, limit: number, before?: MessageId) => StoredRow[];
  /** The newest message of each conversation of a folder, newest first: a list's skeleton. */
  readonly conversationHeads: (folder: FolderId) => Float64Array;
  /** Reading time grows with the number of messages in the place: some 40 ms for a hundred thousand, 200 ms where their headers decide the order. */
  readonly listConversations: (
    place: ListPlace,
    order: ListOrder,
    filter: ListFilter,
    /** Conversations that stay although they do not pass the filter any more. */
    kept?: readonly number[],
  ) => ListedConversations;
  /** In the order of `heads`; those that are gone are left out. */
  readonly conversations: (place: ListPlace, heads: readonly MessageId[]) => StoredConversation[];
  /** Messages of a place, of some conversations or of all. */
  readonly idsIn: (place: ListPlace, unreadOnly: boolean, threads?: readonly number[]) => MessageId[];
  readonly rows: (ids: readonly MessageId[]) => StoredRow[];
  /** All messages of a conversation in every folder, oldest first. */
  readonly conversation: (threadId: number) => StoredRow[];
  readonly find: (folder: string, uidValidity: string, uid: number) => StoredRow | undefined;
  readonly body: (id: MessageId) => BodyFacts | undefined;
  /** Ascending UIDs the folder has here by the server's account. */
  readonly uids: (folder: FolderId) => Uint32Array;
  /** Newest messages without a body received since; for the body policy. */
  readonly withoutBody: (folder: FolderId, since: number, limit: number) => StoredRow[];
  readonly search: (query: SearchQuery, limit: number, before?: MessageId) => SearchAnswer;
  /** As `search`, best match first. @param skip leaves out so many of the best */
  readonly searchRanked: (query: SearchQuery, limit: number, skip: number) => RankedAnswer;
  /** A piece of the text around the first match, matches between U+0002 and U+0003. */
  readonly snippet: (id: MessageId, query: SearchQuery) => string;
  /** People whose name or address has words that begin so; who is written to often and lately comes first. */
  readonly suggestPeople: (text: string, limit: number, now: number) => KnownPerson[];
  /** What is known of these addresses; those never seen are left out. */
  readonly findPeople: (addresses: readonly string[]) => KnownPerson[];
};

/** Each call is one transaction. */
export type StoreWriter = {
  /** Takes over the server's list; folders that are gone lose their messages. */
  readonly putFolders: (folders: readonly FolderFacts[]) => StoreChange;
  /** The server renamed a folder, and those below it: they keep their messages, unless the new one was fetched already. */
  readonly renameFolder: (path: string, to: string) => StoreChange;
  readonly chooseRole: (folder: FolderId, role: FolderRole | undefined) => void;
  /** Forgets every message of the folder (UIDVALIDITY changed) and begins anew. */
  readonly reseed: (folder: FolderId, sync: FolderSyncState) => StoreChange;
  /** A message that is here already is updated. Pending local changes stay on top of what the server said. */
  readonly putMessages: (folder: FolderId, batch: readonly FetchedMessage[], sync: FolderSyncState) => StoreChange;
  /** As `putMessages`, for what `packMessages` made: most of the work may be done in another thread so. */
  readonly putPacked: (folder: FolderId, batch: PackedMessages, sync: FolderSyncState) => StoreChange;
  readonly changeFlags: (folder: FolderId, changes: readonly FlagChange[], sync: FolderSyncState) => StoreChange;
  readonly expunge: (folder: FolderId, uids: readonly number[], sync: FolderSyncState) => StoreChange;
  readonly putSync: (folder: FolderId, sync: FolderSyncState) => void;
  /** Keeps and indexes a body. */
  readonly putBody: (id: MessageId, body: BodyFacts) => StoreChange;
  /** As `putBody` for several at once: much faster than one by one. */
  readonly putBodies: (batch: readonly { readonly id: MessageId; readonly body: BodyFacts }[]) => StoreChange;
  /** Forgets bodies and takes their words out of the index; the headers stay. */
  readonly dropBodies: (ids: readonly MessageId[]) => void;
  /** Local changes a pending command makes to what is shown; the server's own account is not touched. */
  readonly showFlags: (id: MessageId, add: Flags, remove: Flags) => StoreChange;
  /** @param folder where it is shown from now on; undefined: nowhere (deleted) */
  readonly showIn: (id: MessageId, folder: FolderId | undefined) => StoreChange;
  /** Takes back every local change of a message: the server's account is shown. */
  readonly showAsServer: (id: MessageId) => StoreChange;
  /** The server moved a message: the row keeps its id, body and conversation. */
  readonly rekey: (id: MessageId, folder: FolderId, uid: number) => StoreChange;
  /** One step of some milliseconds of putting the search index in order, for idle times. @returns whether there is more to do */
  readonly tidyIndex: () => boolean;
  /** Gives back memory that only makes much work faster; it comes back with the work. */
  readonly rest: () => void;
  /** Throws the cache away; drafts, outbox, commands and settings stay. */
  readonly rebuildCache: () => void;
};

export type MailStore = StoreReader & StoreWriter & { readonly close: () => void };
