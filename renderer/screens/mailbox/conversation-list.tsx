import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationRow } from '../../../app/domain/conversation.ts';
import { ContextMenu, type MenuItem } from '../../components/menu.tsx';
import { PointerOnly } from '../../components/pointer-only.tsx';
import type { Conversations } from '../../hooks/use-conversations.ts';
import { useInSight } from '../../hooks/use-in-sight.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useRowHeights } from '../../hooks/use-row-heights.ts';
import { useSteadyScroll } from '../../hooks/use-steady-scroll.ts';
import { useSwipe } from '../../hooks/use-swipe.ts';
import { daysOf } from '../../logic/list-days.ts';
import { listGeometry } from '../../logic/list-geometry.ts';
import { type ListLines, placeOf } from '../../logic/list-lines.ts';
import { moveIn } from '../../logic/message-list.ts';
import type { Selection } from '../../logic/selection.ts';
import { ConversationRowText } from './conversation-row.tsx';

export type ConversationListHandle = { readonly focus: () => void };

/** What a click, a key or a drag does to lines of the list. */
export type ListGestures = {
  readonly go: (thread: number) => void;
  readonly open: (thread: number) => void;
  readonly toggle: (thread: number) => void;
  readonly extend: (thread: number) => void;
  readonly menu: (thread: number) => readonly MenuItem[];
  readonly dragStart: (thread: number, event: DragEvent) => void;
  /** A line was pushed to a side on a touchpad; undefined where that does nothing. */
  readonly push: ((thread: number, to: 'start' | 'end') => void) | undefined;
  /** Buttons on the line under the pointer. */
  readonly hover: (line: number, row: Pick<ConversationRow, 'unread' | 'flagged'>) => ReactNode;
};

type ConversationListProps = {
  readonly name: string;
  readonly own: string;
  readonly conversations: Conversations;
  readonly lines: ListLines;
  readonly selection: Selection;
  readonly showsTo: boolean;
  readonly gestures: ListGestures;
  readonly ref?: Ref<ConversationListHandle>;
};

const moves = { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last' } as const;
const threadOfRow = (row: HTMLElement): number => Number(row.dataset['thread']);
const rowId = (thread: number): string => `conversation-${thread}`;

type LineProps = {
  readonly thread: number;
  readonly row: ConversationRow | undefined;
  readonly at: number;
  readonly count: number;
  readonly top: number;
  readonly current: boolean;
  readonly picked: boolean;
  readonly picking: boolean;
  readonly own: string;
  readonly showsTo: boolean;
  readonly now: Date;
  readonly gestures: ListGestures;
};

/** One line; drawn anew only when what it shows changes. */
const Line = memo(
  ({ thread, row, at, count, top, current, picked, picking, own, showsTo, now, gestures }: LineProps) => {
    const { t } = useTranslation();
    // Drawn only where the pointer is: on every line they would cost more than the line itself.
    const [hovered, setHovered] = useState(false);
    const click = (event: MouseEvent): void => {
      event.currentTarget.closest<HTMLElement>('[role="listbox"]')?.focus();
      if (event.shiftKey) gestures.extend(thread);
      else if (event.ctrlKey || event.metaKey) gestures.toggle(thread);
      else gestures.open(thread);
    };
    const state = [
      'mrow',
      row?.unread === true ? 'unread' : '',
      current ? 'is-sel' : '',
      picked ? 'is-picked' : '',
      picking ? 'is-picking' : '',
    ];
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the list box itself takes the keys
      <div
        id={rowId(thread)}
        className={state.filter((name) => name !== '').join(' ')}
        role="option"
        tabIndex={-1}
        draggable
        aria-selected={picking ? picked : current}
        aria-setsize={count}
        aria-posinset={at + 1}
        style={{ transform: `translateY(${top}px)` }}
        data-thread={thread}
        onClick={click}
        onPointerEnter={() => setHovered(true)}
        onPointerLeave={() => setHovered(false)}
        onDragStart={(event) => gestures.dragStart(thread, event)}
      >
        <PointerOnly
          className="mrow__pick"
          title={t('conversation.pick')}
          onClick={(event) => (event.shiftKey ? gestures.extend(thread) : gestures.toggle(thread))}
        />
        {row === undefined ? (
          <>
            <span className="skeleton skeleton--short" />
            <span className="skeleton" />
          </>
        ) : (
          <ConversationRowText row={row} own={own} showsTo={showsTo} now={now} />
        )}
        {row === undefined || picking || !hovered ? null : gestures.hover(thread, row)}
      </div>
    );
  },
);

/**
 * The list as one stop for the Tab key: arrows move inside it, and only what is in sight is drawn. All lines are of one
 * height, so that a hundred thousand cost no more than twenty.
 */
