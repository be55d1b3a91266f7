import { ArrowLeft, ChevronDown, ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FolderRole, MessageRow } from '../../../app/domain/mail.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import type { MessageReading } from '../../hooks/use-message-body.ts';
import { Conversation } from '../reading/conversation.tsx';
import { FirstHints } from './first-hints.tsx';
import { AnswerButtons } from './writing-buttons.tsx';

type ReaderProps = {
  readonly row: MessageRow | undefined;
  readonly at: number | undefined;
  readonly total: number;
  readonly reading: MessageReading;
  readonly address: string;
  readonly roleOf: (folder: string) => FolderRole | undefined;
  readonly active: boolean;
  readonly onBack: () => void;
  readonly onMove: (to: 'next' | 'previous') => void;
  /** What stands below the conversation. */
  readonly below: ReactNode;
  /** Buttons for what can be done to the conversation. */
  readonly verbs: ReactNode;
};

export const Reader = (props: ReaderProps) => {
  const { row, at, total, reading, address, roleOf, active, onBack, onMove, below, verbs } = props;
  const { t } = useTranslation();
  const named = (name: string, key: string) => ({ 'aria-label': name, title: `${name} (${key})` });
  return (
    <section className="reader" aria-label={t('reader.label')}>
      {row === undefined || at === undefined ? (
        <EmptyState picture="letter" title={t('reader.none')} help={t('reader.noneHint')}>
          <FirstHints />
        </EmptyState>
      ) : (
        <>
          <div className="reader__bar" role="toolbar" aria-label={t('reader.actions')}>
            <Button icon={ArrowLeft} className="reader__back" {...named(t('reader.back'), 'Esc')} onClick={onBack} />
            <AnswerButtons row={row} isDraft={roleOf(row.key.folder) === 'drafts'} />
            <span className="reader__gap" aria-hidden="true" />
            {verbs}
            <div className="end">
              <span className="tnum">{t('reader.position', { at: at + 1, count: total })}</span>
              <Button icon={ChevronUp} {...named(t('reader.newer'), 'K')} onClick={() => onMove('previous')} />
              <Button icon={ChevronDown} {...named(t('reader.older'), 'J')} onClick={() => onMove('next')} />
            </div>
          </div>
          <Conversation
            row={row}
            reading={reading}
            address={address}
            roleOf={roleOf}
            active={active}
            onNext={() => onMove('next')}
            below={below}
          />
        </>
      )}
    </section>
  );
};
