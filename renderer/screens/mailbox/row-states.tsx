import { CornerUpLeft, Flag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageRow } from '../../../app/domain/mail.ts';
import { Icon } from '../../components/icon.tsx';

type Stated = { readonly row: Pick<MessageRow, 'unread' | 'flagged' | 'answered'> };

/** The states of a line as marks at its edge. */
export const RowMarks = ({ row }: Stated) => (
  <>
    {row.unread ? <span className="mrow__dot" /> : null}
    {row.flagged ? (
      <Icon of={Flag} size="s" className="mrow__mk mrow__mk--flag" />
    ) : row.answered ? (
      <Icon of={CornerUpLeft} size="s" className="mrow__mk" />
    ) : null}
  </>
);

/** The same as words, for those who do not see the marks. */
export const RowStates = ({ row }: Stated) => {
  const { t } = useTranslation();
  return (
    <>
      {row.unread ? <span className="sr">{t('mailbox.state.unread')} </span> : null}
      {row.flagged ? <span className="sr">{t('mailbox.state.flagged')} </span> : null}
      {row.answered ? <span className="sr">{t('mailbox.state.answered')} </span> : null}
    </>
  );
};
