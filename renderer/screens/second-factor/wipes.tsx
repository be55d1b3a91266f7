import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';

const removed = ['lost.wipes.link', 'lost.wipes.computers', 'lost.wipes.appPasswords'] as const;

/** What a reset of the second factor takes away, and what stays. */
export const Wipes = () => {
  const { t } = useTranslation();
  return (
    <section className="wipes">
      <h2 className="wipes__h">{t('lost.wipes.title')}</h2>
      <ul>
        {removed.map((key) => (
          <li key={key}>
            <Icon of={Minus} className="danger" />
            <span>
              <b>{t('lost.wipes.removed')}</b> {t(key)}
            </span>
          </li>
        ))}
        <li>
          <Icon of={Check} className="ok" />
          <span>
            <b>{t('lost.wipes.kept')}</b> {t('lost.wipes.mail')}
          </span>
        </li>
      </ul>
    </section>
  );
};
