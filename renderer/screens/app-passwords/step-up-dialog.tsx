import { Timer } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CodeEntry } from '../../components/code-entry.tsx';
import type { CodeInputHandle } from '../../components/code-input.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { isWholeCode } from '../../logic/code.ts';

/** Asks for a fresh code; the proof is good for ten minutes. */
export const StepUpDialog = ({ onDone }: { readonly onDone: (given: boolean) => void }) => {
  const { t } = useTranslation();
  const action = useAction();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const input = useRef<CodeInputHandle>(null);
  const send = async (entered: string): Promise<void> => {
    if (action.busy) return;
    const reply = await action.run(() => session.stepUp({ code: entered }));
    if (reply.ok) onDone(true);
    // The session ended meanwhile: the call behind this dialog asks for the password next.
    else if (reply.error.code === 'sessionEnded' || reply.error.code === 'signInRequired') onDone(true);
  };
  const submit = (): void => {
    if (isWholeCode(code)) void send(code);
    else {
      setMissing(true);
      input.current?.focus();
    }
  };
  return (
    <Dialog
      title={t('stepUp.title')}
      lead={t('stepUp.lead')}
      width="narrow"
      onClose={() => onDone(false)}
      onSubmit={submit}
      foot={
        <div className="end">
          <Button hotkey="Esc" onClick={() => onDone(false)}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" look="primary" busy={action.busy} hotkey="↵">
            {t('common.continue')}
          </Button>
        </div>
      }
    >
      <div className="field">
        <CodeEntry
          ref={input}
          value={code}
          onChange={(next) => {
            setCode(next);
            setMissing(false);
          }}
          onWhole={(whole) => void send(whole)}
          failure={action.failure}
          busy={action.busy}
          skew={0}
        />
        {missing ? <FieldHint id="step-up-missing" hint={{ tone: 'danger', text: t('code.missing') }} /> : null}
      </div>
      {action.failure === undefined ? (
        <p className="tick small">
          <Icon of={Timer} size="s" />
          {t('stepUp.goodFor')}
        </p>
      ) : (
        <FailureBanner failure={action.failure} />
      )}
    </Dialog>
  );
};
