import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationPlace, ConversationRow, ListFilter, ListOrder } from '../../app/domain/conversation.ts';
import type { Failure } from '../../app/domain/failure.ts';
import { mail } from '../bridge.ts';
import { changeLines, type ListLines, noLines } from '../logic/list-lines.ts';
import { paced } from '../logic/paced.ts';
import { createRowCache } from '../logic/row-cache.ts';

export type Conversations = {
  /** Names what is listed; another name is another list. */
  readonly name: string;
  readonly place: ConversationPlace;
  readonly order: ListOrder;
  /** Undefined until the list is here. */
  readonly lines: ListLines | undefined;
  /** Messages in the place, as far as the server told. */
  readonly messages: number;
  readonly failure: Failure | undefined;
  readonly rowAt: (line: number) => ConversationRow | undefined;
  /** These lines are in sight: their rows are brought. */
  readonly look: (from: number, to: number) => void;
  /** Changes rows before the store confirms it. */
  readonly patch: (threads: ReadonlySet<number>, change: (row: ConversationRow) => Partial<ConversationRow>) => void;
};

/** Rows that come along with a list, and those brought around what is in sight. */
const firstRows = 40;
const around = 40;

/** Lines from which reading a list costs the engine something. */
const longList = 2_000;

/** Shortest time between two readings of a list that changes all the time, in milliseconds. */
const breath = 150;

/** Nothing was ever fetched: it is shown as loading, not as a failure. */
const isOnItsWay = (failure: Failure): boolean => failure.code === 'mailUnavailable' && failure.cause === 'starting';

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

type Loaded = {
  readonly name: string;
  readonly version: number;
  readonly lines: ListLines;
  readonly messages: number;
};

/**
 * A list of conversations, live: the ids of all its lines, the rows of those in sight, and of each change only what
 * changed.
 */
export const useConversations = (
  place: ConversationPlace,
  order: ListOrder,
  filter: ListFilter,
  /** A conversation that stays although it does not pass the filter any more. */
  kept: number | undefined,
): Conversations => {
  const name = JSON.stringify([place, order, filter]);
  const asked = useMemo(() => JSON.parse(name) as [ConversationPlace, ListOrder, ListFilter], [name]);
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<Failure>();
  const [, setDrawn] = useState(0);
  const draw = useCallback(() => setDrawn((times) => times + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other rows
  const { cache, errand } = useMemo(() => ({ cache: createRowCache(), errand: { under: false } }), [name]);
  const list = useRef<Loaded>(undefined);
  const staying = useRef(kept);
  staying.current = kept;
  const sight = useRef({ from: 0, to: firstRows });

  const bring = useCallback(async (): Promise<void> => {
    if (errand.under) return;
    errand.under = true;
    for (;;) {
      const now = list.current;
      if (now === undefined || now.name !== name) break;
      const { from, to } = sight.current;
      let missing = cache.missing(now.lines.heads.subarray(from, to));
      if (missing.length > 0) {
        missing = cache.missing(now.lines.heads.subarray(Math.max(0, from - around), to + around));
      }
      if (missing.length === 0) break;
      const reply = await mail.conversationRows({ place: asked[0], heads: missing.slice(0, 500) });
      if (list.current?.name !== name) break;
      if (!reply.ok) break;
      const changed = cache.put(reply.value.rows);
      if (changed) draw();
      // Those that are gone are told by the list itself, which follows.
      if (reply.value.rows.length < missing.length) break;
    }
    errand.under = false;
  }, [name, asked, cache, errand, draw]);

  useEffect(() => {
    let over = false;
    setFailure(undefined);
    sight.current = { from: 0, to: firstRows };
    const [where, by, only] = asked;
    const reading = paced(
      async () => {
        const began = performance.now();
        const before = list.current?.name === name ? list.current : undefined;
        const reply = await mail.listConversations({
          place: where,
          order: by,
          filter: only,
          rows: firstRows,
          ...(only === 'all' || staying.current === undefined ? {} : { kept: [staying.current] }),
          ...(before === undefined ? {} : { since: before.version }),
        });
        if (over) return;
        if (reply.ok) {
          const { version, messages, rows, whole } = reply.value;
          const lines = changeLines(whole ? noLines : (before?.lines ?? noLines), reply.value);
          cache.age();
          const changed = cache.put(rows);
          list.current = { name, version, lines, messages };
          if (before === undefined || lines !== before.lines || messages !== before.messages) setLoaded(list.current);
          else {
            list.current = { ...before, version };
            if (changed) draw();
          }
          void bring();
        }
        setFailure(reply.ok || isOnItsWay(reply.error) ? undefined : reply.error);
        // A long list that changes all the time must leave the engine free for what else is asked.
        if ((list.current?.lines.heads.length ?? 0) > longList)
          await wait(Math.min(1_000, 4 * Math.max(0, performance.now() - began - 25)));
      },
      breath,
      () => (list.current?.lines.heads.length ?? 0) === 0,
    );
    reading.run();
    if (where.kind === 'folder') void mail.lookAt({ folder: where.folder });
    const stop = mail.on.folderChanged((changed) => {
      if (where.kind !== 'folder' || changed.folder === where.folder) reading.run();
    });
    const stopStatus = mail.on.statusChanged(reading.run);
    return () => {
      over = true;
      reading.end();
      stop();
      stopStatus();
    };
  }, [name, asked, cache, bring, draw]);

  const current = loaded?.name === name ? loaded : undefined;
  const lines = current?.lines;
  const look = useCallback(
    (from: number, to: number) => {
      sight.current = { from, to };
      void bring();
    },
    [bring],
  );
  const rowAt = useCallback(
    (line: number) => {
      const head = lines?.heads[line];
      return head === undefined ? undefined : cache.get(head);
    },
    [lines, cache],
  );
  const patch = useCallback<Conversations['patch']>(
    (threads, change) => {
      if (lines === undefined) return;
      for (let at = 0; at < lines.threads.length; at += 1) {
        if (!threads.has(lines.threads[at] ?? 0)) continue;
        const row = cache.get(lines.heads[at] ?? 0);
        if (row !== undefined) cache.change(row.id, change(row));
      }
      draw();
    },
    [lines, cache, draw],
  );
  return {
    name,
    place: asked[0],
    order: asked[1],
    lines,
    messages: current?.messages ?? 0,
    failure,
    rowAt,
    look,
    patch,
  };
};
