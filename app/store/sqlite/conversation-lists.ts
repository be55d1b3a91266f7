import type { ListFilter, ListOrder } from '../../domain/conversation.ts';
import { foldText } from '../../domain/fold.ts';
import type { MailAddress } from '../../domain/mail.ts';
import type {
  FolderId,
  ListedConversations,
  ListPlace,
  MessageId,
  StoredConversation,
  StoredRow,
  StoreReader,
} from '../port.ts';
import { baseSubject } from './base-subject.ts';
import type { Database } from './database.ts';
import { draft, flagged, seen } from './flags.ts';
import { firstIdOf, secondOf } from './ids.ts';
import { parseNumbers } from './number-lists.ts';
import { createSnoozeReader, type Snooze } from './snoozes.ts';

/** A message of a place: its conversation, its id, and one number more that depends on what is asked. */
type Entries = { readonly threads: number[]; readonly ids: number[]; readonly extra: number[] };

const attachmentBit = 1024;
const filterBits: Readonly<Record<Exclude<ListFilter, 'all'>, (bits: number) => boolean>> = {
  unread: (bits) => (bits & seen) === 0,
  flagged: (bits) => (bits & flagged) !== 0,
  attachments: (bits) => (bits & attachmentBit) !== 0,
};

const parseEntries = (text: unknown, width: 2 | 3): Entries => {
  const columns: number[][] = [[], [], []];
  if (typeof text === 'string') parseNumbers(text, (value, index) => columns[index % width]?.push(value));
  return { threads: columns[0] ?? [], ids: columns[1] ?? [], extra: columns[2] ?? [] };
};

/** Writers of a conversation that are named; nobody reads more in one line. */
const mostPeople = 6;
/** Newest messages of a conversation looked at for who wrote them. */
const lookedAt = 12;

