import { Mail, Smartphone, Timer } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Countdown } from '../../components/countdown.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Field, type Hint } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { useWait } from '../../hooks/use-wait.ts';
import { domainOf, judgeRecovery, type RecoveryVerdict } from '../../logic/address.ts';
import { failureText } from '../../text/failure-text.ts';
import { Leave } from './leave.tsx';
import type { SetUpGate } from './set-up.tsx';
import { useWizardActs } from './wizard-acts.ts';
import { WizardFrame } from './wizard-frame.tsx';

const needs = [
  { icon: Smartphone, title: 'setUp.needs.phone.title', text: 'setUp.needs.phone.text' },
  { icon: Mail, title: 'setUp.needs.address.title', text: 'setUp.needs.address.text' },
  { icon: Timer, title: 'setUp.needs.time.title', text: 'setUp.needs.time.text' },
] as const;

/** Step 1: an address that opens without this account. */
export const Recovery = ({ gate }: { readonly gate: SetUpGate }) => {
  const { t } = useTranslation();
  const setUp = useWizardActs();
  const action = useAction();
  const [typed, setTyped] = useState(gate.recoveryEmail);
  const [judged, setJudged] = useState(gate.recoveryEmail !== '');
  const [pressed, setPressed] = useState(false);
  const [confirmed, setConfirmed] = useState('');
  const [answered, setAnswered] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const domain = domainOf(gate.address);
  const busy = gate.busy || action.busy;
  const failure = gate.failure ?? action.failure;
  const wait = useWait(failure);
  const verdict = judgeRecovery(typed, gate.address);

  useEffect(() => input.current?.focus(), []);

  useEffect(() => {
    if (failure?.code !== 'recoveryEmail') return;
    input.current?.focus();
  }, [failure]);

  const refusal = failure?.code === 'recoveryEmail' && answered === typed.trim() ? failureText(t, failure) : undefined;
  const verdictHint = (now: RecoveryVerdict): Hint | undefined => {
    switch (now) {
      case 'empty':
        return pressed ? { tone: 'danger', text: t('setUp.recovery.empty') } : undefined;
      case 'invalid':
        return judged ? { tone: 'danger', text: t('setUp.recovery.invalid') } : undefined;
      case 'sameAsAccount':
        return {
          tone: 'danger',
          text: (
            <>
              <b>{t('setUp.recovery.same.title')}</b> {t('setUp.recovery.same.means')}
            </>
          ),
        };
      case 'sameDomain':
        return {
          tone: 'warn',
          text: (
            <>
              <b>{t('setUp.recovery.risky.title')}</b> {t('setUp.recovery.risky.means', { domain })}
            </>
          ),
        };
      case 'good':
        return { tone: 'ok', text: t('setUp.recovery.good', { address: gate.address, domain }) };
    }
  };
  const hint: Hint | undefined =
    refusal === undefined
      ? verdictHint(verdict)
      : {
          tone: 'danger',
          text: (
            <>
              <b>{refusal.title}.</b> {refusal.means}
            </>
          ),
        };
  const explained: Hint = { tone: 'info', text: t('setUp.recovery.why', { domain }) };
  const risky = verdict === 'sameDomain' && confirmed !== typed.trim();

  const send = (): void => {
    setAnswered(typed.trim());
    void action.run(() => setUp.chooseRecovery({ recoveryEmail: typed.trim() }));
  };
  const submit = (): void => {
    setJudged(true);
    setPressed(true);
    if (busy || wait.seconds > 0) return;
    if (verdict === 'good' || (verdict === 'sameDomain' && !risky)) send();
    else input.current?.focus();
  };

  return (
    <WizardFrame
      step={1}
      title={t('setUp.recovery.title')}
      lead={t(setUp.where === 'chosen' ? 'setUpHere.lead' : 'setUp.recovery.lead', { domain })}
      focusHeading={false}
      onSubmit={submit}
      foot={
        <>
          <Leave scanned={false} />
          <span className="t3 small">{t(setUp.where === 'door' ? 'setUp.closed' : 'setUpHere.open')}</span>
          <div className="end">
            {risky && pressed ? (
              <Button
                size="l"
                onClick={() => {
                  setConfirmed(typed.trim());
                  send();
                }}
              >
                {t('setUp.recovery.useAnyway')}
              </Button>
            ) : null}
            <Button type="submit" look="primary" size="l" busy={busy} hotkey="↵">
              {t(risky && pressed ? 'setUp.recovery.change' : 'common.continue')}
            </Button>
          </div>
        </>
      }
    >
      <ul className="needs">
        {needs.map((need) => (
          <li key={need.title}>
            <Icon of={need.icon} size="l" />
            <b>{t(need.title)}</b>
            <span>{t(setUp.where !== 'door' && need.icon === Timer ? 'setUpHere.time' : need.text)}</span>
          </li>
        ))}
      </ul>
      <div className="wiz__field stack">
        <Field
          ref={input}
          label={t('setUp.recovery.label')}
          largeLabel
          size="l"
          type="email"
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          maxLength={320}
          value={typed}
          invalid={hint?.tone === 'danger'}
          hints={hint === undefined ? [explained] : [hint, explained]}
          onChange={(event) => {
            setTyped(event.target.value);
            setPressed(false);
          }}
          onBlur={() => setJudged(typed.trim() !== '')}
        />
        {wait.seconds > 0 ? <Countdown seconds={wait.seconds} of={wait.of} /> : null}
        {failure === undefined || failure.code === 'recoveryEmail' ? null : (
          <FailureBanner failure={failure} context={{ host: gate.server.host, address: gate.address }} />
        )}
      </div>
    </WizardFrame>
  );
};
