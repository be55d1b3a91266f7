import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CodeEntry } from '../../components/code-entry.tsx';
import type { CodeInputHandle } from '../../components/code-input.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { useWait } from '../../hooks/use-wait.ts';
import { isWholeCode } from '../../logic/code.ts';

type PasswordDialogProps = {
  readonly address: string;
  /** Whether this computer is to be trusted again, if a code is needed. */
  readonly remember: boolean;
  readonly onDone: (given: boolean) => void;
};

/** Opens the web session with the account password; the code follows only where this computer is not trusted. */
export const PasswordDialog = ({ address, remember, onDone }: PasswordDialogProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const [stage, setStage] = useState<'password' | 'code'>('password');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const passwordField = useRef<HTMLInputElement>(null);
  const codeField = useRef<CodeInputHandle>(null);
  const wait = useWait(action.failure);

  const renew = async (): Promise<void> => {
    const reply = await action.run(() => session.renew({ password }));
    if (!reply.ok) {
      passwordField.current?.focus();
      passwordField.current?.select();
      return;
    }
    setPassword('');
    if (reply.value.codeRequired) setStage('code');
    else onDone(true);
  };
  const verify = async (entered: string): Promise<void> => {
    if (action.busy) return;
    const reply = await action.run(() => session.verify({ code: entered, remember }));
    if (reply.ok) onDone(true);
    else if (reply.error.code === 'sessionEnded') {
      setCode('');
      setStage('password');
    }
  };
  const submit = (): void => {
    if (action.busy || wait.seconds > 0) return;
    const ready = stage === 'password' ? password !== '' : isWholeCode(code);
    setMissing(!ready);
    if (!ready) {
      if (stage === 'password') passwordField.current?.focus();
      else codeField.current?.focus();
    } else if (stage === 'password') void renew();
    else void verify(code);
  };

  return (
    <Dialog
      title={t(stage === 'password' ? 'passwordDialog.title' : 'code.heading')}
      lead={t(stage === 'password' ? 'passwordDialog.lead' : 'passwordDialog.codeLead', { address })}
      width="narrow"
      onClose={() => onDone(false)}
      onSubmit={submit}
      focusOn={() => passwordField.current}
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
      {stage === 'password' ? (
        <>
          <PasswordField
            ref={passwordField}
            label={t('signIn.password')}
            value={password}
            invalid={missing || action.failure?.code === 'authFailed'}
            hints={missing ? [{ tone: 'danger', text: t('signIn.passwordMissing') }] : []}
            onChange={(value) => {
              setPassword(value);
              setMissing(false);
            }}
          />
          {wait.seconds > 0 ? <Countdown seconds={wait.seconds} of={wait.of} /> : null}
        </>
      ) : (
        <div className="field">
          <CodeEntry
            ref={codeField}
            value={code}
            onChange={(next) => {
              setCode(next);
              setMissing(false);
            }}
            onWhole={(whole) => void verify(whole)}
            failure={action.failure}
            busy={action.busy}
            skew={0}
          />
          {missing ? <FieldHint id="renew-code-missing" hint={{ tone: 'danger', text: t('code.missing') }} /> : null}
        </div>
      )}
      {action.failure === undefined ? null : <FailureBanner failure={action.failure} context={{ address }} />}
    </Dialog>
  );
};
