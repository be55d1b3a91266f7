import { Monitor, Printer, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate } from '../../../app/contract/gate.ts';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { domainOf } from '../../logic/address.ts';
import { longDateOf } from '../../text/dates.ts';
import { useWizardActs } from './wizard-acts.ts';
import { WizardFrame } from './wizard-frame.tsx';

type DoneGate = Extract<Gate, { step: 'setUpDone' }>;
type DoneProps = { readonly gate: DoneGate; readonly onAppPasswords: () => void };

const others = [
  { icon: Smartphone, title: 'setUp.done.phone.title', text: 'setUp.done.phone.text', create: true },
  { icon: Monitor, title: 'setUp.done.programs.title', text: 'setUp.done.programs.text', create: false },
  { icon: Printer, title: 'setUp.done.printers.title', text: 'setUp.done.printers.text', create: false },
] as const;

/** Step 4: what has changed, and the recovery codes that are shown only here. */
export const Done = ({ gate, onAppPasswords }: DoneProps) => {
  const { t } = useTranslation();
  const setUp = useWizardActs();
  const action = useAction();
  const [kept, setKept] = useState(false);
  const [missing, setMissing] = useState(false);
  const domain = domainOf(gate.address);
  const open = (first?: () => void): void => {
    if (gate.recoveryCodes.length > 0 && !kept) {
      setMissing(true);
      return;
    }
    first?.();
    void action.run(() => setUp.openMailbox({}));
  };
  return (
    <WizardFrame
      step={4}
      title={t('setUp.done.title')}
      lead={t('setUp.done.lead')}
      onSubmit={() => open()}
      foot={
        <>
          <span className="t3 small">{t('setUp.done.confirmedBy', { host: gate.server.host })}</span>
          <div className="end">
            <Button type="submit" look="primary" size="l" busy={action.busy} hotkey="↵">
              {t(setUp.where === 'door' ? 'setUp.done.open' : 'setUpHere.back')}
            </Button>
          </div>
        </>
      }
    >
      {action.failure === undefined ? null : <FailureBanner failure={action.failure} />}
      {gate.recoveryCodes.length === 0 ? null : (
        <section>
          <h2 className="wiz__sub">{t('setUp.done.codes.title')}</h2>
          <p className="t2">{t('setUp.done.codes.means', { count: gate.recoveryCodes.length })}</p>
          <ul className="codes" aria-label={t('setUp.done.codes.title')}>
            {gate.recoveryCodes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <div className="codes__ways">
            <CopyButton
              text={gate.recoveryCodes.join('\n')}
              label={t('setUp.done.codes.copy')}
              clearAfter={120}
              size="l"
            />
            <div className="field">
              <Check
                label={t('setUp.done.codes.kept')}
                checked={kept}
                onChange={(checked) => {
                  setKept(checked);
                  setMissing(false);
                }}
              />
              {missing ? (
                <FieldHint id="kept-missing" hint={{ tone: 'danger', text: t('setUp.done.codes.missing') }} />
              ) : null}
            </div>
          </div>
        </section>
      )}
      <h2 className="wiz__sub">{t('setUp.done.others')}</h2>
      <ul className="list">
        {others.map((other) => (
          <li key={other.title}>
            <Icon of={other.icon} size="l" />
            <div className="grow">
              <div className="list__t">{t(other.title)}</div>
              <div className="list__d">{t(other.text)}</div>
            </div>
            {other.create ? (
              <Button size="l" className="btn--plain" onClick={() => open(onAppPasswords)}>
                {t('setUp.done.create')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="halves">
        <div>
          <b>{t('setUp.done.lost.title')}</b>
          <p className="t2">{t('setUp.done.lost.means', { recoveryEmail: gate.recoveryEmail })}</p>
        </div>
        <div>
          <b>{t('setUp.done.here.title')}</b>
          <p className="t2">
            {gate.deviceExpiresAt === undefined
              ? t(gate.rememberDays === 0 ? 'setUp.done.here.never' : 'setUp.done.here.notRemembered', { domain })
              : t('setUp.done.here.until', { date: longDateOf(gate.deviceExpiresAt), domain })}
          </p>
        </div>
      </div>
    </WizardFrame>
  );
};
