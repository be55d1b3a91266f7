import { MailCheck } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Recovery } from '../../../app/contract/gate.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { auth } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CodeInput, type CodeInputHandle } from '../../components/code-input.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { useSecondsLeft } from '../../hooks/use-seconds-left.ts';
import { isWholeCode } from '../../logic/code.ts';
import { minutesAndSeconds } from '../../logic/countdown.ts';
import { timeOf } from '../../text/dates.ts';
import { Wipes } from './wipes.tsx';

type ResetProps = {
  readonly recovery: Recovery & { readonly sentTo: string };
  readonly failure: Failure | undefined;
  readonly busy: boolean;
  readonly address: string;
  readonly host: string;
};

/** Longer than this is the server's limit on mails, not the pause after one. */
const shortPause = 90;

/** The code from the recovery mail. It sends nothing by itself: what it does cannot be undone. */
export const ResetByMail = ({ recovery, failure, busy, address, host }: ResetProps) => {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const input = useRef<CodeInputHandle>(null);
  const again = useAction();
  const pause = useSecondsLeft(recovery.resendAt === undefined ? undefined : Date.parse(recovery.resendAt));
  const wrong = failure?.code === 'wrongRecoveryCode';

  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    if (!wrong) return;
    setCode('');
    input.current?.focus();
  }, [wrong]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (busy) return;
    if (isWholeCode(code)) {
      void auth.recover({ code });
      return;
    }
    setMissing(true);
    input.current?.focus();
  };

  return (
    <>
      <h1 className="gate__h">{t('lost.mail.heading')}</h1>
      <p className="gate__lead">{t('lost.mail.sentTo', { address: recovery.sentTo })}</p>
      <form className="gate__form" noValidate onSubmit={submit}>
        <div className="field">
          <CodeInput
            ref={input}
            label={t('lost.mail.label')}
            value={code}
            onChange={(next) => {
              setCode(next);
              setMissing(false);
            }}
            onWhole={() => undefined}
            bad={wrong && code === ''}
            waiting={false}
            busy={busy}
          />
          <div className="code__meta">
            <Icon of={MailCheck} />
            <span>
              {recovery.codeEndsAt === undefined
                ? ''
                : t('lost.mail.validUntil', { time: timeOf(recovery.codeEndsAt) })}
            </span>
            <span className="end">
              {pause > 0 ? (
                t('lost.mail.sendAgainIn', { time: minutesAndSeconds(pause) })
              ) : (
                <Button look="link" busy={again.busy} onClick={() => void again.run(() => auth.requestRecovery({}))}>
                  {t('lost.mail.sendAgain')}
                </Button>
              )}
            </span>
          </div>
          {missing ? <FieldHint id="code-missing" hint={{ tone: 'danger', text: t('lost.mail.missing') }} /> : null}
          {pause > shortPause && recovery.resendAt !== undefined ? (
            <p className="t3 small">{t('lost.mail.limit', { time: timeOf(recovery.resendAt) })}</p>
          ) : null}
        </div>
        {failure === undefined ? null : <FailureBanner failure={failure} context={{ address, host }} />}
        <Wipes />
        <div>
          <Button type="submit" look="primary" size="l" block busy={busy}>
            {t('lost.mail.reset')}
          </Button>
          <div className="ways ways--apart">
            <Button look="link" size="l" onClick={() => void auth.closeRecovery({})}>
              {t('lost.mail.haveCode')}
            </Button>
          </div>
        </div>
      </form>
    </>
  );
};
