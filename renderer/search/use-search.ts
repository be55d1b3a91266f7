import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Failure } from '../../app/domain/failure.ts';
import type { MessageKey, MessageRow } from '../../app/domain/mail.ts';
import type { SearchProblem } from '../../app/domain/search-parser.ts';
import { mail } from '../bridge.ts';
import { idOf } from '../logic/message-list.ts';
import { paced } from '../logic/paced.ts';
import { askServer, merged, type ServerSide } from './server-rounds.ts';

export type FoundRow = MessageRow & { readonly snippet: string };

type Local = {
  readonly asked: string;
  readonly rows: readonly FoundRow[];
  readonly more: boolean;
  readonly indexed: number;
  readonly total: number;
  readonly unlisted: number;
  readonly ranked?: { readonly compared: number; readonly bounded: boolean } | undefined;
  readonly problems: readonly SearchProblem[];
};

export type Search = {
  readonly text: string;
  /** Path of the one folder that is searched. */
  readonly folder: string | undefined;
  readonly order: 'newest' | 'relevance';
  /** Paths of the folders the server is asked about, in this order. */
  readonly folders: readonly string[];
  readonly online: boolean;
};

export type Found = {
  /** Undefined until the first answer. */
  readonly rows: readonly FoundRow[] | undefined;
  /** The rows are still those of the text before. */
  readonly busy: boolean;
  readonly more: boolean;
  readonly loadMore: () => void;
  readonly counts: Pick<Local, 'indexed' | 'total' | 'unlisted' | 'ranked'> | undefined;
  readonly problems: readonly SearchProblem[];
  readonly failure: Failure | undefined;
  readonly server: ServerSide;
  /** Asks the server although everything is here, or once more. */
  readonly askServer: () => void;
  readonly patch: (key: MessageKey, change: Partial<Pick<MessageRow, 'unread' | 'flagged'>>) => void;
};

/** Rows asked for at once. */
const page = 50;
/** The server is asked when nothing was typed for this time, in milliseconds. */
const serverAfter = 700;
/** Shortest time between two readings while folders change all the time, in milliseconds. */
const breath = 400;
const none: readonly FoundRow[] = [];

const nameOf = ({ text, folder, order }: Search): string => JSON.stringify([text, folder, order]);

/** What is here, as one types, and what the server adds a moment later. */
export const useSearch = (search: Search | undefined): Found => {
  const asked = search === undefined ? undefined : nameOf(search);
  const [local, setLocal] = useState<Local>();
  const [failure, setFailure] = useState<Failure>();
  const [server, setServer] = useState<{
    readonly asked: string;
    readonly side: ServerSide;
    readonly rows: readonly FoundRow[];
  }>();
  const [rounds, setRounds] = useState(0);
  const latest = useRef(search);
  latest.current = search;
  const shown = useRef<Local>(undefined);
  shown.current = local;

  const readPage = useCallback(async (one: Search, rows: readonly FoundRow[], limit: number) => {
    const { text, folder, order } = one;
    const last = rows.at(-1);
    return mail.search({
      text,
      limit,
      order,
      ...(folder === undefined ? {} : { folder }),
      ...(order === 'relevance' ? { skip: rows.length } : last === undefined ? {} : { before: last.id }),
    });
  }, []);

  useEffect(() => {
    if (asked === undefined) {
      setLocal(undefined);
      setFailure(undefined);
      return;
    }
    let over = false;
    const read = async (): Promise<void> => {
      const one = latest.current;
      if (one === undefined) return;
      // As many as are shown, so that reading anew does not cut the list.
      const wanted = shown.current?.asked === asked ? Math.max(page, shown.current.rows.length) : page;
      let rows: readonly FoundRow[] = [];
      for (;;) {
        const reply = await readPage(one, rows, Math.min(200, wanted - rows.length));
        if (over) return;
        if (!reply.ok) return setFailure(reply.error);
        rows = [...rows, ...reply.value.rows];
        if (rows.length >= wanted || !reply.value.more) {
          setFailure(undefined);
          return setLocal({ ...reply.value, rows, asked });
        }
      }
    };
    const again = paced(read, breath);
    again.run();
    const stop = mail.on.folderChanged(again.run);
    return () => {
      over = true;
      again.end();
      stop();
    };
  }, [asked, readPage]);

  const current = local?.asked === asked ? local : undefined;
  const complete = current !== undefined && current.indexed >= current.total && current.unlisted === 0;
  const online = search?.online === true;
  const needed = current === undefined ? undefined : !complete || rounds > 0;
  const folders = search?.folders.join('\0');
  // biome-ignore lint/correctness/useExhaustiveDependencies: folders stands for the list; rounds asks once more
  useEffect(() => {
    if (asked === undefined || needed !== true || !online) return;
    let over = false;
    const timer = setTimeout(() => {
      const one = latest.current;
      if (one === undefined) return;
      void askServer(
        one.folders,
        (folder) => mail.searchServer({ text: one.text, limit: 200, folder }),
        (side, rows) =>
          setServer((before) => {
            const kept = before?.asked === asked ? before.rows : none;
            return { asked, side, rows: [...kept, ...rows.map((row) => ({ ...row, snippet: '' }))] };
          }),
        () => over,
      );
    }, serverAfter);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [asked, needed, online, folders, rounds]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins without being asked for twice
  useEffect(() => setRounds(0), [asked]);

  const loading = useRef(false);
  const loadMore = useCallback(() => {
    const [one, before] = [latest.current, shown.current];
    if (loading.current || one === undefined || before === undefined || !before.more) return;
    if (before.asked !== nameOf(one)) return;
    loading.current = true;
    void readPage(one, before.rows, page).then((reply) => {
      loading.current = false;
      if (!reply.ok) return;
      setLocal((now) =>
        now === before ? { ...reply.value, asked: now.asked, rows: [...now.rows, ...reply.value.rows] } : now,
      );
    });
  }, [readPage]);

  const patch = useCallback<Found['patch']>((key, change) => {
    const id = idOf(key);
    const patched = (rows: readonly FoundRow[]) =>
      rows.map((row) => (idOf(row.key) === id ? { ...row, ...change } : row));
    setLocal((before) => before && { ...before, rows: patched(before.rows) });
    setServer((before) => before && { ...before, rows: patched(before.rows) });
  }, []);

  const told = server?.asked === asked ? server : undefined;
  const rows = useMemo(
    () => current && merged(current.rows, current.more, told?.rows ?? none, search?.order ?? 'newest'),
    [current, told?.rows, search?.order],
  );
  // While the next answer is on its way the last one stays, so that the list does not flicker under the hand.
  const before = useRef<{ rows: readonly FoundRow[]; local: Local }>(undefined);
  if (asked === undefined) before.current = undefined;
  else if (rows !== undefined && current !== undefined) before.current = { rows, local: current };

  const side = ((): ServerSide => {
    if (complete && rounds === 0) return { state: 'notNeeded' };
    if (told !== undefined) return told.side;
    return online ? { state: 'waiting' } : { state: 'offline' };
  })();

  return {
    rows: rows ?? before.current?.rows,
    busy: asked !== undefined && current === undefined && failure === undefined,
    more: current?.more ?? false,
    loadMore,
    counts: before.current?.local,
    problems: current?.problems ?? [],
    failure,
    server: side,
    askServer: useCallback(() => {
      setServer(undefined);
      setRounds((count) => count + 1);
    }, []),
    patch,
  };
};
