import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import { Banner } from '../../components/banner.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import type { Hindrance } from './checks.ts';

type LetterNotesProps = {
  readonly hindrance: Hindrance | undefined;
  /** The place wanted to go, but what is written could not be kept. */
  readonly unkept: boolean;
  readonly sending: Failure | undefined;
  readonly keeping: Failure | undefined;
};

/** What keeps a letter from going out or from being kept, above its text. */
export const LetterNotes = ({ hindrance, unkept, sending, keeping }: LetterNotesProps) => {
  const { t } = useTranslation();
  return (
    <>
      {hindrance === undefined ? null : (
        <Banner
          tone="danger"
          title={
            hindrance.kind === 'nobody' ? t('compose.nobody') : t('compose.invalid', { address: hindrance.address })
          }
          appears
        />
      )}
      {unkept ? (
        <Banner tone="danger" title={t('compose.draft.unkept')} appears>
          <p>{t('compose.draft.unkeptMeans')}</p>
        </Banner>
      ) : null}
      {sending === undefined ? null : <FailureBanner failure={sending} />}
      {keeping === undefined ? null : <FailureBanner failure={keeping} />}
    </>
  );
};
