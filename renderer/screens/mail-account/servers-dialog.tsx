import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountFacts } from '../../../app/domain/account.ts';
import { accountName } from '../../accounts/accounts-context.ts';
import { mailAccounts } from '../../bridge.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { PasswordField } from '../../components/password-field.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { settingsFrom, type TypedSettings, typedFrom } from '../../logic/typed-settings.ts';
import { ServerFields } from './server-fields.tsx';
import { ServiceResults } from './service-results.tsx';
import { useMailTest } from './use-mail-test.ts';

/** Where an account's mail is read and sent: changed only to what lets the person in. */
export const ServersDialog = ({
  account,
  onClose,
}: {
  readonly account: AccountFacts;
  readonly onClose: () => void;
}) => {
  const { t } = useTranslation();
  const reading = useAction();
  const [typed, setTyped] = useState<TypedSettings>();
  const [password, setPassword] = useState('');
  const [pressed, setPressed] = useState(false);
  const test = useMailTest();
  const { id } = account;
  const { run } = reading;
  useEffect(() => {
    void run(() => mailAccounts.getSettings({ account: id })).then((reply) => {
      if (reply.ok) setTyped(typedFrom(reply.value.settings));
    });
  }, [run, id]);
  const { missing, settings } = typed === undefined ? { missing: [], settings: undefined } : settingsFrom(typed);
  const save = async (): Promise<void> => {
    setPressed(true);
    if (settings === undefined || test.busy) return;
    const tried = { account: id, settings, password, accepted: [...test.accepted] };
    if (await test.run(() => mailAccounts.change(tried))) onClose();
  };
  const failure = reading.failure ?? test.failure;
  return (
    <Dialog
      width="form"
      title={t('mailAccount.edit.title', { name: accountName(account) })}
      lead={t('mailAccount.edit.lead')}
      onClose={onClose}
      onSubmit={() => void save()}
      foot={<DialogButtons submit={t('mailAccount.edit.save')} busy={test.busy} onCancel={onClose} />}
    >
      {typed === undefined ? null : (
        <ServerFields
          value={typed}
          missing={pressed ? missing : []}
          onChange={(next) => {
            setTyped(next);
            test.forget();
          }}
        />
      )}
      <PasswordField
        label={t('mailAccount.password')}
        value={password}
        hints={[{ tone: 'plain', text: t('mailAccount.edit.password') }]}
        onChange={setPassword}
      />
      {failure === undefined ? null : <FailureBanner failure={failure} />}
      {test.check === undefined ? null : (
        <ServiceResults check={test.check} isAccepted={test.isAccepted} onAccept={test.accept} />
      )}
    </Dialog>
  );
};
