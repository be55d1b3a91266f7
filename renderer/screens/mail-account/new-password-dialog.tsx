import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { providerOf } from '../../../app/domain/mail-providers.ts';
import { mailAccounts } from '../../bridge.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { OwnPageNote } from './own-page-note.tsx';
import { ProviderNote } from './provider-note.tsx';
import { ServiceResults } from './service-results.tsx';
import { useMailTest } from './use-mail-test.ts';

type NewPasswordDialogProps = {
  readonly account: string;
  readonly address: string;
  readonly host: string;
  /** Of the server's own page, where the account was signed in on it. */
  readonly page: string | undefined;
  readonly onClose: () => void;
};

/** Another password for an account whose server refuses the old one. */
export const NewPasswordDialog = ({ account, address, host, page, onClose }: NewPasswordDialogProps) => {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const test = useMailTest();
  const save = async (): Promise<void> => {
    setMissing(password === '');
    if (password === '' || test.busy) return;
    const letIn = await test.run(async () => {
      const reply = await mailAccounts.getSettings({ account });
      if (!reply.ok) return reply;
      return mailAccounts.change({ account, ...reply.value, password, accepted: [...test.accepted] });
    });
    if (letIn) onClose();
  };
  return (
    <Dialog
      width="form"
      title={t('mailAccount.newPassword.title')}
      lead={t('mailAccount.newPassword.lead', { address })}
      onClose={onClose}
      onSubmit={() => void save()}
      foot={<DialogButtons submit={t('mailAccount.newPassword.do')} busy={test.busy} onCancel={onClose} />}
    >
      <PasswordField
        label={t('mailAccount.password')}
        autoFocus
        value={password}
        invalid={missing}
        hints={missing ? [{ tone: 'danger', text: t('mailAccount.passwordMissing') }] : []}
        onChange={(value) => {
          setPassword(value);
          setMissing(false);
        }}
      />
      <OwnPageNote host={page} account={account} />
      <ProviderNote provider={providerOf(address, host)} takesPassword />
      {test.failure === undefined ? null : <FailureBanner failure={test.failure} />}
      {test.check === undefined ? null : (
        <ServiceResults check={test.check} isAccepted={test.isAccepted} onAccept={test.accept} />
      )}
    </Dialog>
  );
};
