import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountFacts } from '../../../app/domain/account.ts';
import { accountName } from '../../accounts/accounts-context.ts';
import { accounts } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useAction } from '../../hooks/use-action.ts';
import type { TextKey } from '../../text/keys.ts';

type FarewellProps = {
  readonly account: AccountFacts;
  /** Signing out leaves the account on the list where its mail is kept; removing takes it off in any case. */
  readonly way: 'signOut' | 'remove';
  readonly onClose: () => void;
};

const leadOf = ({ kind }: AccountFacts, way: FarewellProps['way']): TextKey => {
  if (kind === 'mail') return 'mailAccount.signOut';
  return way === 'signOut' ? 'accounts.signOut.lead' : 'accounts.remove.lead';
};

/**
 * Asks whether an account is to leave this computer, and what becomes of its mail here. Where the server cannot be
 * told, it says what stays good there before anything changes.
 */
export const AccountFarewell = ({ account, way, onClose }: FarewellProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const [keepMail, setKeepMail] = useState(false);
  const stay = useRef<HTMLButtonElement>(null);
  const name = accountName(account);
  const remains = action.failure?.code === 'trustRemains';
  const leave = async (anyway: boolean): Promise<void> => {
    const reply = await action.run(() => accounts[way]({ account: account.id, keepMail, anyway }));
    if (reply.ok) onClose();
    else stay.current?.focus();
  };
  const verb = t(way === 'signOut' ? 'common.signOut' : 'accounts.remove.do');
  return (
    <Dialog
      alert
      width="slim"
      title={t(way === 'signOut' ? 'accounts.signOut.title' : 'accounts.remove.title', { name })}
      lead={t(leadOf(account, way), { address: account.address })}
      onClose={onClose}
      focusOn={() => stay.current}
      foot={
        <div className="end">
          <Button ref={stay} hotkey="Esc" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {remains ? (
            <Button busy={action.busy} onClick={() => void leave(false)}>
              {t('common.tryAgain')}
            </Button>
          ) : null}
          <Button look="danger" busy={action.busy} onClick={() => void leave(remains)}>
            {remains ? t(way === 'signOut' ? 'accounts.signOut.anyway' : 'accounts.remove.anyway') : verb}
          </Button>
        </div>
      }
    >
      {account.kept === 'keychain' ? (
        <Check
          label={t('accounts.keepMail')}
          hint={t(way === 'signOut' ? 'accounts.keepMailSignOut' : 'accounts.keepMailRemove')}
          checked={keepMail}
          onChange={setKeepMail}
        />
      ) : undefined}
      {action.failure === undefined ? undefined : <FailureBanner failure={action.failure} />}
    </Dialog>
  );
};
