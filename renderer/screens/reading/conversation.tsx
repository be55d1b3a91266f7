import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderRole, MessageRow } from '../../../app/domain/mail.ts';
import { mail } from '../../bridge.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useConversation } from '../../hooks/use-conversation.ts';
import { type MessageReading, useMessageBody } from '../../hooks/use-message-body.ts';
import { useNow } from '../../hooks/use-now.ts';
import { idOf, namesOf } from '../../logic/message-list.ts';
import { peopleIn } from '../../logic/people-in.ts';
import { useMarks } from '../../search/search-state.ts';
import { listTimeOf } from '../../text/dates.ts';
import { Marked } from '../search/marked.tsx';
import { LinksProvider } from './links.tsx';
import { OpenMessage, type OpenMessageHandle } from './open-message.tsx';
import { turnPage } from './turn-page.ts';

type ReadProps = {
  readonly reading: MessageReading;
  readonly inJunk: boolean;
  readonly address: string;
  readonly onFold?: () => void;
  readonly handle: (handle: OpenMessageHandle | null) => void;
};

const Read = ({ reading, inJunk, address, onFold, handle }: ReadProps) => {
  const { t } = useTranslation();
  if (reading.failure !== undefined) {
    return (
      <div className="reader__said">
        <FailureBanner
          failure={reading.failure}
          actions={<Button onClick={reading.again}>{t('common.tryAgain')}</Button>}
        />
      </div>
    );
  }
  if (reading.body === undefined) {
    return (
      <div className="reader__said" aria-busy="true">
        <span className="skeleton skeleton--short" />
        <span className="skeleton" />
        <span className="skeleton" />
      </div>
    );
  }
  return (
    <OpenMessage
      body={reading.body}
      inJunk={inJunk}
      address={address}
      onWhole={reading.whole}
      handle={handle}
      {...(onFold === undefined ? {} : { onFold })}
    />
  );
};

/** A message of the conversation that is not the one the list has open: it reads itself. */
const Beside = ({ row, ...rest }: Omit<ReadProps, 'reading'> & { readonly row: MessageRow }) => {
  const reading = useMessageBody(row.key);
  const isRead = reading.body !== undefined;
  const { key, unread } = row;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when its text is there
  useEffect(() => {
    if (isRead && unread) void mail.setFlags({ key, unread: false });
  }, [isRead]);
  return <Read reading={reading} {...rest} />;
};

type FoldedProps = { readonly row: MessageRow; readonly own: boolean; readonly now: Date; readonly onOpen: () => void };

const Folded = ({ row, own, now, onOpen }: FoldedProps) => {
  const { t } = useTranslation();
  const who = own ? t('reading.thread.you') : namesOf(row.from) || t('mailbox.noSender');
  return (
    <button type="button" className={`fold ${row.unread ? 'fold--unread' : ''}`} aria-expanded="false" onClick={onOpen}>
      <Avatar of={row.from[0] === undefined ? '?' : namesOf(row.from)} />
      {row.unread ? <span className="sr">{t('mailbox.state.unread')}</span> : null}
      <span className="fold__who">{who}</span>
      <span className="fold__words">{row.preview}</span>
      <time className="msg__time" dateTime={row.date}>
        {listTimeOf(row.date, now)}
      </time>
    </button>
  );
};

type ConversationProps = {
  readonly row: MessageRow;
  readonly reading: MessageReading;
  /** The account's own address, to tell who wrote what. */
  readonly address: string;
  readonly roleOf: (folder: string) => FolderRole | undefined;
  /** False while something covers the mailbox. */
  readonly active: boolean;
  readonly below: ReactNode;
  /** Goes on to the next conversation, where this one was paged through. */
  readonly onNext: () => void;
};

/** Unread messages of one conversation that open by themselves, the newest ones. */
const mostOpened = 8;

