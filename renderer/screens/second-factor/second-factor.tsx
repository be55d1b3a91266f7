import { type FormEvent, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate } from '../../../app/contract/gate.ts';
import { auth } from '../../bridge.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { ClockWarning } from '../../components/clock-warning.tsx';
import { CodeEntry } from '../../components/code-entry.tsx';
import type { CodeInputHandle } from '../../components/code-input.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { GateFooter } from '../../components/gate-footer.tsx';
import { PendingEnd } from '../../components/pending-end.tsx';
import { Remember } from '../../components/remember.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { useEscape } from '../../hooks/use-escape.ts';
import { domainOf } from '../../logic/address.ts';
import { isWholeCode } from '../../logic/code.ts';
import { clocksTooFar } from '../../logic/totp-period.ts';
import { LostPhone } from './lost-phone.tsx';
import { ResetByMail } from './reset-by-mail.tsx';

type CodeGate = Extract<Gate, { step: 'code' }>;

export const SecondFactor = ({ gate }: { readonly gate: CodeGate }) => {
  const { t } = useTranslation();
  const action = useAction();
  const [code, setCode] = useState('');
  const [remember, setRemember] = useState(gate.rememberDays > 0);
  const [missing, setMissing] = useState(false);
  const input = useRef<CodeInputHandle>(null);
  const failure = gate.failure ?? action.failure;
  const busy = gate.busy || action.busy;
  const disabled = failure?.code === 'accountDisabled';
  const context = { host: gate.server.host, address: gate.address };

  const leave = useCallback(() => void auth.startOver({}), []);
  const back = useCallback(() => void auth.closeRecovery({}), []);
  const { recovery } = gate;
  const lost = recovery !== undefined;
  const sent = recovery?.sentTo === undefined ? undefined : { ...recovery, sentTo: recovery.sentTo };
  useEscape(lost ? back : leave);

  const verify = (entered: string): void => {
    setMissing(false);
    void action.run(() => auth.verify({ code: entered, remember: remember && gate.rememberDays > 0 }));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isWholeCode(code)) {
      if (!busy) verify(code);
      return;
    }
    setMissing(true);
    input.current?.focus();
  };

  return (
    <main className="gate__main">
      <div className="gate__center">
        <div>
          <div className="who">
            <Avatar of={gate.address} accent />
            <span className="break">{gate.address}</span>
            <Button look="link" onClick={leave}>
              {t('code.anotherAccount')}
            </Button>
          </div>
          {sent !== undefined ? (
            <ResetByMail recovery={sent} failure={failure} busy={busy} address={gate.address} host={gate.server.host} />
          ) : lost ? (
            <LostPhone
              address={gate.address}
              host={gate.server.host}
              resendAt={recovery?.resendAt}
              failure={failure}
              busy={busy}
              onCode={verify}
              onBack={back}
            />
          ) : (
            <>
              <h1 className="gate__h">{t('code.heading')}</h1>
              <p className="gate__lead">{t('code.lead', { host: gate.server.host })}</p>
              <form className="gate__form" noValidate onSubmit={submit}>
                {failure === undefined && clocksTooFar(gate.server.clockSkew) ? (
                  <ClockWarning skew={gate.server.clockSkew} before />
                ) : null}
                {disabled ? null : (
                  <div className="field">
                    <CodeEntry
                      ref={input}
                      value={code}
                      onChange={setCode}
                      onWhole={verify}
                      failure={failure}
                      busy={busy}
                      skew={gate.server.clockSkew}
                      pasteHint
                    />
                    {missing ? (
                      <FieldHint id="code-missing" hint={{ tone: 'danger', text: t('code.missing') }} />
                    ) : null}
                  </div>
                )}
                {failure === undefined ? null : failure.code === 'wrongCode' && clocksTooFar(gate.server.clockSkew) ? (
                  <ClockWarning skew={gate.server.clockSkew} />
                ) : (
                  <FailureBanner failure={failure} context={context} />
                )}
                {disabled ? (
                  <div>
                    <Button size="l" onClick={leave}>
                      {t('common.signOut')}
                    </Button>
                  </div>
                ) : (
                  <>
                    <div className="policy">
                      <Remember
                        days={gate.rememberDays}
                        domain={domainOf(gate.address)}
                        checked={remember}
                        onChange={setRemember}
                      />
                    </div>
                    <div>
                      <Button type="submit" look="primary" size="l" block busy={busy} hotkey="↵">
                        {t('code.verify')}
                      </Button>
                      <div className="ways ways--apart">
                        <Button look="link" size="l" onClick={() => void action.run(() => auth.openRecovery({}))}>
                          {t('code.lost')}
                        </Button>
                        <span className="t3 small">{t('code.byItself')}</span>
                      </div>
                    </div>
                  </>
                )}
              </form>
            </>
          )}
        </div>
      </div>
      <GateFooter keys={['digits', 'verify', 'back']}>
        <PendingEnd expiresAt={gate.expiresAt} />
      </GateFooter>
    </main>
  );
};
