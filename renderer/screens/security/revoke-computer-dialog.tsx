import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../app/contract/security.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';

type RevokeComputerProps = {
  /** The one, or all others. */
  readonly device: Device | 'others';
  readonly count: number;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly onKeep: () => void;
  readonly onRevoke: () => void;
};

/** Says what a computer loses with its trust; the safe choice has the focus. */
export const RevokeComputerDialog = ({ device, count, busy, failure, onKeep, onRevoke }: RevokeComputerProps) => {
  const { t } = useTranslation();
  const keep = useRef<HTMLButtonElement>(null);
  const one = device === 'others' ? undefined : device;
  return (
    <Dialog
      alert
      width="slim"
      title={one === undefined ? t('trusted.revoke.allTitle') : t('trusted.revoke.title', { name: one.name })}
      lead={one === undefined ? t('trusted.revoke.allLead', { count }) : t('trusted.revoke.lead')}
      onClose={onKeep}
      focusOn={() => keep.current}
      foot={
        <div className="end">
          <Button ref={keep} hotkey="Esc" onClick={onKeep}>
            {t('trusted.revoke.keep')}
          </Button>
          <Button look="danger" busy={busy} onClick={onRevoke}>
            {one === undefined
              ? t('trusted.revoke.allConfirm', { count })
              : t('trusted.revoke.confirm', { name: one.name })}
          </Button>
        </div>
      }
    >
      <FieldHint id="revoke-passwords" hint={{ tone: 'info', text: t('trusted.revoke.passwords') }} />
      {failure === undefined ? null : <FailureBanner failure={failure} />}
    </Dialog>
  );
};
