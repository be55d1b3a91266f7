import { useTranslation } from 'react-i18next';
import { mailAccounts } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';

/** The way to an account that is reached by IMAP and SMTP alone. @param address known from before */
export const OtherAccount = ({ address }: { readonly address: string }) => {
  const { t } = useTranslation();
  return (
    <Button look="link" onClick={() => void mailAccounts.begin({ address })}>
      {t('mailAccount.begin')}
    </Button>
  );
};
