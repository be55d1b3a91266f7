import type { Result } from '../../domain/result.ts';

/** What a server answered with NO or BAD. */
export type Refusal = {
  /** Response code (RFC 5530, RFC 9051 section 7.1) in upper case; empty when there was none. */
  readonly code: string;
  /** The server's own words. */
  readonly text: string;
};

export type FolderState = { readonly uidValidity: string; readonly uidNext: number };

/** A message's place on the server; a `uid` of 0 means: somewhere in this folder, to be found by its Message-ID. */
export type Place = { readonly folder: string; readonly uidValidity: string; readonly uid: number };

/** What tells one message from another besides its place. */
export type MessageFacts = {
  readonly uid: number;
  readonly size: number;
  /** INTERNALDATE in milliseconds. */
  readonly receivedAt: number;
  /** Without angle brackets; empty when there is none. */
  readonly messageId: string;
};

export type SeenFlags = {
  readonly uid: number;
  readonly flags: readonly string[];
  readonly modSeq: string | undefined;
};

/** Where copied messages went (COPYUID, RFC 4315); undefined when the server does not tell. */
export type Copied = { readonly uidValidity: string; readonly uids: ReadonlyMap<number, number> } | undefined;

export type OpenFolder = {
  readonly uidValidity: string;
  /** Those of the UIDs that are there. */
  readonly present: (uids: readonly number[]) => Promise<number[]>;
  readonly facts: (uids: readonly number[]) => Promise<MessageFacts[]>;
  /** Messages with this UID or a higher one. */
  readonly factsFrom: (uid: number) => Promise<MessageFacts[]>;
  readonly findByMessageId: (messageId: string) => Promise<number[]>;
  readonly findByHeader: (name: string, value: string) => Promise<number[]>;
  readonly source: (uid: number) => Promise<Uint8Array | undefined>;
  readonly changeFlags: (
    uids: readonly number[],
    add: readonly string[],
    remove: readonly string[],
  ) => Promise<Result<null, Refusal>>;
  readonly flags: (uids: readonly number[]) => Promise<SeenFlags[]>;
  readonly copy: (uids: readonly number[], to: string) => Promise<Result<Copied, Refusal>>;
  readonly move: (uids: readonly number[], to: string) => Promise<Result<Copied, Refusal>>;
  /** Every message marked \Deleted, whoever marked it. */
  readonly markedDeleted: () => Promise<number[]>;
  /** @param uids these alone (UID EXPUNGE); undefined: every marked message */
  readonly expunge: (uids: readonly number[] | undefined) => Promise<Result<null, Refusal>>;
};

/**
 * An IMAP server in the words commands need. Refusals are values; a lost connection throws, and then nobody knows
 * whether the server did what it was told last.
 */
export type MailServer = {
  /** RFC 6851. */
  readonly canMove: boolean;
  /** RFC 4315. */
  readonly canExpungeByUid: boolean;
  /** The server files sent mail by itself (Gmail). */
  readonly filesSentMail: boolean;
  readonly folderState: (path: string) => Promise<Result<FolderState, Refusal>>;
  readonly within: <Value>(
    path: string,
    work: (folder: OpenFolder) => Promise<Value>,
  ) => Promise<Result<Value, Refusal>>;
  readonly append: (
    path: string,
    source: Uint8Array,
    flags: readonly string[],
    receivedAt: number | undefined,
  ) => Promise<Result<Place, Refusal>>;
  readonly exists: (path: string) => Promise<boolean>;
  readonly createFolder: (path: string) => Promise<Result<null, Refusal>>;
  readonly renameFolder: (path: string, to: string) => Promise<Result<null, Refusal>>;
  readonly deleteFolder: (path: string) => Promise<Result<null, Refusal>>;
  readonly subscribe: (path: string, subscribed: boolean) => Promise<Result<null, Refusal>>;
};

/** Codes that ask to come back later (RFC 5530 section 3, RFC 9051 section 7.1). */
const temporary: readonly string[] = ['UNAVAILABLE', 'INUSE', 'EXPUNGEISSUED', 'SERVERBUG', 'THROTTLED'];

/** Whether the same command may well succeed a little later. */
export const isTemporary = (refusal: Refusal): boolean =>
  temporary.includes(refusal.code) || /request is throttled/iu.test(refusal.text);
