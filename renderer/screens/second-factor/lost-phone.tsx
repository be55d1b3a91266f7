import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import { auth } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Field } from '../../components/field.tsx';
import { useSecondsLeft } from '../../hooks/use-seconds-left.ts';
import { useWait } from '../../hooks/use-wait.ts';
import { normaliseRecoveryCode } from '../../logic/code.ts';
import { minutesAndSeconds } from '../../logic/countdown.ts';
import { Wipes } from './wipes.tsx';

type LostPhoneProps = {
  readonly address: string;
  readonly host: string;
  /** When the mail may be asked for, where the server holds it back. */
  readonly resendAt: string | undefined;
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly onCode: (code: string) => void;
  readonly onBack: () => void;
};

/** Without the phone: one of the recovery codes, or a message to whoever can reset the second factor. */
export const LostPhone = ({ address, host, resendAt, failure, busy, onCode, onBack }: LostPhoneProps) => {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const wait = useWait(failure);
  const pause = useSecondsLeft(resendAt === undefined ? undefined : Date.parse(resendAt));
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
      </form>
      <section className="gate__form gate__more">
        <h2 className="wipes__h">{t('lost.mail.title')}</h2>
        <p className="t2">{t('lost.mail.lead')}</p>
        <Wipes />
        <div>
          <Button size="l" block busy={busy} onClick={() => void auth.requestRecovery({})}>
            {t('lost.mail.send')}
          </Button>
          {pause > 0 ? (
            <p className="t3 small">{t('lost.mail.sendAgainIn', { time: minutesAndSeconds(pause) })}</p>
          ) : null}
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
      </section>
    </>
  );
};
