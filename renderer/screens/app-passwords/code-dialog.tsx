import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reply } from '../../../app/contract/area.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { CodeEntry } from '../../components/code-entry.tsx';
import type { CodeInputHandle } from '../../components/code-input.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { isWholeCode } from '../../logic/code.ts';
import { QuestionDialog } from './question-dialog.tsx';

type CodeDialogProps = {
  readonly title: string;
  readonly lead: string;
  /** Said below the code as long as nothing failed. */
  readonly note?: ReactNode;
  readonly send: (code: string) => Promise<Reply<unknown>>;
  readonly onAccepted: () => void;
  readonly onRefused: (failure: Failure) => void;
  readonly onCancel: () => void;
};

/** Asks for a code; the sixth digit sends it. */
export const CodeDialog = ({ title, lead, note, send, onAccepted, onRefused, onCancel }: CodeDialogProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const input = useRef<CodeInputHandle>(null);
  const submit = async (entered: string): Promise<void> => {
    if (action.busy) return;
    if (!isWholeCode(entered)) {
      setMissing(true);
      input.current?.focus();
      return;
    }
    const reply = await action.run(() => send(entered));
    if (reply.ok) onAccepted();
    else onRefused(reply.error);
  };
  return (
    <QuestionDialog title={title} lead={lead} busy={action.busy} onSubmit={() => void submit(code)} onCancel={onCancel}>
      <div className="field">
        <CodeEntry
          ref={input}
          value={code}
          onChange={(next) => {
            setCode(next);
            setMissing(false);
          }}
          onWhole={(whole) => void submit(whole)}
          failure={action.failure}
          busy={action.busy}
          skew={0}
        />
        {missing ? <FieldHint id="code-missing" hint={{ tone: 'danger', text: t('code.missing') }} /> : null}
      </div>
      {action.failure === undefined ? note : <FailureBanner failure={action.failure} />}
    </QuestionDialog>
  );
};
