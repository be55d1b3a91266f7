import type { Reply } from '../../../app/contract/area.ts';
import type { ConversationPlace, ConversationRow } from '../../../app/domain/conversation.ts';
import type { Folder, MessageRow } from '../../../app/domain/mail.ts';
import { mail } from '../../bridge.ts';
import type { Conversations } from '../../hooks/use-conversations.ts';
import { conversationOf } from '../../logic/conversation-of.ts';
import { type ListLines, lineAfter, noLines, placeOf } from '../../logic/list-lines.ts';
import { goTo, type Selection, targetsOf } from '../../logic/selection.ts';
import type { Found, FoundRow } from '../../search/use-search.ts';

/** Lines of what is listed: by their conversations in a list, by their messages among results. */
export type Lines = readonly number[];

/** What verbs are done to, wherever it is listed. */
export type AtHand = {
  /** What is picked, else the line one is at, in the order of the list. */
  readonly chosen: () => Lines;
  readonly ids: (lines: Lines, unreadOnly?: boolean) => Promise<Reply<readonly number[]>>;
  /** Undefined where they are too many to be asked for. */
  readonly rows: (lines: Lines) => Promise<Reply<readonly ConversationRow[] | undefined>>;
  /** The newest message of each. */
  readonly heads: (lines: Lines) => number[];
  readonly patch: (lines: Lines, change: Partial<Pick<MessageRow, 'unread' | 'flagged'>>) => void;
  /** They go away: the line one is at goes on to the next that stays. */
  readonly leave: (lines: Lines) => void;
  /** The folders they are in, as far as they are known. */
  readonly folders: (lines: Lines) => readonly Folder[];
};

/** Rows asked for to know what is flagged or unread; of more, everything is marked. */
const mostRows = 500;

const good = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

export const messageIds = async (
  place: ConversationPlace,
  threads: Lines | undefined,
  unreadOnly = false,
): Promise<Reply<readonly number[]>> => {
  const reply = await mail.messageIds({
    place,
    unreadOnly,
    ...(threads === undefined ? {} : { threads: Float64Array.from(threads) }),
  });
  return reply.ok ? good([...reply.value.ids]) : reply;
};

type Chosen = { readonly selection: Selection; readonly select: (selection: Selection) => void };

const leaving = (lines: ListLines, { selection, select }: Chosen, gone: Lines): void => {
  const all = new Set(gone);
  const isGone = selection.current !== undefined && all.has(selection.current);
  select(goTo(isGone ? lineAfter(lines, placeOf(lines, selection.current), all) : selection.current));
};

/** Conversations of the list that is shown. @param folder undefined where the list is of no single folder */
export const conversationsAtHand = (
  conversations: Conversations,
  folder: Folder | undefined,
  chosen: Chosen,
): AtHand => {
  const all = conversations.lines ?? noLines;
  const heads = (lines: Lines): number[] => lines.flatMap((thread) => all.heads[placeOf(all, thread) ?? -1] ?? []);
  return {
    chosen: () => targetsOf(chosen.selection, all),
    ids: (lines, unreadOnly) => messageIds(conversations.place, lines, unreadOnly),
    rows: async (lines) => {
      if (lines.length > mostRows) return good(undefined);
      const reply = await mail.conversationRows({ place: conversations.place, heads: heads(lines) });
      return reply.ok ? good(reply.value.rows) : reply;
    },
    heads,
    patch: (lines, change) => conversations.patch(new Set(lines), () => change),
    leave: (lines) => leaving(all, chosen, lines),
    folders: () => (folder === undefined ? [] : [folder]),
  };
};

/** Single messages that a search found, whatever folders they are in. */
export const resultsAtHand = (
  found: Pick<Found, 'rows' | 'patch'>,
  all: ListLines,
  folders: readonly Folder[],
  chosen: Chosen,
): AtHand => {
  const rowsOf = (lines: Lines): FoundRow[] => {
    const wanted = new Set(lines);
    return (found.rows ?? []).filter(({ id }) => wanted.has(id));
  };
  return {
    chosen: () => targetsOf(chosen.selection, all),
    ids: async (lines, unreadOnly = false) =>
      good(
        rowsOf(lines)
          .filter(({ unread }) => unread || !unreadOnly)
          .map(({ id }) => id),
      ),
    rows: async (lines) => good(rowsOf(lines).map(conversationOf)),
    heads: (lines) => rowsOf(lines).map(({ id }) => id),
    patch: (lines, change) => {
      for (const { key } of rowsOf(lines)) found.patch(key, change);
    },
    leave: (lines) => leaving(all, chosen, lines),
    folders: (lines) => {
      const paths = new Set(rowsOf(lines).map(({ key }) => key.folder));
      return folders.filter(({ path }) => paths.has(path));
    },
  };
};
