import { useTranslation } from 'react-i18next';
import type { Gate } from '../../../app/contract/gate.ts';
import { mailAccounts } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { GateFooter } from '../../components/gate-footer.tsx';
import { MailAccountForm } from './mail-account-form.tsx';

export type MailAccountGate = Extract<Gate, { step: 'mailAccount' }>;

/** The door of an account that is reached by IMAP and SMTP alone. */
export const MailAccount = ({ gate }: { readonly gate: MailAccountGate }) => {
  const { t } = useTranslation();
  return (
    <main className="gate__main">
      <div className="gate__center">
        <div>
          <MailAccountForm key={gate.address} gate={gate} />
        </div>
      </div>
      <GateFooter keys={['next', 'continue']}>
        <Button look="link" onClick={() => void mailAccounts.back({})}>
          {t('mailAccount.back')}
        </Button>
      </GateFooter>
    </main>
  );
};
