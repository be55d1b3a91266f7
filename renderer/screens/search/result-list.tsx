import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useNow } from '../../hooks/use-now.ts';
import { moveIn } from '../../logic/message-list.ts';
import type { Marks } from '../../search/marks.ts';
import type { FoundRow } from '../../search/use-search.ts';
import { ResultRow } from './result-row.tsx';

export type ResultListHandle = { readonly focus: () => void };

type ResultListProps = {
  readonly label: string;
  readonly rows: readonly FoundRow[];
  readonly marks: Marks;
  readonly at: number | undefined;
  readonly nameOfFolder: (path: string) => string;
  readonly showsTo: (path: string) => boolean;
  readonly onMove: (to: number) => void;
  readonly onOpen: (at: number) => void;
  readonly onLeave: () => void;
  /** More can be had below the last row. */
  readonly onEnd: () => void;
  /** What follows the rows. */
  readonly tail: ReactNode;
  readonly ref?: Ref<ResultListHandle>;
};

const moves = { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last' } as const;
const rowId = (index: number): string => `result-${index}`;
/** So many rows before the last, more are asked for. */
const ahead = 10;

/** What was found, as one stop for the Tab key; only what is in sight is drawn. */
export const ResultList = ({
  label,
  rows,
  marks,
  at,
  nameOfFolder,
  showsTo,
  onMove,
  onOpen,
  onLeave,
  onEnd,
  tail,
  ref,
}: ResultListProps) => {
  const scroller = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus({ preventScroll: true }) }), []);
  const minute = useNow(60_000);
  const now = useMemo(() => new Date(minute), [minute]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 76,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
  });
  const scrollTo = useRef(virtual.scrollToIndex);
  scrollTo.current = virtual.scrollToIndex;
  useEffect(() => {
    if (at !== undefined) scrollTo.current(at, { align: 'auto' });
  }, [at]);

  const lines = virtual.getVirtualItems();
  const last = lines.at(-1)?.index ?? -1;
  const nearEnd = last >= rows.length - ahead;
  useEffect(() => {
    if (nearEnd) onEnd();
  }, [nearEnd, onEnd]);

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
      return;
    }
    if (event.key === 'Enter' && at !== undefined) {
      event.preventDefault();
      onOpen(at);
      return;
    }
    const move = moves[event.key as keyof typeof moves];
    const to = move === undefined ? undefined : moveIn(rows.length, at, move);
    if (to === undefined) return;
    event.preventDefault();
    onMove(to);
  };

  return (
    <div ref={scroller} className="mlist__box">
      <div
        ref={box}
        className="found__box"
        style={{ height: virtual.getTotalSize() }}
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={at === undefined ? undefined : rowId(at)}
        onKeyDown={press}
        onFocus={() => {
          if (at === undefined && rows.length > 0) onMove(0);
        }}
      >
        <div className="mlist__run" role="presentation">
          {lines.map((line) => {
            const row = rows[line.index];
            if (row === undefined) return null;
            const selected = line.index === at;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list box itself takes the keys
              <div
                key={line.key}
                ref={virtual.measureElement}
                data-index={line.index}
                id={rowId(line.index)}
                className={`mrow found ${row.unread ? 'unread' : ''} ${selected ? 'is-sel' : ''}`}
                role="option"
                tabIndex={-1}
                aria-selected={selected}
                aria-setsize={rows.length}
                aria-posinset={line.index + 1}
                style={{ transform: `translateY(${line.start}px)` }}
                onClick={() => {
                  box.current?.focus({ preventScroll: true });
                  onOpen(line.index);
                }}
              >
                <ResultRow
                  row={row}
                  marks={marks}
                  folder={nameOfFolder(row.key.folder)}
                  showsTo={showsTo(row.key.folder)}
                  now={now}
                />
              </div>
            );
          })}
        </div>
      </div>
      {tail}
    </div>
  );
};
