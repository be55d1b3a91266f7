import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';

/** Only an administrator can set a new password, so there is a message to send. */
export const ForgotPassword = ({ address, host }: { readonly address: string; readonly host: string }) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const message = t('administrator.forgotPassword', { address, host });
  if (!open) {
    return (
      <div>
        <Button look="link" size="l" onClick={() => setOpen(true)}>
          {t('signIn.forgot')}
        </Button>
      </div>
    );
  }
  return (
    <div className="stack">
      <div className="said">{message}</div>
      <div className="ways">
        <CopyButton text={message} label={t('administrator.copy')} size="l" autoFocus />
      </div>
    </div>
  );
};
