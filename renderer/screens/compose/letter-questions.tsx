import { useTranslation } from 'react-i18next';
import type { Warning } from './checks.ts';
import { Confirm } from './confirm.tsx';
import { SendQuestion } from './send-question.tsx';
import { TemplateDialog } from './template-dialog.tsx';

export type LetterQuestion = 'discard' | 'plain' | 'template';

type LetterQuestionsProps = {
  readonly asks: readonly Warning[];
  readonly outside: readonly string[];
  readonly onAsksBack: () => void;
  readonly onAttach: () => void;
  readonly onSend: () => void;
  readonly question: LetterQuestion | undefined;
  readonly subject: string;
  readonly onBack: () => void;
  readonly onDiscard: () => void;
  readonly onPlain: () => void;
  readonly onTemplate: (name: string) => void;
};

/** What is asked while a letter is written, one question at a time. */
export const LetterQuestions = (props: LetterQuestionsProps) => {
  const { t } = useTranslation();
  if (props.asks.length > 0) {
    return (
      <SendQuestion
        warnings={props.asks}
        outside={props.outside}
        onBack={props.onAsksBack}
        onAttach={props.onAttach}
        onSend={props.onSend}
      />
    );
  }
  switch (props.question) {
    case undefined:
      return null;
    case 'discard':
      return (
        <Confirm
          title={t('compose.discardAsk.title')}
          means={t('compose.discardAsk.means')}
          verb={t('compose.discard')}
          danger
          onBack={props.onBack}
          onDo={props.onDiscard}
        />
      );
    case 'plain':
      return (
        <Confirm
          title={t('compose.plain.title')}
          means={t('compose.plain.means')}
          verb={t('compose.plain.do')}
          onBack={props.onBack}
          onDo={props.onPlain}
        />
      );
    case 'template':
      return <TemplateDialog subject={props.subject} onClose={props.onBack} onSave={props.onTemplate} />;
  }
};
