import { foldText } from '../../domain/fold.ts';
import type { MessageHeaders } from '../../domain/message-headers.ts';
import type { PackedMessages } from '../packed-messages.ts';
import type { FetchedMessage } from '../port.ts';
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
const idsOf = ({ references, messageId }: MessageHeaders): Iterable<string> => {
  if (references.length === 0) return messageId === '' ? [] : [messageId];
  const ids = new Set(kept(references));
  if (messageId !== '') ids.add(messageId);
  return ids;
};

const wholeNumber = (value: number): number => (Number.isFinite(value) ? Math.trunc(value) : 0);

/** Oldest first, as the tables take them fastest; of two with the same UID the later word counts. */
const inOrder = (batch: readonly FetchedMessage[]): FetchedMessage[] => {
  const byUid = new Map<number, FetchedMessage>();
  for (const message of batch) byUid.set(message.uid, message);
  return [...byUid.values()].sort(
    (one, other) => wholeNumber(one.receivedAt) - wholeNumber(other.receivedAt) || one.uid - other.uid,
  );
};

/** Does all that can be done for messages without looking at the database. */
export const packMessages = (batch: readonly FetchedMessage[]): PackedMessages => {
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
    const message = ordered[index] as FetchedMessage;
    const { headers } = message;
    const flags = packFlags(message.flags);
    packed.uids[index] = message.uid;
    packed.receivedAt[index] = wholeNumber(message.receivedAt);
    packed.sizes[index] = wholeNumber(message.size);
    packed.flags[index] = flags.bits;
    packed.hasAttachment[index] = Number(message.hasAttachment);
    keywords.push(flags.keywords);
    heads.push(packHead(headers));
    subjects.push(foldText(headers.subject));
    senders.push(foldText(senderText(headers)));
    recipients.push(foldText(recipientText(headers)));
    for (const id of idsOf(headers)) {
      ids.push(id);
      idHashes.push(hashOf(id));
    }
    packed.idEnds[index] = ids.length;
    const { base, isReply } = headers.references.length === 0 ? baseSubject(headers.subject) : noSubject;
    bases.push(base);
    packed.baseHashes[index] = base === '' ? 0 : hashOf(base);
    packed.isReply[index] = Number(isReply);
  }
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
  };
};

const noSubject = { base: '', isReply: false } as const;
