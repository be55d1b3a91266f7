import { ArrowDown, ArrowUp, BellRing, FileWarning, KeyRound, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageBody } from '../../../app/domain/mail.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { namesOf } from '../../logic/message-list.ts';

type NoteProps = { readonly icon: LucideIcon; readonly children: ReactNode; readonly actions?: ReactNode };

export const Note = ({ icon, children, actions }: NoteProps) => (
  <div className="msg__note">
    <Icon of={icon} />
    <span>{children}</span>
    {actions === undefined ? null : <div className="end">{actions}</div>}
  </div>
);

type NotesProps = {
  readonly body: MessageBody;
  /** Fetching what is missing. */
  readonly busy: boolean;
  readonly onWhole: () => void;
  readonly onSource: () => void;
};

/** What a message says about itself that is not its text: urgency, a wish to be told, locks, and what is missing. */
export const MessageNotes = ({ body, busy, onWhole, onSource }: NotesProps) => {
  const { t } = useTranslation();
  const { priority, receiptTo, protection, limited, partial } = body;
  return (
    <>
      {priority === undefined ? null : (
        <Note icon={priority === 'high' ? ArrowUp : ArrowDown}>
          {priority === 'high' ? t('reading.note.urgent') : t('reading.note.canWait')}
        </Note>
      )}
      {receiptTo === undefined ? null : (
        <Note icon={BellRing}>{t('reading.note.receipt', { names: namesOf(receiptTo) })}</Note>
      )}
      {protection === undefined ? null : (
        <Note icon={KeyRound}>
          {/[eE]ncrypted/.test(protection) ? t('reading.note.encrypted') : t('reading.note.signed')}
        </Note>
      )}
      {partial === true ? (
        <Note
          icon={LoaderCircle}
          actions={
            <Button size="s" busy={busy} onClick={onWhole}>
              {t('reading.note.fetchRest')}
            </Button>
          }
        >
          {t('reading.note.partial')}
        </Note>
      ) : null}
      {limited === true ? (
        <Note
          icon={FileWarning}
          actions={
            <Button size="s" onClick={onSource}>
              {t('reading.menu.source')}
            </Button>
          }
        >
          {t('reading.note.limited')}
        </Note>
      ) : null}
    </>
  );
};
