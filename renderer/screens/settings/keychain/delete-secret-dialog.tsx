import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptSecret } from '../../../../app/contract/vault.ts';
import { vault } from '../../../bridge.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { FailureBanner } from '../../../components/failure-banner.tsx';
import { useAction } from '../../../hooks/use-action.ts';
import { secretLooks } from './secret-looks.ts';

type DeleteProps = { readonly secret: KeptSecret; readonly onClose: (deleted: boolean) => void };

/** Says what goes with an entry of the keychain before it is deleted; the safe choice has the focus. */
export const DeleteSecretDialog = ({ secret, onClose }: DeleteProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const keep = useRef<HTMLButtonElement>(null);
  const { kind, address, id, name } = secret;
  const look = secretLooks[kind];
  const remains = action.failure?.code === 'trustRemains';
  const leftOver = secret.account === undefined;
  const remove = async (anyway: boolean): Promise<void> => {
    const reply = await action.run(() => vault.remove({ kind, address, anyway, ...(id === undefined ? {} : { id }) }));
    if (reply.ok) onClose(true);
    else keep.current?.focus();
  };
  return (
    <Dialog
      alert
      width="slim"
      title={t('vault.ask', { name: name ?? t(look.title) })}
      lead={t(leftOver ? 'vault.lost.leftOver' : look.lost, { address, name: name ?? '' })}
      onClose={() => onClose(false)}
      focusOn={() => keep.current}
      foot={
        <div className="end">
          <Button ref={keep} hotkey="Esc" onClick={() => onClose(false)}>
            {t('vault.keep')}
          </Button>
          {remains ? (
            <Button busy={action.busy} onClick={() => void remove(false)}>
              {t('common.tryAgain')}
            </Button>
          ) : null}
          <Button look="danger" busy={action.busy} onClick={() => void remove(remains)}>
            {t(remains ? 'vault.deleteAnyway' : 'vault.confirm')}
          </Button>
        </div>
      }
    >
      {action.failure === undefined ? undefined : <FailureBanner failure={action.failure} />}
    </Dialog>
  );
};
