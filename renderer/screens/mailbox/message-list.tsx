import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageRow } from '../../../app/domain/mail.ts';
import { useNow } from '../../hooks/use-now.ts';
import { itemsOf, moveIn } from '../../logic/message-list.ts';
import { MessageListRow } from './message-list-row.tsx';

export type MessageListHandle = { readonly focus: () => void };

type MessageListProps = {
  readonly name: string;
  readonly rows: readonly MessageRow[];
  readonly at: number | undefined;
  readonly showsTo: boolean;
  readonly onMove: (to: number) => void;
  readonly onOpen: (at: number) => void;
  readonly ref?: Ref<MessageListHandle>;
};

const moves = { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last' } as const;
const rowId = (index: number): string => `message-${index}`;

/** The list as one stop for the Tab key: arrows move inside it, and only what is in sight is drawn. */
export const MessageList = ({ name, rows, at, showsTo, onMove, onOpen, ref }: MessageListProps) => {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({ focus: () => box.current?.focus() }), []);
  const minute = useNow(60_000);
  const now = useMemo(() => new Date(minute), [minute]);
  const items = useMemo(() => itemsOf(rows, now), [rows, now]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (items[index]?.kind === 'day' ? 30 : 58),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 8,
  });

  const place = at === undefined ? -1 : items.findIndex((item) => item.kind === 'message' && item.index === at);
  const scrollTo = useRef(virtual.scrollToIndex);
  scrollTo.current = virtual.scrollToIndex;
  useEffect(() => {
    // The first message brings its day into sight too.
    if (place >= 0) scrollTo.current(place === 1 ? 0 : place, { align: 'auto' });
  }, [place]);

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
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
    <div
      ref={box}
      className="mlist__box"
      role="listbox"
      tabIndex={0}
      aria-label={name}
      aria-activedescendant={place >= 0 && at !== undefined ? rowId(at) : undefined}
      onKeyDown={press}
    >
      <div className="mlist__run" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((line) => {
          const item = items[line.index];
          if (item === undefined) return null;
          const style = { transform: `translateY(${line.start}px)` };
          if (item.kind === 'day') {
            return (
              <div
                key={line.key}
                ref={virtual.measureElement}
                data-index={line.index}
                className="mlist__day"
                style={style}
                aria-hidden="true"
              >
                {item.day.kind === 'named'
                  ? item.day.text
                  : t(item.day.kind === 'today' ? 'day.today' : 'day.yesterday')}
              </div>
            );
          }
          const selected = item.index === at;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box itself takes the keys
            <div
              key={line.key}
              ref={virtual.measureElement}
              data-index={line.index}
              id={rowId(item.index)}
              className={`mrow ${item.row.unread ? 'unread' : ''} ${selected ? 'is-sel' : ''}`}
              role="option"
              tabIndex={-1}
              aria-selected={selected}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              style={style}
              onClick={() => {
                box.current?.focus();
                onOpen(item.index);
              }}
            >
              <MessageListRow row={item.row} showsTo={showsTo} now={now} />
            </div>
          );
        })}
      </div>
    </div>
  );
};
