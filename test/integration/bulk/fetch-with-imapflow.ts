import type { ImapFlow } from 'imapflow';
import type { BulkRequest, UidRange } from '../../../app/mail/imap/bulk/bulk-event.ts';
import { formatUidSet, rangesOf, windowsOf } from '../../../app/mail/imap/bulk/uid-set.ts';
import { fetchedMessageOf, fetchedMessageQuery } from '../../../app/mail/imap/fetched-message.ts';
import type { FetchedMessage } from '../../../app/store/port.ts';

export type PatientBatch = { readonly messages: FetchedMessage[]; readonly downTo: number };

const thereIn = async (client: ImapFlow, ranges: readonly UidRange[]): Promise<UidRange[]> => {
  const found = await client.search({ uid: formatUidSet(ranges) }, { uid: true });
  if (!Array.isArray(found)) throw Object.assign(new Error('SEARCH'), { responseStatus: 'NO' });
  // A range's end beyond the last message also finds the last one (RFC 3501 section 6.4.8).
  return rangesOf(found.filter((uid) => ranges.some(({ from, to }) => uid >= from && uid <= to)));
};

/**
 * The same batches as `bulkFetch`, over the library: slower by far, and patient with servers the bulk reader does not
 * understand. The folder must be selected on the client; what the server refuses and a lost connection are thrown, as
 * the library does. A message the server tells only in part is left out.
 */
export async function* fetchWithImapflow(
  client: ImapFlow,
  {
    ranges,
    batch = 250,
    firstBatch = Math.min(50, batch),
    withModSeq,
    signal,
  }: Omit<BulkRequest, 'folder' | 'uidValidity'>,
): AsyncGenerator<PatientBatch, void, undefined> {
  if (ranges.length === 0) return;
  const there = await thereIn(client, ranges);
  for (const window of windowsOf(ranges, there, firstBatch, batch)) {
    if (signal?.aborted === true) return;
    const told = await client.fetchAll(formatUidSet(window.ranges), fetchedMessageQuery, { uid: true });
    const messages = told
      .map((message) => fetchedMessageOf(message, withModSeq))
      .filter((message) => message !== undefined)
      .sort((one, other) => other.uid - one.uid);
    yield { messages, downTo: window.low };
  }
}
