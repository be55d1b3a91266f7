import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';

type RevokeOthersProps = {
  readonly count: number;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly onKeep: () => void;
  readonly onRevoke: () => void;
};

/** Asks before every other device is cut off; the safe choice has the focus. */
export const RevokeOthersDialog = ({ count, busy, failure, onKeep, onRevoke }: RevokeOthersProps) => {
  const { t } = useTranslation();
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      alert
      width="slim"
      title={t('devices.revokeOthers.title')}
      lead={t('devices.revokeOthers.lead', { count })}
      onClose={onKeep}
      focusOn={() => keep.current}
      foot={
        <div className="end">
          <Button ref={keep} hotkey="Esc" onClick={onKeep}>
            {t('devices.revokeOthers.keep')}
          </Button>
          <Button look="danger" busy={busy} onClick={onRevoke}>
            {t('devices.revokeOthers.confirm', { count })}
          </Button>
        </div>
      }
    >
      <FieldHint id="others-here" hint={{ tone: 'info', text: t('devices.revokeOthers.here') }} />
      {failure === undefined ? null : <FailureBanner failure={failure} />}
    </Dialog>
  );
};
