import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { ContextMenu } from '../../components/menu.tsx';
import { PointerOnly } from '../../components/pointer-only.tsx';
import { useNow } from '../../hooks/use-now.ts';
import { useSwipe } from '../../hooks/use-swipe.ts';
import { moveIn } from '../../logic/message-list.ts';
import type { Selection } from '../../logic/selection.ts';
import type { Marks } from '../../search/marks.ts';
import type { FoundRow } from '../../search/use-search.ts';
import type { ListGestures } from '../mailbox/conversation-list.tsx';
import { ResultRow } from './result-row.tsx';

export type ResultListHandle = { readonly focus: () => void };

type ResultListProps = {
  readonly label: string;
  readonly rows: readonly FoundRow[];
  readonly marks: Marks;
  readonly selection: Selection;
  readonly nameOfFolder: (path: string) => string;
  readonly showsTo: (path: string) => boolean;
  /** Lines are named by the ids of their messages. */
  readonly gestures: ListGestures;
  readonly onLeave: () => void;
  /** More can be had below the last row. */
  readonly onEnd: () => void;
  /** What follows the rows. */
  readonly tail: ReactNode;
  readonly ref?: Ref<ResultListHandle>;
};

const moves = { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last' } as const;
const idOfRow = (row: HTMLElement): number => Number(row.dataset['id']);
const rowId = (id: number): string => `result-${id}`;
/** So many rows before the last, more are asked for. */
const ahead = 10;

type LineProps = Pick<ResultListProps, 'marks' | 'selection' | 'gestures'> & {
  readonly row: FoundRow;
  readonly at: number;
  readonly count: number;
  readonly top: number;
  readonly folder: string;
  readonly toOthers: boolean;
  readonly now: Date;
  readonly measure: (element: Element | null) => void;
};

const Line = ({ row, at, count, top, folder, toOthers, now, marks, selection, gestures, measure }: LineProps) => {
  const { t } = useTranslation();
  const [hovered, setHovered] = useState(false);
  const { id } = row;
  const [current, picked, picking] = [id === selection.current, selection.picked.has(id), selection.picked.size > 0];
  const click = (event: MouseEvent): void => {
    event.currentTarget.closest<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
    if (event.shiftKey) gestures.extend(id);
    else if (event.ctrlKey || event.metaKey) gestures.toggle(id);
    else gestures.open(id);
  };
  const state = [
    'mrow found',
    row.unread ? 'unread' : '',
    current ? 'is-sel' : '',
    picked ? 'is-picked' : '',
    picking ? 'is-picking' : '',
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box itself takes the keys
    <div
      ref={measure}
      data-index={at}
      data-id={id}
      id={rowId(id)}
      className={state.filter((name) => name !== '').join(' ')}
      role="option"
      tabIndex={-1}
      draggable
      aria-selected={picking ? picked : current}
      aria-setsize={count}
      aria-posinset={at + 1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={click}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onDragStart={(event) => gestures.dragStart(id, event)}
    >
      <PointerOnly
        className="mrow__pick"
        title={t('conversation.pick')}
        onClick={(event) => (event.shiftKey ? gestures.extend(id) : gestures.toggle(id))}
      />
      <ResultRow row={row} marks={marks} folder={folder} showsTo={toOthers} now={now} />
      {picking || !hovered ? null : gestures.hover(id, row)}
    </div>
  );
};

/** What was found, as one stop for the Tab key; only what is in sight is drawn. */
export const ResultList = ({
  label,
  rows,
  marks,
  selection,
  nameOfFolder,
  showsTo,
  gestures,
  onLeave,
  onEnd,
  tail,
  ref,
}: ResultListProps) => {
  const { t } = useTranslation();
  const under = useRef<number>(undefined);
  const at = useMemo(() => {
    const found = rows.findIndex(({ id }) => id === selection.current);
    return found === -1 ? undefined : found;
  }, [rows, selection.current]);
  const scroller = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus({ preventScroll: true }) }), []);
  useSwipe(box, idOfRow, gestures.push);
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
    const { current, picked } = selection;
    if (event.key === 'Escape' && picked.size === 0) {
      event.preventDefault();
      onLeave();
      return;
    }
    if (event.key === 'Enter' && at !== undefined && current !== undefined) {
      event.preventDefault();
      gestures.open(current);
      return;
    }
    if (event.key === ' ' && current !== undefined && picked.size > 0) {
      event.preventDefault();
      gestures.toggle(current);
      return;
    }
    const move = moves[event.key as keyof typeof moves];
    const to = rows[move === undefined ? -1 : (moveIn(rows.length, at, move) ?? -1)];
    if (to === undefined) return;
    event.preventDefault();
    if (event.shiftKey) gestures.extend(to.id);
    else gestures.go(to.id);
  };
  const [first] = rows;

  return (
    <div ref={scroller} className="mlist__box">
      <ContextMenu
        label={t('conversation.menu')}
        items={() => {
          const line = under.current ?? selection.current;
          return line === undefined ? [] : gestures.menu(line);
        }}
      >
        <div
          ref={box}
          className="found__box"
          style={{ height: virtual.getTotalSize() }}
          role="listbox"
          tabIndex={0}
          aria-label={label}
          aria-multiselectable="true"
          aria-activedescendant={at === undefined ? undefined : rowId(selection.current ?? 0)}
          onKeyDown={press}
          onFocus={() => {
            if (at === undefined && first !== undefined) gestures.go(first.id);
          }}
          onContextMenu={(event) => {
            const line = event.target instanceof Element ? event.target.closest<HTMLElement>('.mrow') : null;
            under.current = line === null ? undefined : Number(line.dataset['id']);
          }}
        >
          <div className="mlist__run" role="presentation">
            {lines.map((line) => {
              const row = rows[line.index];
              return row === undefined ? null : (
                <Line
                  key={line.key}
                  measure={virtual.measureElement}
                  row={row}
                  at={line.index}
                  count={rows.length}
                  top={line.start}
                  folder={nameOfFolder(row.key.folder)}
                  toOthers={showsTo(row.key.folder)}
                  now={now}
                  marks={marks}
                  selection={selection}
                  gestures={gestures}
                />
              );
            })}
          </div>
        </div>
      </ContextMenu>
      {tail}
    </div>
  );
};
