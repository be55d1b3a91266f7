import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import type { Folder } from '../../../app/domain/mail.ts';
import type { Messages } from '../../hooks/use-messages.ts';
import { ListPlaceholder } from './list-placeholder.tsx';
import { MessageList, type MessageListHandle } from './message-list.tsx';

type ListPaneProps = {
  readonly folder: Folder | undefined;
  readonly name: string;
  readonly messages: Messages;
  readonly failure: Failure | undefined;
  readonly at: number | undefined;
  readonly onMove: (to: number) => void;
  readonly onOpen: (at: number) => void;
  readonly onAgain: () => void;
  /** Controls at the end of the head. */
  readonly tools?: ReactNode;
  readonly list: Ref<MessageListHandle>;
};

/** The middle pane: the name of the place, its messages, how many they are. */
export const ListPane = ({
  folder,
  name,
  messages,
  failure,
  at,
  onMove,
  onOpen,
  onAgain,
  tools,
  list,
}: ListPaneProps) => {
  const { t } = useTranslation();
  const rows = messages.rows ?? [];
  return (
    <section className="mlist" aria-label={t('mailbox.messages')}>
      <div className="mlist__head">
        <h1 className="mlist__h">{name}</h1>
        {folder === undefined || folder.unread === 0 ? null : (
          <span className="t3 small">{t('mailbox.unread', { count: folder.unread })}</span>
        )}
        {tools}
      </div>
      {messages.rows === undefined ? (
        <ListPlaceholder failure={failure} onAgain={onAgain} />
      ) : rows.length === 0 ? (
        <div className="still">
          <p>{t('mailbox.empty')}</p>
        </div>
      ) : (
        <MessageList
          ref={list}
          // The list of folders may come after the messages: what is shown, and a click under way, must stay.
          key={messages.folder}
          name={name}
          rows={rows}
          at={at}
          showsTo={folder?.role === 'sent' || folder?.role === 'drafts'}
          onMove={onMove}
          onOpen={onOpen}
        />
      )}
      <div className="mlist__foot">
        <span className="tnum">
          {messages.total > rows.length
            ? t('mailbox.newest', { shown: rows.length, count: messages.total })
            : t('mailbox.count', { count: messages.total })}
        </span>
      </div>
    </section>
  );
};
