import { Forward, Pencil, Reply, ReplyAll, Send, SquarePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageRow } from '../../../app/domain/mail.ts';
import { CommandKeys, useNameWithKey } from '../../commands/command-keys.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { editDraft, forward, newMessage, reply } from '../../hooks/use-writing.ts';

/** Above the folders: begins a message. */
export const WriteButton = () => {
  const { t } = useTranslation();
  return (
    <div className="side__write">
      <Button look="primary" icon={SquarePen} onClick={newMessage}>
        {t('compose.new')}
        <CommandKeys id="mail.new" />
      </Button>
    </div>
  );
};

/** Below the folders, while something is on its way out. */
export const OutboxButton = ({ count, onOpen }: { readonly count: number; readonly onOpen: () => void }) => {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <button type="button" className="side__i side__outbox" onClick={onOpen} aria-label={t('outbox.open', { count })}>
      <Icon of={Send} />
      <span className="ell">{t('outbox.title')}</span>
      <span className="n">{count}</span>
    </button>
  );
};

/** In the reader's bar. */
export const AnswerButtons = ({ row, isDraft }: { readonly row: MessageRow; readonly isDraft: boolean }) => {
  const { t } = useTranslation();
  const withKey = useNameWithKey();
  if (isDraft) {
    return (
      <Button icon={Pencil} onClick={() => editDraft(row.key)}>
        {t('compose.edit')}
      </Button>
    );
  }
  return (
    <>
      <Button
        icon={Reply}
        aria-label={t('command.reply')}
        title={withKey(t('command.reply'), 'message.reply')}
        onClick={() => reply(row, false)}
      />
      <Button
        icon={ReplyAll}
        aria-label={t('command.replyAll')}
        title={withKey(t('command.replyAll'), 'message.replyAll')}
        onClick={() => reply(row, true)}
      />
      <Button
        icon={Forward}
        aria-label={t('command.forward')}
        title={withKey(t('command.forward'), 'message.forward')}
        onClick={() => forward([row.key], false)}
      />
    </>
  );
};
