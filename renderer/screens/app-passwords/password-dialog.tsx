import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../../bridge.ts';
import { Countdown } from '../../components/countdown.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { useWait } from '../../hooks/use-wait.ts';
import { CodeDialog } from './code-dialog.tsx';
import { QuestionDialog } from './question-dialog.tsx';

type PasswordDialogProps = {
  readonly address: string;
  /** Whether this computer is to be trusted again, if a code is needed. */
  readonly remember: boolean;
  readonly onDone: (given: boolean) => void;
  /** The server demands a second factor that is not set up (any more): nothing but its set-up is open. */
  readonly onSetUp: (rememberDays: number) => void;
};

/** Opens the web session with the account password; the code follows only where this computer is not trusted. */
export const PasswordDialog = ({ address, remember, onDone, onSetUp }: PasswordDialogProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const [codeDue, setCodeDue] = useState(false);
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const wait = useWait(action.failure);

  const submit = async (): Promise<void> => {
    if (action.busy || wait.seconds > 0) return;
    setMissing(password === '');
    if (password === '') {
      field.current?.focus();
      return;
    }
    const reply = await action.run(() => session.renew({ password }));
    if (!reply.ok) {
      field.current?.focus();
      field.current?.select();
      return;
    }
    setPassword('');
    if (reply.value.due === 'code') setCodeDue(true);
    else if (reply.value.due === 'setUp') onSetUp(reply.value.rememberDays);
    else onDone(true);
  };

  if (codeDue) {
    return (
      <CodeDialog
        title={t('code.heading')}
        lead={t('passwordDialog.codeLead', { address })}
        send={(code) => session.verify({ code, remember })}
        onAccepted={() => onDone(true)}
        onRefused={({ code }) => {
          if (code === 'sessionEnded') setCodeDue(false);
        }}
        onCancel={() => onDone(false)}
      />
    );
  }
  return (
    <QuestionDialog
      title={t('passwordDialog.title')}
      lead={t('passwordDialog.lead', { address })}
      busy={action.busy}
      onSubmit={() => void submit()}
      onCancel={() => onDone(false)}
      focusOn={() => field.current}
    >
      <PasswordField
        ref={field}
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
      {action.failure === undefined ? null : <FailureBanner failure={action.failure} context={{ address }} />}
    </QuestionDialog>
  );
};
