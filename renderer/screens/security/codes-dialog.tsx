import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { security } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import type { Proof } from '../app-passwords/proof.tsx';

/** There is nothing to fill in: Enter goes on. */
const submitButton = (): HTMLElement | null => document.querySelector('.dialog [type="submit"]');

type CodesProps = {
  readonly withProof: Proof['withProof'];
  /** `renewed`: the old codes are void. */
  readonly onClose: (renewed: boolean) => void;
};

/** Asks, and then shows ten new recovery codes, this once. */
export const CodesDialog = ({ withProof, onClose }: CodesProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const [codes, setCodes] = useState<readonly string[]>();
  const [kept, setKept] = useState(false);
  const [missing, setMissing] = useState(false);
  const make = async (): Promise<void> => {
    const reply = await withProof(() => action.run(() => security.newRecoveryCodes({})));
    if (reply?.ok) setCodes(reply.value.recoveryCodes);
  };
  if (codes === undefined) {
    return (
      <Dialog
        title={t('twoFactor.codes.newTitle')}
        lead={t('twoFactor.codes.newLead')}
        width="slim"
        focusOn={submitButton}
        onClose={() => onClose(false)}
        onSubmit={() => void make()}
        foot={<DialogButtons submit={t('twoFactor.codes.make')} busy={action.busy} onCancel={() => onClose(false)} />}
      >
        {action.failure === undefined || action.failure.code === 'stepUpRequired' ? undefined : (
          <FailureBanner failure={action.failure} />
        )}
      </Dialog>
    );
  }
  const close = (): void => (kept ? onClose(true) : setMissing(true));
  return (
    <Dialog
      title={t('setUp.done.codes.title')}
      lead={t('setUp.done.codes.means', { count: codes.length })}
      width="form"
      onClose={close}
      onSubmit={close}
      foot={
        <>
          <Check
            label={t('setUp.done.codes.kept')}
            checked={kept}
            onChange={(checked) => {
              setKept(checked);
              setMissing(false);
            }}
          />
          <div className="end">
            <Button type="submit" look="primary" hotkey="↵">
              {t('common.done')}
            </Button>
          </div>
        </>
      }
    >
      <ul className="codes" aria-label={t('setUp.done.codes.title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyButton text={codes.join('\n')} label={t('setUp.done.codes.copy')} clearAfter={120} />
      {missing ? <FieldHint id="codes-kept" hint={{ tone: 'danger', text: t('setUp.done.codes.missing') }} /> : null}
    </Dialog>
  );
};
