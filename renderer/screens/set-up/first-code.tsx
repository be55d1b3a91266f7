import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { ClockWarning } from '../../components/clock-warning.tsx';
import { CodeEntry } from '../../components/code-entry.tsx';
import type { CodeInputHandle } from '../../components/code-input.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { Remember } from '../../components/remember.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { domainOf } from '../../logic/address.ts';
import { isWholeCode } from '../../logic/code.ts';
import { clocksTooFar } from '../../logic/totp-period.ts';
import { Leave } from './leave.tsx';
import type { SetUpGate } from './set-up.tsx';
import { useWizardActs } from './wizard-acts.ts';
import { WizardFrame } from './wizard-frame.tsx';

/** Step 3: the explicit confirmation. The sixth digit does not send by itself: this turns two-factor on. */
export const FirstCode = ({ gate }: { readonly gate: SetUpGate }) => {
  const { t } = useTranslation();
  const setUp = useWizardActs();
  const action = useAction();
  const [code, setCode] = useState('');
  const [remember, setRemember] = useState(gate.rememberDays > 0);
  const [missing, setMissing] = useState(false);
  const input = useRef<CodeInputHandle>(null);
  const failure = gate.failure ?? action.failure;
  const busy = gate.busy || action.busy;
  const back = useCallback(() => void setUp.back({}), [setUp]);
  const submit = (): void => {
    if (busy) return;
    if (!isWholeCode(code)) {
      setMissing(true);
      input.current?.focus();
      return;
    }
    setMissing(false);
    void action.run(() => setUp.finish({ code, remember: remember && gate.rememberDays > 0 }));
  };
  return (
    <WizardFrame
      step={3}
      title={t('setUp.code.title')}
      lead={t('setUp.code.lead')}
      focusHeading={false}
      onSubmit={submit}
      onBack={back}
      foot={
        <>
          <Leave scanned />
          <div className="end">
            <Button size="l" onClick={back}>
              {t(failure?.code === 'wrongCode' ? 'setUp.code.scanAgain' : 'common.back')}
            </Button>
            <Button type="submit" look="primary" size="l" busy={busy} hotkey="↵">
              {t('setUp.code.turnOn')}
            </Button>
          </div>
        </>
      }
    >
      {failure === undefined && clocksTooFar(gate.server.clockSkew) ? (
        <div className="wiz__field">
          <ClockWarning skew={gate.server.clockSkew} before />
        </div>
      ) : null}
      <div className="wiz__pair">
        <div className="field">
          <CodeEntry
            ref={input}
            value={code}
            onChange={(next) => {
              setCode(next);
              setMissing(false);
            }}
            onWhole={() => {}}
            failure={failure}
            busy={busy}
            skew={gate.server.clockSkew}
          />
          {missing ? <FieldHint id="code-missing" hint={{ tone: 'danger', text: t('code.missing') }} /> : null}
        </div>
        <Remember days={gate.rememberDays} domain={domainOf(gate.address)} checked={remember} onChange={setRemember} />
      </div>
      {failure === undefined ? null : (
        <div className="wiz__field">
          {failure.code === 'wrongCode' && clocksTooFar(gate.server.clockSkew) ? (
            <ClockWarning skew={gate.server.clockSkew} />
          ) : (
            <FailureBanner failure={failure} context={{ host: gate.server.host, address: gate.address }} />
          )}
        </div>
      )}
      <h2 className="wiz__sub">{t('setUp.code.whenOn')}</h2>
      <p className="t2">{t('setUp.code.others')}</p>
      <p className="t2">{t('setUp.code.closeThem')}</p>
    </WizardFrame>
  );
};
