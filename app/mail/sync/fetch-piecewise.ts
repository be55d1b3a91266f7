import type { BulkFetch, BulkOrder, BulkPiece, RemoteAccount, SelectedFolder } from './ports.ts';
import { newestFirst, rangesOf } from './uid-ranges.ts';

/** Messages of one piece at most: longer ones would keep others waiting. */
const longestPiece = 250;

/** Fetches over the connection that everything else is fetched over, one piece at a time, so that others get between. */
export const fetchPiecewise = (remote: Pick<RemoteAccount, 'inFolder'>): BulkFetch =>
  async function* fetchPieces({ folder, uidValidity, range, batch, signal }: BulkOrder): AsyncGenerator<BulkPiece> {
    if (uidValidity === undefined) {
      yield { kind: 'uidValidityChanged' };
      return;
    }
    const inSame = <Value>(work: (selected: SelectedFolder) => Promise<Value>) =>
      remote.inFolder(folder, { keep: true, signal }, async (selected) =>
        selected.state.uidValidity === uidValidity ? work(selected) : undefined,
      );
    const found = await inSame((selected) => selected.uids(range));
    if (!found.ok) yield { kind: 'failed', failure: found.error };
    else if (found.value === undefined) yield { kind: 'uidValidityChanged' };
    else {
      for (const uids of newestFirst(found.value, Math.min(batch, longestPiece))) {
        if (signal.aborted) return;
        const fetched = await inSame((selected) => selected.messages(rangesOf(uids)));
        if (!fetched.ok) {
          yield { kind: 'failed', failure: fetched.error };
          return;
        }
        if (fetched.value === undefined) {
          yield { kind: 'uidValidityChanged' };
          return;
        }
        yield { kind: 'messages', messages: fetched.value, downTo: uids[0] as number };
      }
    }
  };