/** The conversation of a message: that one open, the others folded to a line each. */
export const Conversation = ({ row, reading, address, roleOf, active, below, onNext }: ConversationProps) => {
  const { t } = useTranslation();
  const rows = useConversation(row);
  const now = new Date(useNow(60_000));
  const focal = idOf(row.key);
  const [chosen, setChosen] = useState<{ readonly of: string; readonly open: ReadonlyMap<string, boolean> }>();
  const [placed, setPlaced] = useState<{ readonly of: string; readonly at: string }>();
  const handles = useRef(new Map<string, OpenMessageHandle>());
  const places = useRef(new Map<string, HTMLElement>());
  const scroller = useRef<HTMLDivElement>(null);

  const open = chosen?.of === focal ? chosen.open : new Map<string, boolean>();
  // What was unread when the conversation was opened stays open after it was read.
  const unread = useRef({ of: focal, ids: new Set<string>() });
  if (unread.current.of !== focal) unread.current = { of: focal, ids: new Set() };
  for (const one of rows.filter((each) => each.unread).slice(-mostOpened)) {
    if (unread.current.ids.size < mostOpened) unread.current.ids.add(idOf(one.key));
  }
  const isOpen = (one: MessageRow): boolean => {
    const id = idOf(one.key);
    return open.get(id) ?? (id === focal || unread.current.ids.has(id));
  };
  const setOpen = (id: string, to: boolean): void => setChosen({ of: focal, open: new Map(open).set(id, to) });
  const current = placed?.of === focal ? placed.at : focal;

  const goTo = (by: 1 | -1): (() => void) | undefined => {
    const target = rows[rows.findIndex((one) => idOf(one.key) === current) + by];
    if (target === undefined) return undefined;
    return () => {
      const id = idOf(target.key);
      setOpen(id, true);
      setPlaced({ of: focal, at: id });
      requestAnimationFrame(() => {
        const place = places.current.get(id);
        place?.scrollIntoView({ block: 'start' });
        place?.focus({ preventScroll: true });
      });
    };
  };
  const act = (what: keyof OpenMessageHandle) => () => handles.current.get(current)?.[what]();
  useCommands(active, {
    'message.print': act('print'),
    'message.source': act('source'),
    'message.saveAs': act('saveAs'),
    'thread.next': goTo(1),
    'thread.previous': goTo(-1),
    'message.page': () => {
      if (!turnPage(scroller.current, 1)) onNext();
    },
    'message.pageBack': () => void turnPage(scroller.current, -1),
  });

  // Another conversation begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only then
  useEffect(() => scroller.current?.scrollTo({ top: 0 }), [focal]);

  const people = peopleIn(rows);
  const marks = useMarks();
  const subject = row.subject === '' ? t('mailbox.noSubject') : row.subject;
  return (
    <LinksProvider>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={scroller} className="reader__scroll" tabIndex={0}>
        <div className="msg__top">
          <h2 id="message-subject" className="subj">
            <Marked text={subject} words={marks.subject} />
          </h2>
          {rows.length < 2 ? null : (
            <p className="t3 small">
              {t('reading.thread.messages', { count: rows.length })}
              {', '}
              {t('reading.thread.people', { count: people })}
            </p>
          )}
        </div>
        <ol className="thread" aria-labelledby="message-subject">
          {rows.map((one) => {
            const id = idOf(one.key);
            const handle = (it: OpenMessageHandle | null): void => {
              if (it === null) handles.current.delete(id);
              else handles.current.set(id, it);
            };
            const inJunk = roleOf(one.key.folder) === 'junk';
            const fold = rows.length < 2 ? {} : { onFold: () => setOpen(id, false) };
            return (
              // The frame of the open message stays, whichever message it shows: making one takes time.
              <li
                key={id === focal ? 'focal' : id}
                ref={(element) => {
                  if (element === null) places.current.delete(id);
                  else places.current.set(id, element);
                }}
                tabIndex={-1}
                className="thread__i"
                aria-current={id === current ? 'true' : undefined}
              >
                {!isOpen(one) ? (
                  <Folded
                    row={one}
                    own={one.from.some((each) => each.address.toLowerCase() === address.toLowerCase())}
                    now={now}
                    onOpen={() => {
                      setOpen(id, true);
                      setPlaced({ of: focal, at: id });
                    }}
                  />
                ) : id === focal ? (
                  <Read reading={reading} inJunk={inJunk} address={address} handle={handle} {...fold} />
                ) : (
                  <Beside row={one} inJunk={inJunk} address={address} handle={handle} {...fold} />
                )}
              </li>
            );
          })}
        </ol>
        {below}
      </div>
    </LinksProvider>
  );
};
