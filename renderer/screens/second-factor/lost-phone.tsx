import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Field } from '../../components/field.tsx';
import { useWait } from '../../hooks/use-wait.ts';
import { normaliseRecoveryCode } from '../../logic/code.ts';

type LostPhoneProps = {
  readonly address: string;
  readonly host: string;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly onCode: (code: string) => void;
  readonly onBack: () => void;
};

/** Without the phone: one of the recovery codes, or a message to whoever can reset the second factor. */
export const LostPhone = ({ address, host, failure, busy, onCode, onBack }: LostPhoneProps) => {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const wait = useWait(failure);
  const message = t('administrator.resetTwoFactor', { address, host });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy || wait.seconds > 0) return;
    const entered = normaliseRecoveryCode(code);
    setMissing(entered === '');
    if (entered !== '') onCode(entered);
  };
  return (
    <>
      <h1 className="gate__h">{t('lost.heading')}</h1>
      <p className="gate__lead">{t('lost.lead')}</p>
      <form className="gate__form" noValidate onSubmit={submit}>
        <Field
          label={t('lost.code')}
          size="l"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          maxLength={40}
          value={code}
          invalid={missing}
          hints={[missing ? { tone: 'danger', text: t('lost.missing') } : { tone: 'plain', text: t('lost.hint') }]}
          onChange={(event) => setCode(event.target.value)}
        />
        {failure === undefined ? null : <FailureBanner failure={failure} context={{ address, host }} />}
        <div className="row">
          <Button type="submit" look="primary" size="l" className="grow" busy={busy}>
            {t('code.verify')}
          </Button>
          <Button size="l" onClick={onBack}>
            {t('common.back')}
          </Button>
        </div>
        <details>
          <summary className="link link--l">{t('lost.noCode')}</summary>
          <div className="stack">
            <div className="said">{message}</div>
            <div className="ways">
              <CopyButton text={message} label={t('administrator.copy')} size="l" />
            </div>
          </div>
        </details>
      </form>
    </>
  );
};
