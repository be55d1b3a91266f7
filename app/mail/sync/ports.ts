import type { Failure } from '../../domain/failure.ts';
import type { MailStatus } from '../../domain/mail.ts';
import type { Result } from '../../domain/result.ts';
import type { PackedMessages } from '../../store/packed-messages.ts';
import type {
  BodyFacts,
  FetchedMessage,
  FlagChange,
  FolderFacts,
  MailStore,
  MessageId,
  StoreChange,
  StoredRow,
} from '../../store/port.ts';
import type { Extension, ServerState } from './planner.ts';
import type { UidRange } from './uid-ranges.ts';

/** What synchronising needs of the store. */
export type SyncStore = Pick<
  MailStore,
  | 'folders'
  | 'folder'
  | 'uids'
  | 'rows'
  | 'withoutBody'
  | 'putFolders'
  | 'reseed'
  | 'putMessages'
  | 'putPacked'
  | 'changeFlags'
  | 'expunge'
  | 'putSync'
  | 'putBody'
>;

export type ListedFolder = {
  readonly facts: FolderFacts;
  /** Undefined where the server told no complete status. */
  readonly state: ServerState | undefined;
};

export type MessageSource = {
  readonly uid: number;
  readonly source: Uint8Array;
  /** False: cut off after the bytes asked for. */
  readonly complete: boolean;
};

/** A folder that is selected at this moment; its calls throw what the server refuses, and when the connection is lost. */
export type SelectedFolder = {
  /** As SELECT told it. */
  readonly state: ServerState;
  readonly extension: Extension;
  /** What changed since the mod-seq asked for (RFC 7162 section 3.2.5); undefined: not asked, or not answered. */
  readonly changes: { readonly flags: readonly FlagChange[]; readonly vanished: readonly number[] } | undefined;
  /** @param since only messages changed after this mod-seq */
  readonly flags: (range: UidRange, since?: string) => Promise<FlagChange[]>;
  /** Ascending. */
  readonly uids: (range: UidRange) => Promise<number[]>;
  readonly messages: (ranges: readonly UidRange[]) => Promise<FetchedMessage[]>;
  /** The last ones of the folder. */
  readonly newest: (count: number) => Promise<FetchedMessage[]>;
  readonly sources: (uids: readonly number[], maximumBytes: number) => Promise<MessageSource[]>;
  /** One message without what is attached to it; undefined where the server does not tell how it is built. */
  readonly withoutAttachments: (uid: number) => Promise<MessageSource | undefined>;
};

export type SelectOptions = {
  /** Asks for what changed since (QRESYNC), where the connection can tell. */
  readonly since?: { readonly uidValidity: string; readonly highestModSeq: string } | undefined;
  /** A folder that is still selected need not be selected again; its state is as it was then. */
  readonly keep?: boolean;
  /** `read`: somebody waits for it. */
  readonly purpose?: 'sync' | 'read';
  readonly signal?: AbortSignal | undefined;
};

/** A folder over the connection that listens to it; its calls throw as those of a selected one. */
export type WatchedFolder = Pick<SelectedFolder, 'extension' | 'flags' | 'messages'> & {
  readonly uidValidity: string;
  /** How many messages there are, as the server told last. */
  readonly exists: () => number;
  /** The highest mod-seq the server has spoken of over this connection; whoever asks for changes now hears of all up to it. */
  readonly spokenOf: () => string | undefined;
  /** Has the server tell what it has not told yet. */
  readonly ask: () => Promise<void>;
};

/** Something happened in a watched folder; `opened`: from now on nothing is missed, before it something may have been. */
export type Heard = 'opened' | 'added' | 'expunged' | 'flags';

