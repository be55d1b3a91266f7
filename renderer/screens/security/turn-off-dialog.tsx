import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { security } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CodeEntry } from '../../components/code-entry.tsx';
import type { CodeInputHandle } from '../../components/code-input.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { isWholeCode } from '../../logic/code.ts';
import type { Proof } from '../app-passwords/proof.tsx';

type TurnOffProps = {
  readonly address: string;
  readonly withProof: Proof['withProof'];
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** Says what goes with the second factor, and takes password and code: both will be needed for it. */
export const TurnOffDialog = ({ address, withProof, onDone, onClose }: TurnOffProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState<'password' | 'code'>();
  const passwordField = useRef<HTMLInputElement>(null);
  const codeField = useRef<CodeInputHandle>(null);
  const { failure } = action;
  const aboutCode = failure !== undefined && ['wrongCode', 'tryLater'].includes(failure.code);

  const submit = async (): Promise<void> => {
    if (action.busy) return;
    const lacks = password === '' ? 'password' : isWholeCode(code) ? undefined : 'code';
    setMissing(lacks);
    if (lacks === 'password') passwordField.current?.focus();
    if (lacks === 'code') codeField.current?.focus();
    if (lacks !== undefined) return;
    const reply = await withProof(() => action.run(() => security.turnOff({ password, code })));
    if (reply?.ok) onDone();
    else if (reply?.error.code === 'authFailed') passwordField.current?.focus();
  };
  return (
    <Dialog
      title={t('twoFactor.turnOff.title')}
      lead={t('twoFactor.turnOff.lead', { address })}
      width="form"
      onClose={onClose}
      onSubmit={() => void submit()}
      focusOn={() => passwordField.current}
      foot={
        <div className="end">
          <Button hotkey="Esc" onClick={onClose}>
            {t('twoFactor.turnOff.keep')}
          </Button>
          <Button type="submit" look="danger" busy={action.busy}>
            {t('twoFactor.turnOff.confirm')}
          </Button>
        </div>
      }
    >
      <div className="stack">
        <FieldHint id="off-goes" hint={{ tone: 'warn', text: t('twoFactor.turnOff.goes') }} />
        <PasswordField
          ref={passwordField}
          label={t('signIn.password')}
          value={password}
          invalid={missing === 'password' || failure?.code === 'authFailed'}
          hints={
            missing === 'password'
              ? [{ tone: 'danger', text: t('signIn.passwordMissing') }]
              : [{ tone: 'plain', text: t('twoFactor.turnOff.why') }]
          }
          onChange={(value) => {
            setPassword(value);
            setMissing(undefined);
          }}
        />
        <div className="field">
          <CodeEntry
            ref={codeField}
            value={code}
            onChange={(next) => {
              setCode(next);
              setMissing(undefined);
            }}
            onWhole={() => {}}
            failure={aboutCode ? failure : undefined}
            busy={action.busy}
            skew={0}
            focused={false}
          />
          {missing === 'code' ? <FieldHint id="off-code" hint={{ tone: 'danger', text: t('code.missing') }} /> : null}
        </div>
        {failure === undefined ? null : <FailureBanner failure={failure} context={{ address }} />}
      </div>
    </Dialog>
  );
};
