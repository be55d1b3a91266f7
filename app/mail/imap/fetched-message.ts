import type { FetchMessageObject, FetchQueryObject, MessageStructureObject } from 'imapflow';
import type { FetchedMessage } from '../../store/port.ts';
import { headerFields, parseHeaderBlock } from '../mime/header-block.ts';

/** What a FETCH over the library has to ask for to make a `FetchedMessage` that equals the bulk reader's. */
export const fetchedMessageQuery = {
  uid: true,
  flags: true,
  internalDate: true,
  size: true,
  bodyStructure: true,
  headers: [...headerFields],
} satisfies FetchQueryObject;

const nothing = Buffer.alloc(0);

/**
 * The bytes of a section. For one that the server answers NIL, as for a message that was just expunged, the library
 * gives `false`, which its types do not tell.
 */
export const sectionBytes = (told: Buffer | false | undefined): Buffer | undefined =>
  Buffer.isBuffer(told) ? told : undefined;

/** All but \\Recent, which is a word of one session and not of the message (RFC 3501 section 2.3.2). */
export const keptFlags = (flags: Iterable<string> | undefined): string[] =>
  [...(flags ?? [])].filter((flag) => flag.toLowerCase() !== '\\recent');

const hasAttachment = (part: MessageStructureObject | undefined): boolean => {
  if (part === undefined) return false;
  if (part.disposition?.toLowerCase() === 'attachment') return true;
  return (part.childNodes ?? []).some(hasAttachment);
};

/** One FETCH answer of the library as the store takes it; undefined when the server left something out. */
export const fetchedMessageOf = (message: FetchMessageObject, withModSeq: boolean): FetchedMessage | undefined => {
  const { uid, flags, internalDate, size, modseq } = message;
  const receivedAt = new Date(internalDate ?? Number.NaN).getTime();
  if (!(uid > 0) || flags === undefined || size === undefined || Number.isNaN(receivedAt)) return undefined;
  return {
    uid,
    modSeq: withModSeq ? modseq?.toString() : undefined,
    flags: keptFlags(flags),
    receivedAt,
    size,
    hasAttachment: hasAttachment(message.bodyStructure),
    headers: parseHeaderBlock(sectionBytes(message.headers) ?? nothing),
  };
};
