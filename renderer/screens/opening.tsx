import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '../components/spinner.tsx';

export const Opening = ({ address }: { readonly address: string }) => {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main className="gate__main">
      <div className="gate__center">
        <div>
          <h1 ref={heading} tabIndex={-1} className="gate__h">
            {t('opening.heading')}
          </h1>
          <p className="gate__lead">{t('opening.lead', { address })}</p>
          <p className="tick" role="status">
            <Spinner />
            {t('opening.working')}
          </p>
        </div>
      </div>
    </main>
  );
};
