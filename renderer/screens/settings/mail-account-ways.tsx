import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';

/** How an account without a second factor here is opened. @param kept where its password is, in words */
export const MailAccountWays = ({ host, kept }: { readonly host: string; readonly kept: string }) => {
  const { t } = useTranslation();
  return (
    <section className="sect">
      <h2 className="sect__h">{t('mailAccount.page.title')}</h2>
      <ul className="list sect__list">
        <li>
          <Icon of={KeyRound} size="l" />
          <div className="grow">
            <div className="list__t">{t('mailAccount.page.password')}</div>
            <div className="list__d">
              {t('mailAccount.page.passwordMeans', { host })} {kept}
            </div>
          </div>
        </li>
      </ul>
    </section>
  );
};
