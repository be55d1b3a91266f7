import { foldText } from '../../domain/fold.ts';
import type { MailAddress } from '../../domain/mail.ts';
import type { MessageHeaders } from '../../domain/message-headers.ts';
import type { PackedMessages } from '../packed-messages.ts';
import type { FetchedMessage, Flags } from '../port.ts';
import { baseSubject } from './base-subject.ts';
import { packFlags } from './flags.ts';
import { hashOf } from './hash.ts';
import { packHead, recipientText, senderText } from './message-rows.ts';

/** Ancestors looked at: the oldest and the nearest. A hostile header names thousands. */
const oldestKept = 4;
const nearestKept = 60;

const kept = (references: readonly string[]): readonly string[] =>
  references.length <= oldestKept + nearestKept
    ? references
    : [...references.slice(0, oldestKept), ...references.slice(-nearestKept)];

/** Each once. */
const idsOf = ({ references, messageId }: MessageHeaders): readonly string[] => {
  if (references.length === 0) return messageId === '' ? [] : [messageId];
  const ids = new Set(kept(references));
  if (messageId !== '') ids.add(messageId);
  return [...ids];
};

const wholeNumber = (value: number): number => (Number.isFinite(value) ? Math.trunc(value) : 0);

/** One message, ready to be put beside others. */
export type PackedMessage = {
  readonly uid: number;
  readonly receivedAt: number;
  readonly size: number;
  readonly bits: number;
  readonly keywords: string;
  readonly hasAttachment: boolean;
  readonly head: string;
  readonly subject: string;
  readonly sender: string;
  readonly recipient: string;
  readonly ids: readonly string[];
  readonly base: string;
  readonly isReply: boolean;
  readonly from: readonly MailAddress[];
};

/** Does all that can be done for a message without looking at the database. Little of the message itself is kept. */
export const packMessage = (message: FetchedMessage): PackedMessage => {
  const { headers } = message;
  const { bits, keywords } = packFlags(message.flags);
  const { base, isReply } = headers.references.length === 0 ? baseSubject(headers.subject) : noSubject;
  return {
    uid: message.uid,
    receivedAt: wholeNumber(message.receivedAt),
    size: wholeNumber(message.size),
    bits,
    keywords,
    hasAttachment: message.hasAttachment,
    head: packHead(headers),
    subject: foldText(headers.subject),
    sender: foldText(senderText(headers)),
    recipient: foldText(recipientText(headers)),
    ids: idsOf(headers),
    base,
    isReply,
    from: headers.from,
  };
};

/** The same message with other flags. */
export const reflagPacked = (message: PackedMessage, flags: Flags): PackedMessage => ({
  ...message,
  ...packFlags(flags),
});

/** Oldest first, as the tables take them fastest; of two with the same UID the later word counts. */
const inOrder = (batch: readonly PackedMessage[]): PackedMessage[] => {
  const byUid = new Map<number, PackedMessage>();
  for (const message of batch) byUid.set(message.uid, message);
  return [...byUid.values()].sort((one, other) => one.receivedAt - other.receivedAt || one.uid - other.uid);
};

type Writer = { address: string; name: string; count: number; last: number };

/** Puts messages beside each other. */
export const joinPacked = (batch: readonly PackedMessage[]): PackedMessages => {
  const ordered = inOrder(batch);
  const { length: count } = ordered;
  const keywords: string[] = [];
  const heads: string[] = [];
  const subjects: string[] = [];
  const senders: string[] = [];
  const recipients: string[] = [];
  const ids: string[] = [];
  const idHashes: number[] = [];
  const bases: string[] = [];
  const writers = new Map<string, Writer>();
  const packed = {
    uids: new Float64Array(count),
    receivedAt: new Float64Array(count),
    sizes: new Float64Array(count),
    flags: new Uint8Array(count),
    hasAttachment: new Uint8Array(count),
    idEnds: new Uint32Array(count),
    baseHashes: new Float64Array(count),
    isReply: new Uint8Array(count),
  };
  for (let index = 0; index < count; index += 1) {
    const message = ordered[index] as PackedMessage;
    packed.uids[index] = message.uid;
    packed.receivedAt[index] = message.receivedAt;
    packed.sizes[index] = message.size;
    packed.flags[index] = message.bits;
    packed.hasAttachment[index] = Number(message.hasAttachment);
    keywords.push(message.keywords);
    heads.push(message.head);
    subjects.push(message.subject);
    senders.push(message.sender);
    recipients.push(message.recipient);
    for (const id of message.ids) {
      ids.push(id);
      idHashes.push(hashOf(id));
    }
    packed.idEnds[index] = ids.length;
    bases.push(message.base);
    packed.baseHashes[index] = message.base === '' ? 0 : hashOf(message.base);
    packed.isReply[index] = Number(message.isReply);
    for (const { name, address } of message.from) {
      const known = writers.get(address);
      if (known === undefined) writers.set(address, { address, name, count: 1, last: message.receivedAt });
      else {
        known.count += 1;
        known.last = message.receivedAt;
        if (name !== '') known.name = name;
      }
    }
  }
  const everyWriter = [...writers.values()];
  return {
    ...packed,
    count,
    keywords,
    heads,
    subjects,
    senders,
    recipients,
    ids,
    idHashes: Float64Array.from(idHashes),
    bases,
    writers: everyWriter.map(({ address }) => address),
    writerNames: everyWriter.map(({ name }) => name),
    writerCounts: Uint32Array.from(everyWriter, (writer) => writer.count),
    writerTimes: Float64Array.from(everyWriter, ({ last }) => last),
  };
};

/** As `packMessage` for each of them. */
export const packMessages = (batch: readonly FetchedMessage[]): PackedMessages => joinPacked(batch.map(packMessage));

const noSubject = { base: '', isReply: false } as const;
