import type { Failure } from '../../domain/failure.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { BodyFacts, StoredRow } from '../../store/port.ts';
import { tellChange } from './folder-state.ts';
import type {
  BodyPolicy,
  MessageSource,
  RemoteAccount,
  SelectedFolder,
  SyncEvents,
  SyncStore,
  ToBody,
} from './ports.ts';

/** Largest message fetched whole, in bytes, before somebody wants what is attached to it. */
const wholeUpTo = 512 * 1024;
/** One piece: nobody waits longer than for this. */
const pieceMessages = 10;
const pieceBytes = 1024 * 1024;
/** Largest message that is read whole, in bytes. */
const largest = 64 * 1024 * 1024;
const day = 24 * 60 * 60 * 1_000;

export type BodySync = {
  readonly store: SyncStore;
  readonly remote: RemoteAccount;
  readonly events: SyncEvents;
  readonly toBody: ToBody;
  readonly now: () => number;
};

const sinceOf = (policy: BodyPolicy, now: number): number | undefined => {
  if (policy.kind === 'onDemand') return undefined;
  return policy.kind === 'all' ? 0 : now - policy.days * day;
};

/** The newest rows without a body as one command can fetch them: of one UIDVALIDITY, few and small. */
const nextPiece = (rows: readonly StoredRow[]): StoredRow[] => {
  const piece: StoredRow[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = Math.min(row.size, wholeUpTo);
    if (piece.length > 0 && (bytes + size > pieceBytes || row.uidValidity !== piece[0]?.uidValidity)) break;
    piece.push(row);
    bytes += size;
    if (piece.length === pieceMessages) break;
  }
  return piece;
};

/** What is needed to read messages: all of small ones, the texts of big ones; the beginning where that cannot be had. */
const readable = async (
  selected: SelectedFolder,
  uids: readonly number[],
  sizes: ReadonlyMap<number, number>,
): Promise<MessageSource[]> => {
  const isBig = (uid: number): boolean => (sizes.get(uid) ?? 0) > wholeUpTo;
  const found: MessageSource[] = [];
  const whole = uids.filter((uid) => !isBig(uid));
  for (const uid of uids.filter(isBig)) {
    const reduced = await selected.withoutAttachments(uid);
    if (reduced === undefined) whole.push(uid);
    else found.push(reduced);
  }
  return whole.length === 0 ? found : [...found, ...(await selected.sources(whole, wholeUpTo))];
};

/**
 * Fetches the bodies of one small piece of a folder, newest first.
 * @param skip messages that could not be had; grows
 * @returns how many there were to fetch; 0: nothing is left
 */
export const fetchSomeBodies = async (
  { store, remote, events, toBody, now }: BodySync,
  path: string,
  policy: BodyPolicy,
  skip: Set<number>,
  signal: AbortSignal,
): Promise<Result<number, Failure>> => {
  const since = sinceOf(policy, now());
  const folder = store.folder(path);
  if (since === undefined || folder?.sync === undefined) return succeed(0);
  const rows = store.withoutBody(folder.id, since, pieceMessages * 2 + skip.size).filter(({ id }) => !skip.has(id));
  const piece = nextPiece(rows.filter((row) => row.folder === path));
  if (piece.length === 0) return succeed(0);
  const { uidValidity } = piece[0] as StoredRow;
  const uids = piece.map(({ uid }) => uid).sort((one, other) => one - other);
  const sizes = new Map(piece.map(({ uid, size }) => [uid, size]));
  const fetched = await remote.inFolder(path, { keep: true, signal }, async (selected) =>
    selected.state.uidValidity === uidValidity ? readable(selected, uids, sizes) : [],
  );
  if (!fetched.ok) return fetched;
  const byUid = new Map(fetched.value.map((message) => [message.uid, message]));
  for (const row of piece) {
    const message = byUid.get(row.uid);
    // Whatever stands in the way once would do so again at once.
    skip.add(row.id);
    if (message === undefined || signal.aborted || store.rows([row.id])[0]?.uid !== row.uid) continue;
    const body = await toBody(message.source, message.complete);
    tellChange(events, store.putBody(row.id, body));
    skip.delete(row.id);
  }
  return succeed(piece.length);
};

/**
 * Fetches one message now, because somebody waits for it, and keeps it.
 * @param whole with everything attached to it; otherwise what is needed to read it
 */
export const readSource = async (
  { store, remote, events, toBody }: BodySync,
  row: Pick<StoredRow, 'id' | 'folder' | 'uidValidity' | 'uid' | 'size'>,
  whole = true,
  signal?: AbortSignal,
): Promise<Result<BodyFacts, Failure>> => {
  const { uidValidity, uid } = row;
  const fetched = await remote.inFolder(row.folder, { keep: true, purpose: 'read', signal }, async (selected) =>
    selected.state.uidValidity !== uidValidity
      ? []
      : whole
        ? selected.sources([uid], largest)
        : readable(selected, [uid], new Map([[uid, row.size]])),
  );
  if (!fetched.ok) return fetched;
  const [message] = fetched.value;
  if (message === undefined) return fail({ code: 'noSuchEntity' });
  const body = await toBody(message.source, message.complete);
  const current = store.rows([row.id])[0];
  if (current?.folder === row.folder && current.uid === uid && current.uidValidity === uidValidity) {
    tellChange(events, store.putBody(row.id, body));
  }
  return succeed(body);
};
