import { Check, Minus } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppPassword } from '../../../app/contract/app-passwords.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { deviceKindOf } from '../../logic/app-passwords.ts';
import { deviceIcons } from './device-icon.ts';
import { lastUsedText } from './last-used.ts';
import { ScopeChips } from './scope-chips.tsx';

type RevokeDialogProps = {
  readonly password: AppPassword;
  readonly others: number;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly onKeep: () => void;
  readonly onRevoke: () => void;
};

/** Names the device and its last use before its password ends; the safe choice has the focus. */
export const RevokeDialog = ({ password, others, busy, failure, onKeep, onRevoke }: RevokeDialogProps) => {
  const { t } = useTranslation();
  const keep = useRef<HTMLButtonElement>(null);
  const { when, how } = lastUsedText(t, password, new Date());
  return (
    <Dialog
      alert
      width="slim"
      title={t('revoke.title', { name: password.name })}
      lead={t('revoke.lead')}
      onClose={onKeep}
      focusOn={() => keep.current}
      foot={
        <div className="end">
          <Button ref={keep} hotkey="Esc" onClick={onKeep}>
            {t('revoke.keep')}
          </Button>
          <Button look="danger" busy={busy} onClick={onRevoke}>
            {t('revoke.confirm', { name: password.name })}
          </Button>
        </div>
      }
    >
      <ul className="list">
        <li>
          <Icon of={deviceIcons[deviceKindOf(password)]} size="l" />
          <div className="grow">
            <div className="list__t">{t('revoke.lastUsed', { when })}</div>
            <div className="list__d tnum">{how}</div>
          </div>
          <ScopeChips scopes={password.scopes} />
        </li>
      </ul>
      <ul className="points">
        <li>
          <Icon of={Minus} />
          {t('revoke.stored')}
        </li>
        <li>
          <Icon of={Minus} />
          {t('revoke.noUndo')}
        </li>
        {others === 0 ? null : (
          <li>
            <Icon of={Check} />
            {t('revoke.others', { count: others })}
          </li>
        )}
      </ul>
      {failure === undefined ? null : <FailureBanner failure={failure} />}
    </Dialog>
  );
};
