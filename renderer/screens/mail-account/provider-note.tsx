import { ExternalLink, KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MailProvider } from '../../../app/domain/mail-providers.ts';
import { system } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';

type ProviderNoteProps = {
  readonly provider: MailProvider | undefined;
  /** The settings that were found name a way in that takes passwords. */
  readonly takesPassword: boolean;
};

/** What a provider wants of mail programs, and where the person gets it. */
export const ProviderNote = ({ provider, takesPassword }: ProviderNoteProps) => {
  const { t } = useTranslation();
  if (provider === undefined) {
    return takesPassword ? null : (
      <Banner tone="warn" title={t('mailAccount.provider.noPasswordTitle')} appears>
        <p>{t('mailAccount.provider.noPasswordMeans')}</p>
      </Banner>
    );
  }
  const { name, signIn, page } = provider;
  if (signIn === 'other') {
    return (
      <Banner tone="danger" title={t('mailAccount.provider.otherTitle', { name })} appears>
        <p>{t('mailAccount.provider.otherMeans')}</p>
      </Banner>
    );
  }
  return (
    <Banner
      tone="accent"
      icon={KeyRound}
      title={t('mailAccount.provider.title', { name })}
      appears
      {...(page === undefined
        ? {}
        : {
            actions: (
              <Button icon={ExternalLink} onClick={() => void system.openLink({ url: page })}>
                {t('mailAccount.provider.open')}
              </Button>
            ),
          })}
    >
      <p>{t('mailAccount.provider.means', { name })}</p>
    </Banner>
  );
};
