import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mailAccounts } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useAction } from '../../hooks/use-action.ts';

/** The way in to a server that does not speak our second-factor calls: its own login page, in a window of its own. */
export const PageSignIn = () => {
  const { t } = useTranslation();
  const action = useAction();
  const [closed, setClosed] = useState(false);
  const open = async (): Promise<void> => {
    setClosed(false);
    const reply = await action.run(() => mailAccounts.signInOnPage({}));
    setClosed(reply.ok && !reply.value.signedIn);
  };
  return (
    <>
      <Button icon={ExternalLink} busy={action.busy} onClick={() => void open()}>
        {t('mailAccount.ownPage.signIn')}
      </Button>
      {closed ? <p role="status">{t('mailAccount.ownPage.closed')}</p> : null}
      {action.failure === undefined ? null : <FailureBanner failure={action.failure} />}
    </>
  );
};
