import type { Failure } from '../../domain/failure.ts';
import type { MessageRow } from '../../domain/mail.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { parseSearch } from '../../domain/search-parser.ts';
import type { SearchQuery } from '../../domain/search-query.ts';
import { toServerSearch } from '../../domain/server-search.ts';
import type { MailStore, StoredFolder, StoredRow } from '../../store/port.ts';
import type { ImapConnections } from '../imap/connections.ts';
import { searchFolder } from '../imap/search-folder.ts';
import type { RemoteAccount } from '../sync/ports.ts';
import { rangesOf } from '../sync/uid-ranges.ts';
import { messageRowOf } from './message-row.ts';
import { searchClock } from './search-clock.ts';

/** What the server found, and how far it was asked. */
export type FurtherSearch = {
  /** Newest first. */
  readonly rows: MessageRow[];
  readonly searched: string[];
  readonly failed: string[];
};

type Parts = {
  readonly store: MailStore;
  readonly connections: ImapConnections;
  readonly remote: RemoteAccount;
  readonly text: string;
  readonly limit: number;
  /** Path of the one folder that is searched; every one without it. */
  readonly folder?: string | undefined;
};

const isNamed = (folder: StoredFolder, name: string): boolean => {
  const [path, wanted] = [folder.path.toLowerCase(), name.toLowerCase()];
  return path === wanted || path.split(folder.delimiter || '\0').at(-1) === wanted;
};

/** Whether a row may fit a condition that the server could not judge: both kinds speak of attachments. */
const fits = (row: StoredRow, condition: SearchQuery): boolean => {
  if (condition.kind === 'not') return !fits(row, condition.of);
  return row.hasAttachment;
};

/** Messages the server found that are not here yet are fetched first, so that they can be listed and opened. */
const rowsOf = async (
  { store, remote }: Parts,
  folder: StoredFolder,
  uidValidity: string,
  uids: readonly number[],
): Promise<StoredRow[]> => {
  const missing = uids.filter((uid) => store.find(folder.path, uidValidity, uid) === undefined);
  if (missing.length > 0 && folder.sync?.uidValidity === uidValidity) {
    const fetched = await remote.inFolder(folder.path, { keep: true, purpose: 'read' }, async (selected) =>
      selected.state.uidValidity === uidValidity ? selected.messages(rangesOf(missing)) : [],
    );
    const sync = store.folder(folder.path)?.sync;
    if (fetched.ok && sync?.uidValidity === uidValidity) store.putMessages(folder.id, fetched.value, sync);
  }
  return uids.flatMap((uid) => store.find(folder.path, uidValidity, uid) ?? []);
};

/** Asks the server what the local index cannot know: texts that were never fetched, messages not yet listed. */
export const searchFurther = async (parts: Parts): Promise<Result<FurtherSearch, Failure>> => {
  const { store, connections, text, limit } = parts;
  const clock = searchClock();
  const { query } = parseSearch(text, clock);
  const found: StoredRow[] = [];
  const [searched, failed]: [string[], string[]] = [[], []];
  const asking = store.folders().filter(({ selectable, path }) => selectable && (parts.folder ?? path) === path);
  for (const folder of asking) {
    const asked = toServerSearch(query, clock.now, (name) => isNamed(folder, name));
    if (asked === undefined) continue;
    const answer = await connections
      .use('read', (client) => searchFolder(client, folder.path, asked.criteria))
      .catch(() => fail<Failure>({ code: 'serverError', detail: 'SEARCH' }));
    if (!answer.ok) {
      if (answer.error.code === 'mailRefused' || answer.error.code === 'mailUnavailable') return answer;
      failed.push(folder.path);
      continue;
    }
    const { uidValidity, uids } = answer.value;
    const rows = await rowsOf(parts, folder, uidValidity, uids.slice(-limit));
    found.push(...rows.filter((row) => asked.unjudged.every((condition) => fits(row, condition))));
    searched.push(folder.path);
  }
  found.sort((one, other) => other.id - one.id);
  return succeed({ rows: found.slice(0, limit).map(messageRowOf), searched, failed });
};