export const createConversationLists = (
  db: Database,
  rows: (ids: readonly MessageId[]) => StoredRow[],
): {
  readonly list: StoreReader['listConversations'];
  readonly conversations: (place: ListPlace, heads: readonly MessageId[]) => StoredConversation[];
  readonly idsIn: (place: ListPlace, unreadOnly: boolean, threads?: readonly number[]) => MessageId[];
} => {
  const snoozes = createSnoozeReader(db);
  const text = (sql: string, params: readonly (string | number)[]): unknown =>
    db.prepare(sql, { pluck: true }).get([...params]);

  /** Folders whose messages do not count among those of other places. */
  const putAway = (): FolderId[] =>
    db
      .prepare(
        `SELECT f.id FROM folder f LEFT JOIN folder_choice c ON c.path = f.path
         WHERE coalesce(c.role, f.role) IN ('bin', 'junk')`,
        { pluck: true },
      )
      .all<number>([]);

  /** What a place holds, as a condition on `message`; the newest of a hundred thousand are read in some ten milliseconds. */
  const within = (
    place: Exclude<ListPlace, 'snoozed'>,
  ): { readonly from: string; readonly params: (number | string)[] } =>
    place === 'flagged'
      ? {
          from: `message WHERE (flags & 4) != 0 AND shown_folder IS NOT NULL
            AND shown_folder NOT IN (SELECT value FROM json_each(?))`,
          params: [JSON.stringify(putAway())],
        }
      : { from: 'message INDEXED BY message_shown WHERE shown_folder = ?', params: [place] };

  const entries = (place: Exclude<ListPlace, 'snoozed'>, third: string | undefined): Entries => {
    const { from, params } = within(place);
    const columns = `thread_id || ',' || id${third === undefined ? '' : ` || ',' || (${third})`}`;
    return parseEntries(
      text(`SELECT group_concat(line) FROM (SELECT ${columns} AS line FROM ${from} ORDER BY id DESC)`, params),
      third === undefined ? 2 : 3,
    );
  };

  const waiting = (snooze: Snooze): boolean => !snooze.woken;

  /** Newest first: the newest message of each conversation that is not put off. */
  const headsOf = ({ threads, ids }: Entries, hidden: ReadonlyMap<number, MessageId>): Map<number, MessageId> => {
    const heads = new Map<number, MessageId>();
    for (let at = 0; at < threads.length; at += 1) {
      const thread = threads[at] ?? 0;
      if (!heads.has(thread)) heads.set(thread, ids[at] ?? 0);
    }
    for (const [thread, head] of hidden) {
      // A newer message brings a conversation back before its time.
      if ((heads.get(thread) ?? 0) <= head) heads.delete(thread);
    }
    return heads;
  };

  const sortKeys = (place: FolderId | 'flagged', order: 'sender' | 'subject'): Map<MessageId, string> => {
    const { from, params } = within(place);
    const role = text(
      'SELECT coalesce(c.role, f.role) FROM folder f LEFT JOIN folder_choice c ON c.path = f.path WHERE f.id = ?',
      [place],
    );
    // What one sent oneself is told apart by whom it went to.
    const people = role === 'sent' || role === 'drafts' ? 3 : 2;
    const key =
      order === 'subject'
        ? "head ->> '$[0]'"
        : `coalesce(nullif(trim(head ->> '$[${people}][0]'), ''), head ->> '$[${people}][1]')`;
    const listed = text(`SELECT json_group_array(json_array(id, ${key})) FROM ${from}`, params);
    const pairs = JSON.parse(typeof listed === 'string' ? listed : '[]') as [number, string | null][];
    const fold = (value: string): string =>
      order === 'subject' ? foldText(baseSubject(value).base) : foldText(value.trim()).toLowerCase();
    return new Map(pairs.map(([id, value]) => [id, fold(value ?? '')]));
  };

  const inOrder = (
    place: FolderId | 'flagged',
    order: ListOrder,
    heads: ReadonlyMap<number, MessageId>,
    sizes: ReadonlyMap<number, number>,
  ): [number, MessageId][] => {
    const lines = [...heads];
    if (order === 'newest') return lines;
    if (order === 'oldest') return lines.reverse();
    if (order === 'largest') return lines.sort(([one], [other]) => (sizes.get(other) ?? 0) - (sizes.get(one) ?? 0));
    const keys = sortKeys(place, order);
    const keyed = lines.map((line) => ({ line, key: keys.get(line[1]) ?? '' }));
    // What says nothing comes last.
    keyed.sort(({ key: one }, { key: other }) =>
      one === other ? 0 : one === '' ? 1 : other === '' ? -1 : one < other ? -1 : 1,
    );
    return keyed.map(({ line }) => line);
  };

  /** Puts conversations that came back where a message received at that moment would stand. */
  const lift = (lines: [number, MessageId][], woken: readonly Snooze[]): [number, MessageId][] => {
    if (woken.length === 0) return lines;
    const times = new Map(woken.map(({ thread, until }) => [thread, firstIdOf(secondOf(until))]));
    return lines
      .map((line, at) => ({ line, at, place: times.get(line[0]) ?? line[1] }))
      .sort((one, other) => other.place - one.place || one.at - other.at)
      .map(({ line }) => line);
  };

  const listed = (lines: readonly [number, MessageId][], moved: readonly Snooze[]): ListedConversations => ({
    threads: Float64Array.from(lines, ([thread]) => thread),
    heads: Float64Array.from(lines, ([, head]) => head),
    moved: moved.map(({ thread, until }) => ({ thread, at: until })),
  });

  const snoozedHere = (): Snooze[] => {
    const away = new Set<number | null>([...putAway(), null]);
    return snoozes()
      .filter((snooze) => waiting(snooze) && !away.has(snooze.folder))
      .sort((one, other) => one.until - other.until);
  };

  /** What is asked for most, without anything in between. */
  const newestOf = (folder: FolderId, hidden: ReadonlyMap<number, MessageId>): ListedConversations => {
    const known = new Set<number>();
    const threads: number[] = [];
    const heads: number[] = [];
    let thread = 0;
    const { from, params } = within(folder);
    const pairs = text(
      `SELECT group_concat(line) FROM (SELECT thread_id || ',' || id AS line FROM ${from} ORDER BY id DESC)`,
      params,
    );
    parseNumbers(typeof pairs === 'string' ? pairs : '', (value, index) => {
      if (index % 2 === 0) {
        thread = value;
        return;
      }
      if (known.has(thread)) return;
      known.add(thread);
      if (value <= (hidden.get(thread) ?? -1)) return;
      threads.push(thread);
      heads.push(value);
    });
    return { threads: Float64Array.from(threads), heads: Float64Array.from(heads), moved: [] };
  };

  const list: StoreReader['listConversations'] = (place, order, filter, staying = []) => {
    if (place === 'snoozed') {
      const put = snoozedHere();
      return listed(
        put.map(({ thread, head }) => [thread, head]),
        put,
      );
    }
    const here = place === 'flagged' ? [] : snoozes().filter(({ folder }) => folder === place);
    const hidden = new Map(here.filter(waiting).map(({ thread, head }) => [thread, head]));
    if (place !== 'flagged' && order === 'newest' && filter === 'all' && here.every(waiting)) {
      return newestOf(place, hidden);
    }
    const third = filter !== 'all' ? 'flags | (has_attachment << 10)' : order === 'largest' ? 'size' : undefined;
    const all = entries(place, third);
    const heads = headsOf(all, hidden);
    if (filter !== 'all') {
      const fits = filterBits[filter];
      const kept = new Set([...staying, ...all.threads.filter((_, at) => fits(all.extra[at] ?? 0))]);
      for (const thread of heads.keys()) if (!kept.has(thread)) heads.delete(thread);
    }
    const sizes = new Map<number, number>();
    if (order === 'largest') {
      const each = filter === 'all' ? all : entries(place, 'size');
      for (const [at, thread] of each.threads.entries()) {
        sizes.set(thread, (sizes.get(thread) ?? 0) + (each.extra[at] ?? 0));
      }
    }
    const lines = inOrder(place, order, heads, sizes);
    if (order !== 'newest') return listed(lines, []);
    const woken = here.filter((snooze) => !waiting(snooze) && heads.get(snooze.thread) === snooze.head);
    return listed(lift(lines, woken), woken);
  };

  type Part = {
    readonly thread_id: number;
    readonly id: number;
    readonly shown_folder: number;
    readonly flags: number;
    readonly has_attachment: number;
  };

  const partsOf = (threads: readonly number[]): Map<number, Part[]> => {
    const parts = db
      .prepare(
        `SELECT thread_id, id, shown_folder, flags, has_attachment FROM message
         WHERE thread_id IN (SELECT value FROM json_each(?)) AND shown_folder IS NOT NULL ORDER BY id DESC`,
      )
      .all<Part>([JSON.stringify(threads)]);
    const byThread = new Map<number, Part[]>();
    for (const part of parts) {
      const known = byThread.get(part.thread_id);
      if (known === undefined) byThread.set(part.thread_id, [part]);
      else known.push(part);
    }
    return byThread;
  };

  const belongs = (place: ListPlace, away: ReadonlySet<number>) => (part: Part) =>
    typeof place === 'number'
      ? part.shown_folder === place
      : !away.has(part.shown_folder) && (place === 'snoozed' || (part.flags & flagged) !== 0);

  const peopleOf = (messages: readonly StoredRow[]): MailAddress[] => {
    const people = new Map<string, MailAddress>();
    for (const person of messages.flatMap(({ from }) => from)) {
      const known = people.get(person.address.toLowerCase());
      if (known === undefined) people.set(person.address.toLowerCase(), person);
    }
    return [...people.values()].slice(0, mostPeople);
  };

  return {
    list,
    conversations: (place, heads) => {
      const found = rows(heads);
      const parts = partsOf([...new Set(found.map(({ threadId }) => threadId))]);
      const away = new Set(putAway());
      const whole = (part: Part): boolean => part.shown_folder === place || !away.has(part.shown_folder);
      const several = [...parts.values()]
        .map((all) => all.filter(whole))
        .filter((all) => all.length > 1)
        .flatMap((all) => all.slice(0, lookedAt).map(({ id }) => id));
      const others = new Map(rows(several).map((row) => [row.id, row]));
      const put = new Map(snoozes().map((snooze) => [snooze.thread, snooze]));
      return found.map((head) => {
        const all = (parts.get(head.threadId) ?? []).filter(whole);
        const here = all.filter(belongs(place, away));
        const snooze = put.get(head.threadId);
        const counts = snooze !== undefined && (waiting(snooze) || snooze.head === head.id);
        return {
          head,
          ids: here.map(({ id }) => id),
          count: Math.max(1, all.length),
          unreadIds: here.filter(({ flags }) => (flags & seen) === 0).map(({ id }) => id),
          flaggedIds: here.filter(({ flags }) => (flags & flagged) !== 0).map(({ id }) => id),
          hasAttachment: all.some(({ has_attachment }) => has_attachment !== 0),
          draft: all.some(({ flags }) => (flags & draft) !== 0),
          people:
            all.length < 2
              ? peopleOf([head])
              : peopleOf(all.slice(0, lookedAt).flatMap(({ id }) => others.get(id) ?? [])),
          ...(counts ? { snoozed: { until: snooze.until, woken: snooze.woken } } : {}),
        };
      });
    },
    idsIn: (place, unreadOnly, threads) => {
      if (threads !== undefined || place === 'snoozed') {
        const away = new Set(putAway());
        const asked = threads ?? snoozedHere().map(({ thread }) => thread);
        return [...partsOf(asked).values()]
          .flat()
          .filter(belongs(place, away))
          .filter(({ flags }) => !unreadOnly || (flags & seen) === 0)
          .map(({ id }) => id);
      }
      const all = entries(place, unreadOnly ? 'flags' : undefined);
      return unreadOnly ? all.ids.filter((_, at) => ((all.extra[at] ?? 0) & seen) === 0) : all.ids;
    },
  };
};
