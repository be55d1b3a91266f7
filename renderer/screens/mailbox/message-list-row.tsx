import { CornerUpLeft, Flag, Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageRow } from '../../../app/domain/mail.ts';
import { Icon } from '../../components/icon.tsx';
import { namesOf } from '../../logic/message-list.ts';
import { listTimeOf } from '../../text/dates.ts';

type RowProps = { readonly row: MessageRow; readonly showsTo: boolean; readonly now: Date };

/** What one line of the list says; states are words too, for those who do not see the marks. */
export const MessageListRow = ({ row, showsTo, now }: RowProps) => {
  const { t } = useTranslation();
  const people = showsTo && row.to.length > 0 ? t('mailbox.to', { names: namesOf(row.to) }) : namesOf(row.from);
  return (
    <>
      {row.unread ? <span className="mrow__dot" /> : null}
      {row.flagged ? (
        <Icon of={Flag} size="s" className="mrow__mk mrow__mk--flag" />
      ) : row.answered ? (
        <Icon of={CornerUpLeft} size="s" className="mrow__mk" />
      ) : null}
      <div className="mrow__top">
        {row.unread ? <span className="sr">{t('mailbox.state.unread')} </span> : null}
        {row.flagged ? <span className="sr">{t('mailbox.state.flagged')} </span> : null}
        {row.answered ? <span className="sr">{t('mailbox.state.answered')} </span> : null}
        <span className="mrow__from">{people === '' ? t('mailbox.noSender') : people}</span>
        <span className="mrow__time">{listTimeOf(row.date, now)}</span>
      </div>
      <div className="mrow__subj">
        <span>{row.subject === '' ? t('mailbox.noSubject') : row.subject}</span>
        {row.hasAttachment ? (
          <>
            <Icon of={Paperclip} size="s" />
            <span className="sr">{t('mailbox.state.attachment')}</span>
          </>
        ) : null}
      </div>
    </>
  );
};
