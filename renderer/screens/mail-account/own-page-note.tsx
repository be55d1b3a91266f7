import { ExternalLink, KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { mailAccounts } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useAction } from '../../hooks/use-action.ts';

type OwnPageNoteProps = {
  /** Of the server's page, where the account was signed in on it. */
  readonly host: string | undefined;
  /** None: the one the window is at the door of. */
  readonly account?: string;
};

/** Where the app password of a server comes from that has its own page for it. */
export const OwnPageNote = ({ host, account }: OwnPageNoteProps) => {
  const { t } = useTranslation();
  const action = useAction();
  if (host === undefined) return null;
  const open = (): void => void action.run(() => mailAccounts.visitPage(account === undefined ? {} : { account }));
  return (
    <>
      <Banner
        tone="accent"
        icon={KeyRound}
        title={t('mailAccount.ownPage.title', { host })}
        actions={
          <Button icon={ExternalLink} busy={action.busy} onClick={open}>
            {t('mailAccount.ownPage.open')}
          </Button>
        }
      >
        <p>{t('mailAccount.ownPage.means')}</p>
      </Banner>
      {action.failure === undefined ? null : <FailureBanner failure={action.failure} />}
    </>
  );
};