export const ConversationList = ({
  name,
  own,
  conversations,
  lines,
  selection,
  showsTo,
  gestures,
  ref,
}: ConversationListProps) => {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus() }), []);
  const minute = useNow(60_000);
  const now = useMemo(() => new Date(minute), [minute]);
  const heights = useRowHeights();
  const under = useRef<number>(undefined);
  const sight = useInSight(box);
  const { order, look, rowAt } = conversations;
  const count = lines.heads.length;

  const days = useMemo(
    () =>
      (order === 'newest' || order === 'oldest') && conversations.place.kind !== 'snoozed'
        ? daysOf(lines, order, now)
        : [],
    [lines, order, now, conversations.place.kind],
  );
  const geometry = useMemo(
    () =>
      listGeometry(
        count,
        days.map(({ from }) => from),
        heights.row,
        heights.day,
      ),
    [count, days, heights.row, heights.day],
  );
  const { from, to } = geometry.between(sight.top, sight.bottom);
  const headings = geometry.headingsBetween(sight.top, sight.bottom);
  useEffect(() => look(from, to), [look, from, to]);

  const isFilled = rowAt(0) !== undefined;
  useEffect(() => {
    // What the time from start to a usable mailbox is measured by.
    if (isFilled && performance.getEntriesByName('conversations').length === 0) {
      requestAnimationFrame(() => performance.mark('conversations'));
    }
  }, [isFilled]);

  useSwipe(box, threadOfRow, gestures.push);
  const place = placeOf(lines, selection.current);
  useSteadyScroll(box, lines, geometry);
  const latest = useRef({ geometry, place });
  latest.current = { geometry, place };
  const isListed = place !== undefined;
  // Brought into sight when one goes there, not when the list changes around it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the line, not its place
  useEffect(() => {
    const element = box.current;
    const at = latest.current.place;
    if (element === null || at === undefined) return;
    const top = latest.current.geometry.topOf(at);
    // The first line brings its day into sight too.
    const above = at === 0 ? 0 : top;
    if (above < element.scrollTop) element.scrollTop = above;
    else if (top + heights.row > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + heights.row - element.clientHeight;
    }
  }, [selection.current, isListed]);

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const current = selection.current;
    if (event.key === 'Enter' && place !== undefined && current !== undefined) {
      event.preventDefault();
      gestures.open(current);
      return;
    }
    if (event.key === ' ' && current !== undefined && selection.picked.size > 0) {
      event.preventDefault();
      gestures.toggle(current);
      return;
    }
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / heights.row) - 1);
    const far = event.key === 'PageDown' ? page : event.key === 'PageUp' ? -page : undefined;
    const move = moves[event.key as keyof typeof moves];
    const next =
      far !== undefined
        ? count === 0
          ? undefined
          : Math.min(count - 1, Math.max(0, (place ?? 0) + far))
        : move === undefined
          ? undefined
          : moveIn(count, place, move);
    const thread = next === undefined ? undefined : lines.threads[next];
    if (thread === undefined) return;
    event.preventDefault();
    if (event.shiftKey) gestures.extend(thread);
    else gestures.go(thread);
  };

  const drawn: ReactNode[] = [];
  for (let at = headings.from; at < headings.to; at += 1) {
    const day = days[at]?.day;
    if (day === undefined) continue;
    drawn.push(
      <div
        key={`day ${at}`}
        className="mlist__day"
        style={{ transform: `translateY(${geometry.topOfHeading(at)}px)` }}
        aria-hidden="true"
      >
        {day.kind === 'named' ? day.text : t(day.kind === 'today' ? 'day.today' : 'day.yesterday')}
      </div>,
    );
  }
  for (let at = from; at < to; at += 1) {
    const thread = lines.threads[at];
    if (thread === undefined) continue;
    drawn.push(
      <Line
        key={thread}
        thread={thread}
        row={rowAt(at)}
        at={at}
        count={count}
        top={geometry.topOf(at)}
        current={thread === selection.current}
        picked={selection.picked.has(thread)}
        picking={selection.picked.size > 0}
        own={own}
        showsTo={showsTo}
        now={now}
        gestures={gestures}
      />,
    );
  }
  const inSight = place !== undefined && place >= from && place < to && selection.current !== undefined;

  return (
    <ContextMenu
      label={t('conversation.menu')}
      items={() => {
        const thread = under.current ?? selection.current;
        return thread === undefined ? [] : gestures.menu(thread);
      }}
    >
      <div
        ref={box}
        className="mlist__box"
        role="listbox"
        tabIndex={0}
        aria-label={name}
        aria-multiselectable="true"
        aria-activedescendant={inSight ? rowId(selection.current ?? 0) : undefined}
        onKeyDown={press}
        onContextMenu={(event) => {
          const line = event.target instanceof Element ? event.target.closest<HTMLElement>('.mrow') : null;
          under.current = line === null ? undefined : Number(line.dataset['thread']);
        }}
      >
        <div className="mlist__run" role="presentation" style={{ height: geometry.height }}>
          {drawn}
        </div>
      </div>
    </ContextMenu>
  );
};
