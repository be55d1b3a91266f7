import type { PackedMessages } from '../../../store/packed-messages.ts';
import type { FetchedMessage, FlagChange } from '../../../store/port.ts';

/** UIDs from and to, both included. */
export type UidRange = { readonly from: number; readonly to: number };

export type BulkRequest = {
  readonly folder: string;
  /** The UIDVALIDITY the ranges speak of; undefined: whatever the server has (first synchronisation). */
  readonly uidValidity: string | undefined;
  /** Highest first; they don't overlap. UIDs without a message are no fault. */
  readonly ranges: readonly UidRange[];
  /** Only of the last so many UIDs the folder has dealt, where the server tells how far they go. */
  readonly last?: number | undefined;
  /** Messages in one batch; 250 when not given. */
  readonly batch?: number;
  /** Messages in the first batch, which somebody waits for; 50 when not given. */
  readonly firstBatch?: number;
  readonly withModSeq: boolean;
  /** Whether to compress where the server can; when not given: unless it is on this machine. */
  readonly compress?: boolean;
  readonly signal?: AbortSignal;
};

/** The folder when it was opened: what the synchronisation state is made of. */
export type BulkMailbox = {
  readonly uidValidity: string;
  /** 0 where the server does not tell. */
  readonly uidNext: number;
  readonly exists: number;
  /** Undefined where the folder has no mod-seqs, or none were asked for. */
  readonly highestModSeq: string | undefined;
};

export type LostCause = 'unknownHost' | 'refused' | 'timeout' | 'interrupted' | 'tls' | 'other';

/** How it ended; always the last event, and exactly one. */
export type BulkOutcome =
  | { readonly kind: 'done' }
  /** Nothing was fetched: the ranges speak of messages that are no more. */
  | { readonly kind: 'uidValidityChanged'; readonly uidValidity: string }
  /** The server refused the sign-in. `temporary`: it asks to come back later, the credential is not to blame. */
  | { readonly kind: 'refused'; readonly temporary: boolean; readonly reason: string }
  /** The folder cannot be opened. */
  | { readonly kind: 'folderRefused'; readonly reason: string }
  /** The server said something this reader is not sure of; what is missing is for the patient reader to fetch. */
  | { readonly kind: 'notUnderstood'; readonly detail: string }
  | { readonly kind: 'connectionLost'; readonly cause: LostCause }
  | { readonly kind: 'aborted' };

/** @typeParam Row what is kept of a message */
export type BulkEvent<Row = FetchedMessage> =
  | { readonly kind: 'opened'; readonly mailbox: BulkMailbox }
  /** Newest first. All messages asked for with a UID of at least `downTo` have been delivered with this batch. */
  | { readonly kind: 'batch'; readonly messages: Row[]; readonly downTo: number }
  /**
   * What happened in the folder meanwhile; messages of this batch or later ones already show it. `expunged` counts
   * expunges the server told by sequence number only, and flag changes it told without a UID count as `unnamed`: after
   * either the folder must be compared.
   */
  | {
      readonly kind: 'changes';
      readonly flags: readonly FlagChange[];
      readonly vanished: readonly UidRange[];
      readonly expunged: number;
      readonly unnamed: number;
      readonly exists: number;
    }
  | BulkOutcome;

/** The same as another thread tells it: batches packed, so that handing them over costs little. */
export type PackedEvent =
  | Exclude<BulkEvent, { readonly kind: 'batch' }>
  | { readonly kind: 'packed'; readonly messages: PackedMessages; readonly downTo: number };
