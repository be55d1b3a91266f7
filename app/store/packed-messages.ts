/**
 * Messages as a store takes them fastest: columns instead of objects, texts folded and Message-IDs hashed already.
 * Made by `packMessages` in any thread, and cheap to hand from one to another. Each UID once, oldest first.
 */
export type PackedMessages = {
  readonly count: number;
  readonly uids: Float64Array;
  /** INTERNALDATE in whole milliseconds. */
  readonly receivedAt: Float64Array;
  readonly sizes: Float64Array;
  /** System flags as bits. */
  readonly flags: Uint8Array;
  readonly keywords: readonly string[];
  readonly hasAttachment: Uint8Array;
  /** What is kept of the header, as it is stored. */
  readonly heads: readonly string[];
  /** As they are searched. */
  readonly subjects: readonly string[];
  readonly senders: readonly string[];
  readonly recipients: readonly string[];
  /** Ancestors and then the message itself, those of all messages one after the other, and where each message's end. */
  readonly ids: readonly string[];
  readonly idHashes: Float64Array;
  readonly idEnds: Uint32Array;
  /** What a conversation may be joined by where there are no ancestors; empty: nothing. */
  readonly bases: readonly string[];
  readonly baseHashes: Float64Array;
  readonly isReply: Uint8Array;
  /** Who they are from, each address once as it was written first, with the last name given and the time of the last. */
  readonly writers: readonly string[];
  readonly writerNames: readonly string[];
  readonly writerCounts: Uint32Array;
  readonly writerTimes: Float64Array;
};
