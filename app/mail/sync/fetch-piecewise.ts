import type { BulkFetch, BulkOrder, BulkPiece, RemoteAccount } from './ports.ts';
import type { UidRange } from './uid-ranges.ts';

/** Cuts ranges that come newest first into pieces of about `batch` UIDs. */
const batchesOf = (ranges: readonly UidRange[], batch: number): UidRange[][] => {
  const batches: UidRange[][] = [];
  let current: UidRange[] = [];
  let room = batch;
  for (const range of ranges) {
    let { to } = range;
    while (to >= range.from) {
      const from = Math.max(range.from, to - room + 1);
      current.push({ from, to });
      room -= to - from + 1;
      to = from - 1;
      if (room > 0) continue;
      batches.push(current);
      current = [];
      room = batch;
    }
  }
  if (current.length > 0) batches.push(current);
  return batches;
};

/** Fetches over the connection that everything else is fetched over, one piece at a time, so that others get between. */
export const fetchPiecewise = (remote: Pick<RemoteAccount, 'inFolder'>): BulkFetch =>
  async function* fetchPieces({ folder, uidValidity, ranges, batch, signal }: BulkOrder): AsyncGenerator<BulkPiece> {
    for (const piece of batchesOf(ranges, batch)) {
      if (signal.aborted) return;
      const ascending = [...piece].reverse();
      const fetched = await remote.inFolder(folder, { keep: true, signal }, async (selected) =>
        selected.state.uidValidity === uidValidity ? selected.messages(ascending) : undefined,
      );
      if (!fetched.ok) {
        yield { kind: 'failed', failure: fetched.error };
        return;
      }
      if (fetched.value === undefined) {
        yield { kind: 'uidValidityChanged' };
        return;
      }
      yield { kind: 'messages', messages: fetched.value };
    }
  };
