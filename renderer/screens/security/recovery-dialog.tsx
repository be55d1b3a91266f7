import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { security } from '../../bridge.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Field, type Hint } from '../../components/field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { domainOf, judgeRecovery } from '../../logic/address.ts';
import type { Proof } from '../app-passwords/proof.tsx';

type RecoveryProps = {
  readonly address: string;
  readonly withProof: Proof['withProof'];
  readonly onDone: (masked: string) => void;
  readonly onClose: () => void;
};

/** Another recovery address. It is judged as it is typed, as in the set-up. */
export const RecoveryDialog = ({ address, withProof, onDone, onClose }: RecoveryProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const [typed, setTyped] = useState('');
  const [judged, setJudged] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const domain = domainOf(address);
  const verdict = judgeRecovery(typed, address);
  const hint = (): Hint => {
    switch (verdict) {
      case 'empty':
      case 'invalid':
        return judged
          ? { tone: 'danger', text: t(verdict === 'empty' ? 'setUp.recovery.empty' : 'setUp.recovery.invalid') }
          : { tone: 'plain', text: t('twoFactor.recovery.hint') };
      case 'sameAsAccount':
        return { tone: 'danger', text: t('setUp.recovery.same.means') };
      case 'sameDomain':
        return { tone: 'warn', text: t('setUp.recovery.risky.means', { domain }) };
      case 'good':
        return { tone: 'ok', text: t('setUp.recovery.good', { address, domain }) };
    }
  };
  const good = verdict === 'good' || verdict === 'sameDomain';
  const submit = async (): Promise<void> => {
    if (action.busy) return;
    setJudged(true);
    if (!good) {
      input.current?.focus();
      return;
    }
    const recoveryEmail = typed.trim();
    const reply = await withProof(() => action.run(() => security.changeRecoveryEmail({ recoveryEmail })));
    if (reply?.ok) onDone(reply.value.masked);
  };
  return (
    <Dialog
      title={t('twoFactor.recovery.title')}
      lead={t('twoFactor.recovery.lead')}
      width="slim"
      onClose={onClose}
      onSubmit={() => void submit()}
      focusOn={() => input.current}
      foot={<DialogButtons submit={t('twoFactor.recovery.save')} busy={action.busy} onCancel={onClose} />}
    >
      <Field
        ref={input}
        label={t('setUp.recovery.label')}
        type="email"
        maxLength={320}
        autoComplete="off"
        value={typed}
        invalid={(judged && !good) || verdict === 'sameAsAccount'}
        hints={[hint()]}
        onBlur={() => setJudged(typed !== '')}
        onChange={(event) => setTyped(event.target.value)}
      />
      {action.failure === undefined || action.failure.code === 'stepUpRequired' ? null : (
        <FailureBanner failure={action.failure} />
      )}
    </Dialog>
  );
};
