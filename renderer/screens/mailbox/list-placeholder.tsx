import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { prepareListTimes } from '../../text/dates.ts';

type PlaceholderProps = { readonly failure: Failure | undefined; readonly onAgain: () => void };

/** In the list's place while there is nothing to list yet. */
export const ListPlaceholder = ({ failure, onAgain }: PlaceholderProps) => {
  const { t } = useTranslation();
  useEffect(() => prepareListTimes(new Date()), []);
  // What is wrong with the store is said once, above everything.
  if (failure?.code === 'localStore') return <div className="still" />;
  if (failure !== undefined) {
    return (
      <div className="reader__said">
        <FailureBanner failure={failure} actions={<Button onClick={onAgain}>{t('common.tryAgain')}</Button>} />
      </div>
    );
  }
  return (
    <div className="reader__said" aria-busy="true">
      {[1, 2, 3].map((line) => (
        <div key={line} className="stack">
          <span className="skeleton skeleton--short" />
          <span className="skeleton" />
        </div>
      ))}
    </div>
  );
};
