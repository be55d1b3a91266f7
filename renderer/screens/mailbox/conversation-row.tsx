import { Clock, Paperclip } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationRow } from '../../../app/domain/conversation.ts';
import { OwnerMark } from '../../accounts/account-mark.tsx';
import { Icon } from '../../components/icon.tsx';
import { namesOf } from '../../logic/message-list.ts';
import { peopleOf } from '../../logic/people.ts';
import { dateAndTimeOf, listTimeOf } from '../../text/dates.ts';
import { RowMarks, RowStates } from './row-states.tsx';

type RowProps = {
  readonly row: ConversationRow;
  /** The account's own address. */
  readonly own: string;
  /** In folders of what one wrote oneself, people are those it went to. */
  readonly showsTo: boolean;
  readonly now: Date;
};

/** What one line of the list says; states are words too, for those who do not see the marks. */
export const ConversationRowText = memo(({ row, own, showsTo, now }: RowProps) => {
  const { t } = useTranslation();
  const to = showsTo && row.to.length > 0;
  const people = to ? t('mailbox.to', { names: namesOf(row.to) }) : peopleOf(row.people, own, t('conversation.you'));
  const put = row.snoozed;
  return (
    <>
      <RowMarks row={row} />
      <div className="mrow__top">
        <RowStates row={row} />
        {row.draft ? <span className="mrow__draft">{t('conversation.draft')}</span> : null}
        <span className="mrow__from">{people === '' ? t('mailbox.noSender') : people}</span>
        <OwnerMark folder={row.key.folder} />
        <span className="sr">, </span>
        <span className="mrow__time">{listTimeOf(row.date, now)}</span>
      </div>
      <div className="mrow__subj">
        <span className="sr">. </span>
        <span>{row.subject === '' ? t('mailbox.noSubject') : row.subject}</span>
        <span className="sr">. </span>
        {put === undefined ? null : (
          <span className="mrow__put" title={dateAndTimeOf(new Date(put.until).toISOString())}>
            <Icon of={Clock} size="s" />
            <span className="sr">
              {t(put.woken ? 'conversation.back' : 'conversation.snoozedUntil', {
                when: dateAndTimeOf(new Date(put.until).toISOString()),
              })}{' '}
            </span>
          </span>
        )}
        {row.hasAttachment ? (
          <>
            <Icon of={Paperclip} size="s" className="mrow__clip" />
            <span className="sr">{t('mailbox.state.attachment')} </span>
          </>
        ) : null}
        {row.count > 1 ? (
          <>
            <span className="cnt" aria-hidden="true">
              {row.count}
            </span>
            <span className="sr">{t('conversation.count', { count: row.count })} </span>
          </>
        ) : null}
      </div>
      <div className="mrow__prev">{row.preview}</div>
    </>
  );
});