/** One account on its server. */
export type RemoteAccount = {
  /** Every folder, and its status unless `withState` is false, in as few commands as the server allows. */
  readonly list: (signal?: AbortSignal, withState?: boolean) => Promise<Result<ListedFolder[], Failure>>;
  /**
   * Runs work in a selected folder. `noSuchEntity`: there is no such folder; `serverError`: the server refused a
   * command; `mailUnavailable`, `mailRefused`: no connection.
   */
  readonly inFolder: <Value>(
    path: string,
    options: SelectOptions,
    work: (folder: SelectedFolder) => Promise<Value>,
  ) => Promise<Result<Value, Failure>>;
  /**
   * Runs work over the connection that listens to a folder, which need not select it again; undefined: none does at
   * this moment. Failures as of `inFolder`.
   * @param heard the connection has just been heard from, so that it need not be asked whether it lives
   */
  readonly inWatched: <Value>(
    path: string,
    options: { readonly heard: boolean; readonly signal?: AbortSignal | undefined },
    work: (folder: WatchedFolder) => Promise<Value>,
  ) => Promise<Result<Value | undefined, Failure>>;
  /** Listens to a folder until the signal, over lost connections; resolves at the end, or early when it cannot be watched. */
  readonly watch: (path: string, heard: (what: Heard) => void, signal: AbortSignal) => Promise<void>;
  readonly status: () => MailStatus;
  /** @returns how to stop listening */
  readonly onStatus: (listener: (status: MailStatus) => void) => () => void;
  /** The machine woke up, or its network changed: looks once whether the connections are still alive. */
  readonly wake: () => Promise<void>;
};

export type BulkOrder = {
  readonly folder: string;
  /** Undefined: nothing of the folder is known here yet; then the first piece is `opened`. */
  readonly uidValidity: string | undefined;
  readonly range: UidRange;
  /** How many of the last UIDs are gone through, where it is not known how far they go; undefined: all of the range. */
  readonly last?: number | undefined;
  /** Messages of one piece. */
  readonly batch: number;
  readonly withModSeq: boolean;
  readonly signal: AbortSignal;
};

/** Newest first, piece by piece; ends when everything was delivered or the signal came, or with what stopped it. */
export type BulkPiece =
  /** The folder as it was when it was opened. */
  | { readonly kind: 'opened'; readonly state: ServerState }
  /** With this piece every message of the range from UID `downTo` on has been delivered. */
  | { readonly kind: 'messages'; readonly messages: readonly FetchedMessage[]; readonly downTo: number }
  /** The same, ready to be written. */
  | { readonly kind: 'packed'; readonly messages: PackedMessages; readonly downTo: number }
  /** Or a folder of which nothing is known cannot be read this way. */
  | { readonly kind: 'uidValidityChanged' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export type BulkFetch = (order: BulkOrder) => AsyncIterable<BulkPiece>;

/** Turns a message's source into what is kept and indexed. */
export type ToBody = (source: Uint8Array, complete: boolean) => Promise<BodyFacts>;

export type SyncEvents = {
  readonly changed: (change: StoreChange) => void;
  /** Unread messages that arrived since the folder was last synchronised; never from a first synchronisation. */
  readonly newMessages: (folder: string, ids: readonly MessageId[], rows: readonly StoredRow[]) => void;
  /** How far the first synchronisation of a folder is, in messages. */
  readonly progress: (progress: { readonly folder: string; readonly done: number; readonly total: number }) => void;
  readonly status: (status: MailStatus) => void;
  /** What is here of this folder is what the server has. */
  readonly compared?: (folder: string) => void;
  /** The server dealt this folder a new UIDVALIDITY, or its UIDs are no longer what they were. */
  readonly reset: (folder: string) => void;
  /** Something threw that should not have: the store cannot write, or there is a bug. Tried again at the next look. */
  readonly broke: (error: unknown) => void;
};

/** Which bodies are fetched unasked. */
export type BodyPolicy =
  | { readonly kind: 'recent'; readonly days: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'onDemand' };

export type AccountSync = {
  readonly start: () => void;
  /** Ends all work; resolves when nothing is written any more. The connections stay the owner's. */
  readonly stop: () => Promise<void>;
  /** Nothing more is fetched unasked; what is watched is still heard and caught up with on `resume`. */
  readonly pause: () => Promise<void>;
  readonly resume: () => void;
  /** The machine woke up or its network changed: one look at every folder, however often this is called. */
  readonly wake: () => Promise<void>;
  /** Brings one folder up to date before all others; for the folder somebody looks at and after a command. */
  readonly syncFolder: (path: string) => Promise<Result<null, Failure>>;
  /** Folders watched besides INBOX, and whose new messages are told. */
  readonly watch: (paths: readonly string[]) => void;
  /** Fetches a message, because somebody waits for it; `whole` unless told otherwise, else what reading it needs. */
  readonly readSource: (
    row: Pick<StoredRow, 'id' | 'folder' | 'uidValidity' | 'uid' | 'size'>,
    whole?: boolean,
    signal?: AbortSignal,
  ) => Promise<Result<BodyFacts, Failure>>;
  /** Resolves when everything there is to do at this moment has been done, or cannot be done now. */
  readonly settled: () => Promise<void>;
};
