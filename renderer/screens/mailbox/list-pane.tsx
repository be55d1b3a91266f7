import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListFilter } from '../../../app/domain/conversation.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import type { Folder } from '../../../app/domain/mail.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Kbd } from '../../components/kbd.tsx';
import type { Conversations } from '../../hooks/use-conversations.ts';
import type { Selection } from '../../logic/selection.ts';
import { ConversationList, type ConversationListHandle, type ListGestures } from './conversation-list.tsx';
import { ListPlaceholder } from './list-placeholder.tsx';

type ListPaneProps = {
  /** Undefined where what is shown is not a folder. */
  readonly folder: Folder | undefined;
  readonly name: string;
  /** The account's own address. */
  readonly own: string;
  readonly conversations: Conversations;
  readonly filter: ListFilter;
  readonly failure: Failure | undefined;
  readonly selection: Selection;
  readonly gestures: ListGestures;
  readonly onAgain: () => void;
  readonly onEverything: () => void;
  /** Controls at the end of the head. */
  readonly tools: ReactNode;
  readonly list: Ref<ConversationListHandle>;
};

/** The middle pane: the name of the place, its conversations, how many they are. */
export const ListPane = ({
  folder,
  name,
  own,
  conversations,
  filter,
  failure,
  selection,
  gestures,
  onAgain,
  onEverything,
  tools,
  list,
}: ListPaneProps) => {
  const { t } = useTranslation();
  const { lines, messages } = conversations;
  const count = lines?.heads.length ?? 0;
  return (
    <section className="mlist" aria-label={t('mailbox.messages')}>
      <div className="mlist__head">
        <h1 className="mlist__h">{name}</h1>
        {folder === undefined || folder.unread === 0 ? null : (
          <span className="t3 small mlist__new">{t('mailbox.unread', { count: folder.unread })}</span>
        )}
        {tools}
      </div>
      {lines === undefined ? (
        <ListPlaceholder failure={failure} onAgain={onAgain} />
      ) : count === 0 ? (
        <EmptyState
          picture={filter !== 'all' ? 'sieve' : folder?.role === 'inbox' ? 'tray' : 'folder'}
          title={t(filter === 'all' ? 'conversation.none' : 'conversation.noneFits')}
        >
          {filter === 'all' ? null : <Button onClick={onEverything}>{t('conversation.showAll')}</Button>}
        </EmptyState>
      ) : (
        <ConversationList
          ref={list}
          // The list of folders may come after the messages: what is shown, and a click under way, must stay.
          key={conversations.name}
          name={name}
          own={own}
          conversations={conversations}
          lines={lines}
          selection={selection}
          showsTo={folder?.role === 'sent' || folder?.role === 'drafts'}
          gestures={gestures}
        />
      )}
      <div className="mlist__foot">
        <span className="tnum" title={t('mailbox.count', { count: messages })}>
          {t('conversation.total', { count })}
        </span>
        <span className="mlist__keys" aria-hidden="true">
          <Kbd>J</Kbd>
          <Kbd>K</Kbd> {t('conversation.keyMove')}
          <Kbd>E</Kbd> {t('conversation.keyArchive')}
        </span>
      </div>
    </section>
  );
};
