import { Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import { namesOf } from '../../logic/message-list.ts';
import type { Marks } from '../../search/marks.ts';
import type { FoundRow } from '../../search/use-search.ts';
import { listTimeOf } from '../../text/dates.ts';
import { RowMarks, RowStates } from '../mailbox/row-states.tsx';
import { Marked, MarkedSnippet } from './marked.tsx';

type ResultRowProps = {
  readonly row: FoundRow;
  readonly marks: Marks;
  /** Name of the folder it is in. */
  readonly folder: string;
  /** Mail one sent says to whom. */
  readonly showsTo: boolean;
  readonly now: Date;
};

/** What one result says: who, what, where in the text, and in which folder. */
export const ResultRow = ({ row, marks, folder, showsTo, now }: ResultRowProps) => {
  const { t } = useTranslation();
  const toOthers = showsTo && row.to.length > 0;
  const people = toOthers ? t('mailbox.to', { names: namesOf(row.to) }) : namesOf(row.from);
  return (
    <>
      <RowMarks row={row} />
      <div className="mrow__top">
        <RowStates row={row} />
        <span className="mrow__from">
          {people === '' ? t('mailbox.noSender') : <Marked text={people} words={toOthers ? marks.to : marks.from} />}
        </span>
        <span className="mrow__time">{listTimeOf(row.date, now)}</span>
      </div>
      <div className="mrow__subj">
        <span>{row.subject === '' ? t('mailbox.noSubject') : <Marked text={row.subject} words={marks.subject} />}</span>
        {row.hasAttachment ? (
          <>
            <Icon of={Paperclip} size="s" />
            <span className="sr">{t('mailbox.state.attachment')}</span>
          </>
        ) : null}
      </div>
      <div className="found__where">
        <span className="found__snip">
          {row.snippet === '' && row.preview === '' ? (
            <i>{t('finding.textNotHere')}</i>
          ) : row.snippet === '' ? (
            row.preview
          ) : (
            <MarkedSnippet snippet={row.snippet} />
          )}
        </span>
        <span className="found__folder">{folder}</span>
      </div>
    </>
  );
};
